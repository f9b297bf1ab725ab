/** What is assigned to, and the parameters of macros. */

import { ExpressionParser } from "./expressions.ts";
import type { Expression, Target } from "./nodes.ts";
import { quoted } from "./text.ts";
import { describe } from "./token-stream.ts";

export interface Signature {
  readonly parameters: readonly string[];
  readonly defaults: readonly Expression[];
}
export class TargetParser extends ExpressionParser {
  /** Loops around: all, and those that `break` can leave, since none leads out of a macro. */
  protected loops = { all: 0, leavable: 0 };

  /** What is assigned to: a name, an attribute of a namespace, or several of them. */
  protected target(until = "", namespaces = false): Target {
    const { line } = this.token;
    const items: Target[] = [];
    let commas = false;
    while (!this.is("endblock") && !this.is("operator", ")") && !(until !== "" && this.is("name", until))) {
      items.push(this.#targetItem(namespaces));
      if (!this.skip("operator", ",")) break;
      commas = true;
    }
    if (items.length === 0 && !commas) this.fail(`Expected an expression, got ${quoted(describe(this.token))}`, line);
    return commas ? { kind: "targets", items } : items[0]!;
  }

  #targetItem(namespaces: boolean): Target {
    const { line } = this.token;
    if (this.skip("operator", "(")) {
      const inner = this.target("", false);
      this.expect("operator", ")");
      return inner;
    }
    if (!this.is("name")) {
      const { kind } = this.primary();
      return this.fail(`can't assign to '${kind === "constant" ? "const" : kind}'`, line);
    }
    const name = this.next().value;
    if (namespaces && this.skip("operator", "."))
      return { kind: "namespace", name, attribute: this.expect("name").value };
    if (/^(?:[tT]rue|[fF]alse|[nN]one)$/.test(name)) this.fail("can't assign to 'const'", line);
    if (name === "loop" && this.loops.all > 0)
      this.fail("Can't assign to special loop variable in for-loop target", line, "TemplateAssertionError");
    return { kind: "name", name };
  }

  protected signature(): Signature {
    const parameters: string[] = [];
    const defaults: Expression[] = [];
    this.expect("operator", "(");
    while (!this.is("operator", ")")) {
      if (parameters.length > 0) this.expect("operator", ",");
      parameters.push(this.expect("name").value);
      if (this.skip("operator", "=")) defaults.push(this.expression());
      else if (defaults.length > 0) this.fail("non-default argument follows default argument");
    }
    this.next();
    return { parameters, defaults };
  }
}
