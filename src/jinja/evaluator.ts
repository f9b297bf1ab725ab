/** Evaluates expressions, and counts the steps of a run. */

import { sliceBounds, sliced } from "./arguments.ts";
import { attribute, item } from "./attributes.ts";
import { raise, typeError } from "./errors.ts";
import type { Call, Expression, Filter } from "./nodes.ts";
import { NUMBER_FILTERS } from "./number-filters.ts";
import { arithmetic, compared, concatenated, signed } from "./operators.ts";
import { isText, iterate, plain, truth } from "./protocols.ts";
import { repr, text } from "./representation.ts";
import type { Runtime } from "./runtime.ts";
import { Scope } from "./scope.ts";
import { SEQUENCE_FILTERS } from "./sequence-filters.ts";
import { TESTS } from "./tests.ts";
import { codePoints } from "./text.ts";
import { TEXT_FILTERS } from "./text-filters.ts";
import {
  type Arguments,
  Callable,
  Dict,
  Markup,
  Range,
  Routine,
  Tuple,
  typeName,
  Undefined,
  type Value,
} from "./values.ts";

const FILTERS = { ...TEXT_FILTERS, ...SEQUENCE_FILTERS, ...NUMBER_FILTERS };
export const known = {
  filter: (name: string) => Object.hasOwn(FILTERS, name),
  test: (name: string) => Object.hasOwn(TESTS, name),
};

/** A conversation of a thousand messages takes some hundred thousand. */
const MOST_STEPS = 5_000_000;

export class Evaluator implements Runtime {
  autoescape = false;
  readonly now: Date | undefined;
  /** Where the run is. */
  line = 1;
  protected scope = new Scope();
  #steps = 0;

