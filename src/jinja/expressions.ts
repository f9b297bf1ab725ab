/** Tokens to expressions, in jinja2's order of binding: or, and, not, comparisons, + -, ~, * / // %, **, signs, filters. */

import type { Arithmetic, Call, Comparison, Expression, Filter } from "./nodes.ts";
import { quoted } from "./text.ts";
import { describe, TokenStream } from "./token-stream.ts";

/** Which filters and tests there are. */
export interface Known {
  filter(name: string): boolean;
  test(name: string): boolean;
}

const CONSTANTS = new Map<string, boolean | null>([["true", true], ["True", true], ["false", false], ["False", false], ["none", null], ["None", null]]); // biome-ignore format: one line
const COMPARISONS: readonly string[] = ["==", "!=", "<", "<=", ">", ">="] satisfies readonly Comparison[];

export class ExpressionParser extends TokenStream {
  readonly #known: Known;
  /** Names that were read, of the whole program and of each definition that is open. */
  protected readonly reads: Set<string>[] = [new Set()];
  /** Unknown filters and tests; one behind an `if` matters only when it is reached. */
  protected readonly unknown: { kind: string; name: string; line: number }[] = [];
  /** Within an `if`, where all are looked for only when they are reached. */
  protected soft = false;

  constructor(source: string, known: Known) {
    super(source);
    this.#known = known;
  }

  /** An expression, or several with commas between, which are a tuple. */
  protected tuple({ conditional = true, until = "", empty = false } = {}): Expression {
    const { line } = this.token;
    const items: Expression[] = [];
    let commas = false;
    while (!this.#ends(until)) {
      items.push(conditional ? this.expression() : this.#or());
      if (!this.skip("operator", ",")) break;
      commas = true;
    }
    if (!commas && items.length === 1) return items[0]!;
    if (!commas && !empty) this.fail(`Expected an expression, got ${quoted(describe(this.token))}`);
    return { kind: "tuple", items, line };
  }

  #ends(until: string): boolean {
    if (this.is("endvariable") || this.is("endblock") || this.is("operator", ")")) return true;
    return until !== "" && this.is("name", until);
  }

  protected expression(): Expression {
    const { line } = this.token;
    const mark = this.unknown.length;
    let then = this.#or();
    while (this.skip("name", "if")) {
      const test = this.#or();
      const otherwise = this.skip("name", "else") ? this.expression() : undefined;
      this.unknown.length = mark;
      then = { kind: "if", test, then, otherwise, line };
    }
    return then;
  }

  #or(): Expression {
    const { line } = this.token;
    let left = this.#and();
    while (this.skip("name", "or")) left = { kind: "or", left, right: this.#and(), line };
    return left;
  }

  #and(): Expression {
    const { line } = this.token;
    let left = this.#not();
    while (this.skip("name", "and")) left = { kind: "and", left, right: this.#not(), line };
    return left;
  }

  #not(): Expression {
    const { line } = this.token;
    return this.skip("name", "not") ? { kind: "not", of: this.#not(), line } : this.#comparison();
  }

  #comparison(): Expression {
    const { line } = this.token;
    const first = this.#sum();
    const rest: [Comparison, Expression][] = [];
    for (let sign = this.#comparisonSign(); sign !== undefined; sign = this.#comparisonSign())
      rest.push([sign, this.#sum()]);
    return rest.length === 0 ? first : { kind: "compare", first, rest, line };
  }

  #comparisonSign(): Comparison | undefined {
    if (this.token.type === "operator" && COMPARISONS.includes(this.token.value))
      return this.next().value as Comparison;
    if (this.skip("name", "in")) return "in";
    if (!this.is("name", "not") || !this.is("name", "in", 1)) return undefined;
    this.next();
    this.next();
    return "not in";
  }

  #chain(signs: readonly string[], operand: () => Expression): Expression {
    const { line } = this.token;
    let left = operand();
    while (this.token.type === "operator" && signs.includes(this.token.value))
      left = { kind: "arithmetic", sign: this.next().value as Arithmetic, left, right: operand(), line };
    return left;
  }

  #sum = (): Expression => this.#chain(["+", "-"], this.#concat);

  #concat = (): Expression => {
    const { line } = this.token;
    const items = [this.#product()];
    while (this.skip("operator", "~")) items.push(this.#product());
    return items.length === 1 ? items[0]! : { kind: "concat", items, line };
  };

  #product = (): Expression => this.#chain(["*", "/", "//", "%"], this.#power);
  #power = (): Expression => this.#chain(["**"], () => this.#filtered(this.#signed()));

  #signed(): Expression {
    const { line } = this.token;
    for (const kind of ["-", "+"] as const)
      if (this.skip("operator", kind)) return this.#postfix({ kind, of: this.#signed(), line });
    return this.#postfix(this.primary());
  }

  protected primary(): Expression {
    const token = this.next();
    const { line } = token;
    if (token.type === "name") {
      const constant = CONSTANTS.get(token.value);
      if (constant !== undefined) return { kind: "constant", value: constant, line };
      for (const names of this.reads) names.add(token.value);
      return { kind: "name", name: token.value, line };
    }
    if (token.type === "string") {
      let value = token.value;
      while (this.is("string")) value += this.next().value;
      return { kind: "constant", value, line };
    }
    if (token.type === "number") return { kind: "constant", value: token.number!, line };
    if (token.type === "operator" && token.value === "(") {
      const inner = this.tuple({ empty: true });
      this.expect("operator", ")");
      return inner;
    }
    if (token.type === "operator" && token.value === "[") return { kind: "list", items: this.#list("]", () => this.expression()), line }; // biome-ignore format: one line
    if (token.type === "operator" && token.value === "{") return { kind: "dict", entries: this.#list("}", () => this.#entry()), line }; // biome-ignore format: one line
    return this.fail(`unexpected ${quoted(describe(token))}`, line);
  }

  #list<T>(closing: string, item: () => T): T[] {
    const items: T[] = [];
    while (!this.is("operator", closing)) {
      if (items.length > 0) this.expect("operator", ",");
      if (this.is("operator", closing)) break;
      items.push(item());
    }
    this.expect("operator", closing);
    return items;
  }

  #entry(): [Expression, Expression] {
    const key = this.expression();
    this.expect("operator", ":");
    return [key, this.expression()];
  }

