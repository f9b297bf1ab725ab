/** The parts of expressions that bind closest: literals, names, brackets, attributes, items, slices and calls. */

import { spread } from "./arguments.ts";
import { attribute, item, slice } from "./attributes.ts";
import { iterate } from "./protocols.ts";
import type { Expression, Run } from "./run.ts";
import { quoted } from "./text.ts";
import { describe, TokenStream } from "./token-stream.ts";
import { type Arguments, Dict, Tuple, type Value } from "./values.ts";

/** What evaluates the arguments of a call. */
export type Call = (run: Run) => Arguments;

const CONSTANTS = new Map<string, boolean | null>([
  ["true", true],
  ["false", false],
  ["none", null],
]);

/** The values of expressions. */
export const all = (items: readonly Expression[], run: Run): Value[] => items.map((each) => each(run));

/** Reads what operators stand between. */
export abstract class OperandParser extends TokenStream {
  /** Names that were read, of the whole program and of each definition that is open. */
  protected readonly reads: Set<string>[] = [new Set()];
  /** The parts of calls, which `{% call %}` gives one more argument. */
  protected readonly calls = new Map<Expression, { readonly of: Expression; readonly args: Call }>();

  /** Names that the program reads, its own variables among them. */
  get names(): ReadonlySet<string> {
    return this.reads[0]!;
  }

  protected abstract expression(): Expression;
  protected abstract tuple(options: { empty: boolean }): Expression;

  protected primary(): Expression {
    const { type, value, number, line } = this.next();
    if (type === "number") return () => number!;
    if (type === "string") {
      let literal = value;
      while (this.is("string")) literal += this.next().value;
      return () => literal;
    }
    if (type === "name") {
      const constant = CONSTANTS.get(value[0]!.toLowerCase() + value.slice(1));
      if (constant !== undefined) return () => constant;
      for (const names of this.reads) names.add(value);
      return (run) => run.named(value);
    }
    if (type === "operator" && value === "(") {
      const inner = this.tuple({ empty: true });
      this.expect("operator", ")");
      return inner;
    }
    if (type === "operator" && value === "[") {
      const items = this.list("]", () => this.expression());
      return (run) => all(items, run);
    }
    if (type === "operator" && value === "{") {
      const entries = this.list("}", () => this.#entry());
      return (run) => new Dict(entries.map(([key, of]) => [key(run), of(run)]));
    }
    return this.fail(`unexpected ${quoted(describe({ type, value, line }))}`, line);
  }

  protected list<T>(closing: string, item: () => T): T[] {
    const items: T[] = [];
    while (!this.skip("operator", closing)) {
      if (items.length > 0) this.expect("operator", ",");
      if (this.skip("operator", closing)) break;
      items.push(item());
    }
    return items;
  }

  #entry(): [Expression, Expression] {
    const key = this.expression();
    this.expect("operator", ":");
    return [key, this.expression()];
  }

  protected postfix(start: Expression): Expression {
    let node = start;
    for (;;) {
      if (this.skip("operator", ".")) node = this.#attribute(node);
      else if (this.skip("operator", "[")) node = this.#subscript(node);
      else if (this.is("operator", "(")) node = this.call(node);
      else return node;
    }
  }

  #attribute(of: Expression): Expression {
    const { type, value, number, line } = this.next();
    if (type === "name") return (run) => attribute(of(run), value);
    if (typeof number !== "bigint") return this.fail("expected name or number", line);
    return (run) => item(of(run), number);
  }

  #subscript(of: Expression): Expression {
    const bound = () => ([":", "]", ","].some((sign) => this.is("operator", sign)) ? undefined : this.expression());
    const first = bound();
    if (!this.skip("operator", ":")) {
      const rest = this.skip("operator", ",") ? this.list("]", () => this.expression()) : undefined;
      if (rest === undefined) this.expect("operator", "]");
      const key = first ?? this.fail("Expected subscript expression");
      if (rest === undefined) return (run) => item(of(run), key(run));
      return (run) => item(of(run), new Tuple(all([key, ...rest], run)));
    }
    const stop = bound();
    const step = this.skip("operator", ":") ? bound() : undefined;
    this.expect("operator", "]");
    return (run) => {
      const [value, ...bounds] = [of, first, stop, step].map((each) => each?.(run) ?? null);
      return slice(run.charged(value!), bounds);
    };
  }

  protected call(of: Expression): Expression {
    const args = this.arguments();
    const call: Expression = (run) => run.call(of(run), args(run));
    this.calls.set(call, { of, args });
    return call;
  }

  protected arguments(): Call {
    const { line } = this.expect("operator", "(");
    const args: Expression[] = [];
    const named = new Map<string, Expression>();
    let [rest, restNamed]: (Expression | undefined)[] = [];
    const ensure = (holds: boolean) => holds || this.fail("invalid syntax for function call expression", line);
    this.list(")", () => {
      ensure(restNamed === undefined);
      if (this.skip("operator", "*")) {
        ensure(rest === undefined);
        rest = this.expression();
      } else if (this.skip("operator", "**")) restNamed = this.expression();
      else if (this.is("name") && this.is("operator", "=", 1)) {
        const { value: name } = this.next();
        this.next();
        if (named.has(name)) this.fail(`keyword argument repeated: ${name}`, line, "SyntaxError");
        named.set(name, this.expression());
      } else {
        ensure(rest === undefined && named.size === 0);
        args.push(this.expression());
      }
    });
    return (run) => {
      const positional = all(args, run);
      const byName = new Map(Array.from(named, ([name, value]) => [name, value(run)]));
      if (rest !== undefined) positional.push(...iterate(rest(run)));
      if (restNamed !== undefined) spread(restNamed(run), byName);
      return { positional, named: byName };
    };
  }
}
