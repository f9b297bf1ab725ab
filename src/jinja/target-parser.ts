/** What is assigned to, the parameters of macros, and the filters of blocks. */

import { ExpressionParser, type Filtering } from "./expressions.ts";
import type { Expression, Leaving, Statement } from "./run.ts";
import type { Target } from "./scope.ts";
import { quoted } from "./text.ts";
import { describe } from "./token-stream.ts";

/** The parameters of a macro. */
export interface Signature {
  readonly parameters: readonly string[];
  /** Of the last parameters. */
  readonly defaults: readonly Expression[];
}

/** Reads what statements have beside expressions. */
export class TargetParser extends ExpressionParser {
  /** Loops around: all, and those that `break` can leave, since none leads out of a macro. */
  protected loops = { all: 0, leavable: 0 };

  /** What is assigned to: a name, an attribute of a namespace, or several of them. */
  protected target(until = "", namespaces = false): Target {
    const { line } = this.token;
    const items: Target[] = [];
    let commas = false;
    while (!this.ends(until)) {
      items.push(this.#targetItem(namespaces));
      if (!this.skip("operator", ",")) break;
      commas = true;
    }
    if (items.length === 0) this.fail(`Expected an expression, got ${quoted(describe(this.token))}`, line);
    return commas ? { items } : items[0]!;
  }

  #targetItem(namespaces: boolean): Target {
    const { line, value } = this.token;
    if (this.skip("operator", "(")) {
      const inner = this.target();
      this.expect("operator", ")");
      return inner;
    }
    if (!this.is("name")) {
      this.primary();
      return this.fail(`can't assign to '${{ "[": "list", "{": "dict" }[value] ?? "const"}'`, line);
    }
    const name = this.next().value;
    if (namespaces && this.skip("operator", ".")) return { name, attribute: this.expect("name").value };
    if (/^(?:[tT]rue|[fF]alse|[nN]one)$/.test(name)) this.fail("can't assign to 'const'", line);
    if (name === "loop" && this.loops.all > 0)
      this.fail("Can't assign to special loop variable in for-loop target", line, "TemplateAssertionError");
    return { name };
  }

  /** `break` or `continue`. */
  protected leave(leaving: Leaving, line: number, reason: string): Statement {
    if (this.loops.leavable === 0) this.fail(reason, line, "SyntaxError");
    return () => leaving;
  }

  /** What is between commas, up to the end of the tag. */
  protected separated<T>(item: () => T): T[] {
    const items: T[] = [];
    while (!this.is("endblock")) {
      if (items.length > 0) this.expect("operator", ",");
      items.push(item());
    }
    return items;
  }

  protected signature(): Signature {
    const parameters: string[] = [];
    const defaults: Expression[] = [];
    this.expect("operator", "(");
    this.list(")", () => {
      parameters.push(this.expect("name").value);
      if (this.skip("operator", "=")) defaults.push(this.expression());
      else if (defaults.length > 0) this.fail("non-default argument follows default argument");
    });
    return { parameters, defaults };
  }

  /** A filter, and as many more as follow. */
  protected filters(): Filtering {
    let filters = this.filter();
    while (this.skip("operator", "|")) {
      const [first, next] = [filters, this.filter()];
      filters = (run, value) => next(run, first(run, value));
    }
    return filters;
  }
}