  #postfix(start: Expression): Expression {
    let node = start;
    for (;;) {
      const { line } = this.token;
      if (this.skip("operator", ".")) node = this.#attribute(node, line);
      else if (this.skip("operator", "[")) node = this.#subscript(node, line);
      else if (this.is("operator", "(")) node = { kind: "call", of: node, ...this.call(), line };
      else return node;
    }
  }

  #attribute(of: Expression, line: number): Expression {
    const token = this.next();
    if (token.type === "name") return { kind: "attribute", of, name: token.value, line };
    if (typeof token.number !== "bigint") return this.fail("expected name or number", token.line);
    return { kind: "item", of, key: { kind: "constant", value: token.number, line }, line };
  }

  #subscript(of: Expression, line: number): Expression {
    const items = this.#list("]", () => this.#sliceOrItem(of, line));
    const [only] = items;
    if (items.length === 1 && only!.kind === "slice") return only!;
    if (items.some(({ kind }) => kind === "slice")) return this.fail("invalid syntax", line, "SyntaxError");
    return { kind: "item", of, key: items.length === 1 ? only! : { kind: "tuple", items, line }, line };
  }

  #sliceOrItem(of: Expression, line: number): Expression {
    const absent = () => this.is("operator", ":") || this.is("operator", "]") || this.is("operator", ",");
    const start = absent() ? undefined : this.expression();
    if (!this.skip("operator", ":")) return start ?? this.primary();
    const stop = absent() ? undefined : this.expression();
    const step = this.skip("operator", ":") && !absent() ? this.expression() : undefined;
    return { kind: "slice", of, parts: [start, stop, step], line };
  }

  protected call(): Call {
    const { line } = this.expect("operator", "(");
    const args: Expression[] = [];
    const named: [string, Expression][] = [];
    let [rest, restNamed]: (Expression | undefined)[] = [];
    const ensure = (holds: boolean) => holds || this.fail("invalid syntax for function call expression", line);
    for (let first = true; !this.is("operator", ")"); first = false) {
      if (!first) this.expect("operator", ",");
      if (this.is("operator", ")")) break;
      if (this.skip("operator", "*")) {
        ensure(rest === undefined && restNamed === undefined);
        rest = this.expression();
      } else if (this.skip("operator", "**")) {
        ensure(restNamed === undefined);
        restNamed = this.expression();
      } else if (this.is("name") && this.is("operator", "=", 1)) {
        ensure(restNamed === undefined);
        const name = this.next().value;
        this.next();
        if (named.some(([other]) => other === name))
          this.fail(`keyword argument repeated: ${name}`, line, "SyntaxError");
        named.push([name, this.expression()]);
      } else {
        ensure(rest === undefined && restNamed === undefined && named.length === 0);
        args.push(this.expression());
      }
    }
    this.next();
    return { args, named, rest, restNamed };
  }

  #filtered(start: Expression): Expression {
    let node = start;
    for (;;) {
      const { line } = this.token;
      if (this.skip("operator", "|")) node = this.filter(node);
      else if (this.skip("name", "is")) node = this.#test(node, line);
      else if (this.is("operator", "(")) node = { kind: "call", of: node, ...this.call(), line };
      else return node;
    }
  }

  /** As many filters as follow, each behind its bar. */
  protected filters(of: Filter): Filter;
  protected filters(of: undefined): Filter | undefined;
  protected filters(of: Filter | undefined): Filter | undefined {
    let node = of;
    while (this.skip("operator", "|")) node = this.filter(node);
    return node;
  }

  /** Behind the bar. */
  protected filter(of: Expression | undefined): Filter {
    const { line } = this.token;
    const name = this.#dotted();
    if (!this.soft && !this.#known.filter(name)) this.unknown.push({ kind: "filter", name, line });
    const call = this.is("operator", "(") ? this.call() : NO_ARGUMENTS;
    return { kind: "filter", of, name, ...call, line };
  }

  #dotted(): string {
    let name = this.expect("name").value;
    while (this.skip("operator", ".")) name += `.${this.expect("name").value}`;
    return name;
  }

  #test(of: Expression, line: number): Expression {
    const negated = this.skip("name", "not");
    const name = this.#dotted();
    if (!this.soft && !this.#known.test(name)) this.unknown.push({ kind: "test", name, line });
    const test: Expression = { kind: "test", of, name, ...this.#testArguments(), line };
    return negated ? { kind: "not", of: test, line } : test;
  }

  #testArguments(): Call {
    if (this.is("operator", "(")) return this.call();
    const { type, value } = this.token;
    const begins = type === "string" || type === "number" || (type === "operator" && /^[[{]$/.test(value));
    const word = type === "name" && !["else", "or", "and"].includes(value);
    if (!begins && !word) return NO_ARGUMENTS;
    if (value === "is" && word) this.fail("You cannot chain multiple tests with is");
    return { ...NO_ARGUMENTS, args: [this.#postfix(this.primary())] };
  }
}

const NO_ARGUMENTS: Call = { args: [], named: [], rest: undefined, restNamed: undefined };
