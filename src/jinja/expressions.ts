/** Expressions, in jinja2's order of binding: or, and, not, comparisons, + -, ~, * / // %, **, signs, filters. */

import { raise } from "./errors.ts";
import { FILTERS } from "./filters.ts";
import { all, type Call, OperandParser } from "./operands.ts";
import { type Arithmetic, arithmetic, type Comparison, compared, concatenated, signed } from "./operators.ts";
import { truth } from "./protocols.ts";
import type { Expression, Run } from "./run.ts";
import { TESTS } from "./tests.ts";
import { quoted } from "./text.ts";
import { describe } from "./token-stream.ts";
import { NO_ARGUMENTS, Tuple, Undefined, type Value } from "./values.ts";

/** What a filter, and those behind it, make of a value. */
export type Filtering = (run: Run, value: Value) => Value;

const COMPARISONS: readonly string[] = ["==", "!=", "<", "<=", ">", ">="] satisfies readonly Comparison[];

const NO_CALL: Call = () => NO_ARGUMENTS;

/** Reads expressions, each to a function that evaluates it in a run. */
export class ExpressionParser extends OperandParser {
  /** Unknown filters and tests; one behind an `if` matters only when it is reached. */
  protected readonly unknown: { kind: string; name: string; line: number }[] = [];
  /** Within an `if`, where all are looked for only when they are reached. */
  protected soft = false;

  /** An expression, or several with commas between, which are a tuple. */
  protected tuple({ conditional = true, until = "", empty = false } = {}): Expression {
    const items: Expression[] = [];
    let commas = false;
    while (!this.ends(until)) {
      items.push(conditional ? this.expression() : this.#or());
      if (!this.skip("operator", ",")) break;
      commas = true;
    }
    if (!commas && items.length === 1) return items[0]!;
    if (!commas && !empty) this.fail(`Expected an expression, got ${quoted(describe(this.token))}`);
    return (run) => new Tuple(all(items, run));
  }

  /** Whether a list of expressions, or of targets, is at its end. */
  protected ends(until: string): boolean {
    if (this.is("endvariable") || this.is("endblock") || this.is("operator", ")")) return true;
    return until !== "" && this.is("name", until);
  }

  protected expression(): Expression {
    const { line } = this.token;
    const mark = this.unknown.length;
    let node = this.#or();
    while (this.skip("name", "if")) {
      const [then, test] = [node, this.#or()];
      const otherwise = this.skip("name", "else") ? this.expression() : () => new Undefined(reason);
      const reason = `the inline if-expression on line ${line} evaluated to false and no else section was defined.`;
      this.unknown.length = mark;
      node = (run) => (truth(test(run)) ? then : otherwise)(run);
    }
    return node;
  }

  #or = (): Expression => this.#logic("or", () => this.#logic("and", () => this.#not()));

  /** The first operand that decides, or else the last. */
  #logic(word: "and" | "or", operand: () => Expression): Expression {
    let node = operand();
    while (this.skip("name", word)) {
      const [left, right] = [node, operand()];
      node = (run) => {
        const value = left(run);
        return truth(value) === (word === "or") ? value : right(run);
      };
    }
    return node;
  }

  #not(): Expression {
    if (!this.skip("name", "not")) return this.#comparison();
    const of = this.#not();
    return (run) => !truth(of(run));
  }

  #comparison(): Expression {
    const first = this.#sum();
    const rest: [Comparison, Expression][] = [];
    for (let sign = this.#comparisonSign(); sign !== undefined; sign = this.#comparisonSign())
      rest.push([sign, this.#sum()]);
    if (rest.length === 0) return first;
    return (run) => {
      let left = first(run);
      return rest.every(([sign, operand]) => {
        const right = run.charged(operand(run));
        const holds = compared(left, sign, right);
        left = right;
        return holds;
      });
    };
  }

  #comparisonSign(): Comparison | undefined {
    if (this.token.type === "operator" && COMPARISONS.includes(this.token.value))
      return this.next().value as Comparison;
    if (this.skip("name", "in")) return "in";
    return this.skipBoth("not", "in") ? "not in" : undefined;
  }

  #chain(signs: readonly string[], operand: () => Expression): Expression {
    let node = operand();
    while (this.token.type === "operator" && signs.includes(this.token.value)) {
      const [left, sign, right] = [node, this.next().value as Arithmetic, operand()];
      node = (run) => {
        const made = arithmetic(left(run), sign, right(run));
        return typeof made === "string" ? made : run.charged(made); // texts are joined without being copied
      };
    }
    return node;
  }

  #sum = (): Expression => this.#chain(["+", "-"], this.#concat);

  #concat = (): Expression => {
    const items = [this.#product()];
    while (this.skip("operator", "~")) items.push(this.#product());
    return items.length === 1 ? items[0]! : (run) => concatenated(all(items, run));
  };

  #product = (): Expression => this.#chain(["*", "/", "//", "%"], this.#power);
  #power = (): Expression => this.#chain(["**"], () => this.#filtered(this.#signed()));

  #signed(): Expression {
    for (const sign of ["-", "+"] as const)
      if (this.skip("operator", sign)) {
        const of = this.#signed();
        return this.postfix((run) => signed(sign, of(run)));
      }
    return this.postfix(this.primary());
  }

  #filtered(start: Expression): Expression {
    let node = start;
    for (;;) {
      const of = node;
      if (this.skip("operator", "|")) {
        const apply = this.filter();
        node = (run) => apply(run, of(run));
      } else if (this.skip("name", "is")) node = this.#test(of);
      else if (this.is("operator", "(")) node = this.call(of);
      else return node;
    }
  }

  /** Behind the bar. */
  protected filter(): Filtering {
    const name = this.#known("filter", FILTERS);
    const args = this.is("operator", "(") ? this.arguments() : NO_CALL;
    if (!FILTERS.has(name)) return () => raise("TemplateRuntimeError", `No filter named ${quoted(name)} found.`);
    return (run, value) => run.filter(name, value, args(run));
  }

  /** A name with dots in it. */
  #known(kind: string, table: ReadonlyMap<string, unknown>): string {
    const { line } = this.token;
    let name = this.expect("name").value;
    while (this.skip("operator", ".")) name += `.${this.expect("name").value}`;
    if (!this.soft && !table.has(name)) this.unknown.push({ kind, name, line });
    return name;
  }

  #test(of: Expression): Expression {
    const negated = this.skip("name", "not");
    const name = this.#known("test", TESTS);
    const args = this.#testArguments();
    if (!TESTS.has(name)) return () => raise("TemplateRuntimeError", `No test named ${quoted(name)} found.`);
    const test: Expression = (run) => run.test(name, of(run), args(run));
    return negated ? (run) => !truth(test(run)) : test;
  }

  #testArguments(): Call {
    if (this.is("operator", "(")) return this.arguments();
    const { type, value } = this.token;
    const begins = type === "string" || type === "number" || (type === "operator" && /^[[{]$/.test(value));
    const word = type === "name" && !["else", "or", "and"].includes(value);
    if (!begins && !word) return NO_CALL;
    if (value === "is" && word) this.fail("You cannot chain multiple tests with is");
    const only = this.postfix(this.primary());
    return (run) => ({ positional: [only(run)], named: new Map() });
  }
}