  constructor(now: Date | undefined) {
    this.now = now;
  }

  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > MOST_STEPS) raise("SecurityError", `a template may take up to ${MOST_STEPS} steps`);
  }

  filter(name: string, value: Value, args: Arguments): Value {
    if (!known.filter(name)) return raise("TemplateRuntimeError", `No filter named ${repr(name)}.`);
    this.spend(extent(value));
    const result = FILTERS[name]!(value, args, this);
    this.spend(extent(result));
    return result;
  }

  test(name: string, value: Value, args: Arguments): Value {
    if (!known.test(name)) return raise("TemplateRuntimeError", `No test named ${repr(name)}.`);
    this.spend(extent(args.positional[0] ?? null));
    return TESTS[name]!(value, args, known);
  }

  protected evaluate(node: Expression): Value {
    this.spend(1);
    switch (node.kind) {
      case "constant":
        return node.value;
      case "name":
        return this.#named(node.name);
      case "list":
        return this.#all(node.items);
      case "tuple":
        return new Tuple(this.#all(node.items));
      case "dict":
        return new Dict(node.entries.map(([key, value]) => [this.evaluate(key), this.evaluate(value)] as const));
      case "concat":
        return concatenated(this.#all(node.items), this.autoescape, text);
      case "attribute":
        return attribute(this.evaluate(node.of), node.name);
      case "item":
        return this.#charged(item(this.evaluate(node.of), this.evaluate(node.key)));
      case "slice":
        return this.#slice(this.evaluate(node.of), node.parts);
      case "call":
        return this.#charged(this.call(this.evaluate(node.of), this.arguments(node)));
      case "filter":
        return this.filtered(node, node.of === undefined ? null : this.evaluate(node.of));
      case "test":
        return this.#tested(node);
      case "not":
        return !truth(this.evaluate(node.of));
      case "+":
      case "-":
        return signed(node.kind, this.evaluate(node.of));
      case "and":
      case "or":
        return this.#either(node.kind, node.left, node.right);
      case "arithmetic":
        return this.#charged(arithmetic(this.evaluate(node.left), node.sign, this.evaluate(node.right)));
      case "compare":
        return this.#compare(node);
      case "if":
        if (truth(this.evaluate(node.test))) return this.evaluate(node.then);
        if (node.otherwise !== undefined) return this.evaluate(node.otherwise);
        return new Undefined(
          `the inline if-expression on line ${node.line} evaluated to false and no else section was defined.`,
        );
    }
  }

  /** A value that took work to make. */
  #charged(value: Value): Value {
    this.spend(Array.isArray(value) || typeof value === "bigint" ? extent(value) : 1);
    return value;
  }

  #named(name: string): Value {
    const value = this.scope.get(name);
    return value === undefined ? new Undefined(`${repr(name)} is undefined`) : value;
  }

  #all(nodes: readonly Expression[]): Value[] {
    return nodes.map((node) => this.evaluate(node));
  }

  #either(kind: "and" | "or", left: Expression, right: Expression): Value {
    const value = this.evaluate(left);
    return truth(value) === (kind === "or") ? value : this.evaluate(right);
  }

  #compare({ first, rest }: Expression & { readonly kind: "compare" }): boolean {
    let left = this.evaluate(first);
    for (const [sign, node] of rest) {
      const right = this.evaluate(node);
      if (sign === "in" || sign === "not in") this.spend(extent(right));
      if (!compared(left, sign, right)) return false;
      left = right;
    }
    return true;
  }

  #slice(value: Value, parts: readonly (Expression | undefined)[]): Value {
    const [start = null, stop = null, step = null] = parts.map((part) =>
      part === undefined ? null : this.evaluate(part),
    );
    this.spend(extent(value));
    if (value instanceof Undefined) return value.raise();
    if (Array.isArray(value)) return sliced(value, start, stop, step);
    if (value instanceof Tuple) return new Tuple(sliced(value.items, start, stop, step));
    if (value instanceof Range) return subrange(value, sliceBounds(value.length, start, stop, step));
    if (value instanceof Dict) return typeError("unhashable type: 'slice'");
    if (!isText(value)) return typeError(`'${typeName(value)}' object is not subscriptable`);
    const cut = sliced(codePoints(plain(value)), start, stop, step).join("");
    return value instanceof Markup ? new Markup(cut) : cut;
  }

  #tested(node: Expression & { readonly kind: "test" }): Value {
    const [value, args] = [this.evaluate(node.of), this.arguments(node)];
    if (!known.test(node.name)) return raise("TemplateRuntimeError", `No test named ${repr(node.name)} found.`);
    return this.test(node.name, value, args);
  }

  protected filtered(node: Filter, value: Value): Value {
    const inner = node.of?.kind === "filter" && isBlockFilter(node.of) ? this.filtered(node.of, value) : value;
    const args = this.arguments(node);
    if (!known.filter(node.name)) return raise("TemplateRuntimeError", `No filter named ${repr(node.name)} found.`);
    return this.filter(node.name, inner, args);
  }

  protected arguments({ args, named, rest, restNamed }: Call): Arguments {
    const positional = this.#all(args);
    const byName = new Map(named.map(([name, value]) => [name, this.evaluate(value)]));
    if (rest !== undefined) positional.push(...iterate(this.evaluate(rest)));
    if (restNamed !== undefined) this.#spread(this.evaluate(restNamed), byName);
    return { positional, named: byName };
  }

  #spread(values: Value, byName: Map<string, Value>): void {
    if (!(values instanceof Dict)) throw typeError(`argument after ** must be a mapping, not ${typeName(values)}`);
    for (const [key, value] of values.entries()) {
      if (!isText(key)) throw typeError("keywords must be strings");
      if (byName.has(plain(key))) throw typeError(`got multiple values for keyword argument '${plain(key)}'`);
      byName.set(plain(key), value);
    }
  }

  protected call(callee: Value, args: Arguments): Value {
    if (callee instanceof Undefined) return callee.raise();
    if (!(callee instanceof Callable)) return typeError(`'${typeName(callee)}' object is not callable`);
    this.spend(callee instanceof Routine ? callee.cost : 1);
    return callee.call(args);
  }
}

/** Whether a filter, or one that it stands behind, is given a block. */
const isBlockFilter = (node: Filter): boolean =>
  node.of === undefined || (node.of.kind === "filter" && isBlockFilter(node.of));

const subrange = ({ start, step }: Range, { first, end, by }: ReturnType<typeof sliceBounds>): Range =>
  new Range(start + step * BigInt(first), start + step * BigInt(end), step * BigInt(by));

/** Work in steps to go through a value. */
function extent(value: Value): number {
  if (typeof value === "string") return 1 + (value.length >> 5);
  if (Array.isArray(value) || value instanceof Range) return 1 + (value.length >> 3);
  if (value instanceof Markup) return 1 + (value.text.length >> 5);
  if (value instanceof Tuple) return 1 + (value.items.length >> 3);
  return value instanceof Dict ? 1 + (value.size >> 3) : 1;
}
