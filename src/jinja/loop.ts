/** For loops, and `loop` within them. It looks ahead only when asked, as a generator has to make its next item. */

import { typeError } from "./errors.ts";
import { equals, iterate, sizeOf, truth } from "./protocols.ts";
import type { Expression, Leaving, Run, Statement } from "./run.ts";
import { assign, Scope, type Target, targetValue } from "./scope.ts";
import { type Arguments, Callable, Routine, Tuple, Undefined, type Value } from "./values.ts";

/** The parts of a `for` statement. */
export interface For {
  readonly target: Target;
  readonly over: Expression;
  readonly test: Expression | undefined;
  readonly recursive: boolean;
  readonly body: Statement;
  readonly otherwise: Statement;
}

/** Renders the body of a recursive loop over other items, at a depth from 0. */
type Recursion = (items: Value, depth: number) => string;

/** What executes a `for` statement; a recursive one is written as a text. */
export const forLoop =
  (node: For): Statement =>
  (run) => {
    const items = node.over(run);
    if (!node.recursive) return loop(node, run, items, 0, undefined);
    const outer = run.scope;
    const recursion: Recursion = (items, depth) =>
      run.captured(() => run.inside(outer, () => loop(node, run, items, depth, recursion))).text;
    return run.output(recursion(items, 0));
  };

function loop(node: For, run: Run, items: Value, depth: number, recursion: Recursion | undefined): Leaving {
  const { target, test, body, otherwise } = node;
  const chosen = test === undefined ? iterate(items) : filtered(target, iterate(items), test, run);
  const length = test === undefined ? sizeOf(items) : undefined;
  const context = new Loop(chosen[Symbol.iterator](), length, depth, recursion);
  const outer = run.scope;
  let finished = false;
  let leaving: Leaving;
  while (leaving !== "break") {
    const item = context.advance();
    if (item === undefined) break;
    run.spend(5); // a scope is made
    const scope = new Scope(outer);
    assign(target, item, scope);
    scope.set("loop", context);
    leaving = run.inside(scope, () => body(run));
    finished ||= leaving === undefined;
  }
  // As in jinja2, an item counts only when its body was run to the end.
  return finished ? undefined : run.inside(new Scope(outer), () => otherwise(run));
}

/** The items that a loop's `if` holds of, made when they are asked for. */
function* filtered(target: Target, items: Iterable<Value>, test: Expression, run: Run): Generator<Value> {
  const outer = run.scope;
  for (const item of items) {
    const scope = new Scope(outer);
    assign(target, item, scope);
    if (run.inside(scope, () => truth(test(run)))) yield targetValue(target, scope);
  }
}

class Loop extends Callable {
  readonly type = "jinja2.runtime.LoopContext";
  #index = -1;
  #length: number | undefined;
  #items: Iterator<Value>;
  #ahead: IteratorResult<Value, unknown> | undefined;
  #current: Value | undefined;
  #previous: Value | undefined;
  #changed: Tuple | undefined;

  /** @param length where it is known before all items are */
  constructor(
    items: Iterator<Value>,
    length: number | undefined,
    readonly depth: number,
    readonly recursion: Recursion | undefined,
  ) {
    super();
    this.#items = items;
    this.#length = length;
  }

  /** The next item; undefined at the end. */
  advance(): Value | undefined {
    const { done, value } = this.#peek();
    this.#ahead = undefined;
    if (done === true) return undefined;
    this.#index++;
    this.#previous = this.#current;
    this.#current = value as Value;
    return this.#current;
  }

  #peek(): IteratorResult<Value, unknown> {
    this.#ahead ??= this.#items.next();
    return this.#ahead;
  }

  override size(): number {
    if (this.#length === undefined) {
      const rest = [...{ [Symbol.iterator]: () => this.#items }];
      const ahead = this.#ahead !== undefined && this.#ahead.done !== true ? 1 : 0;
      this.#length = this.#index + 1 + ahead + rest.length;
      this.#items = rest.values();
      if (ahead === 0) this.#ahead = undefined;
    }
    return this.#length;
  }

  override attribute(name: string): Value | undefined {
    return Object.hasOwn(this.#attributes, name) ? this.#attributes[name]!() : undefined;
  }

  readonly #attributes: Readonly<Record<string, () => Value>> = {
    index: () => BigInt(this.#index + 1),
    index0: () => BigInt(this.#index),
    revindex: () => BigInt(this.size() - this.#index),
    revindex0: () => BigInt(this.size() - this.#index - 1),
    length: () => BigInt(this.size()),
    depth: () => BigInt(this.depth + 1),
    depth0: () => BigInt(this.depth),
    first: () => this.#index === 0,
    last: () => this.#peek().done === true,
    previtem: () => this.#previous ?? (this.#index > 0 ? null : new Undefined("there is no previous item")),
    nextitem: () =>
      this.#peek().done === true ? new Undefined("there is no next item") : (this.#peek().value as Value),
    cycle: () => new Routine("cycle", ({ positional }) => this.#cycle(positional), this),
    changed: () => new Routine("changed", ({ positional }) => this.#isChanged(new Tuple(positional)), this),
  };

  #cycle(items: readonly Value[]): Value {
    return items.length === 0 ? typeError("no items for cycling given") : items[this.#index % items.length]!;
  }

  #isChanged(values: Tuple): boolean {
    const changed = this.#changed === undefined || !equals(this.#changed, values);
    this.#changed = values;
    return changed;
  }

  call({ positional: [items, ...more], named }: Arguments): Value {
    if (items === undefined || more.length + named.size > 0)
      return typeError("loop() takes 1 argument: what to go over");
    if (this.recursion === undefined)
      return typeError("The loop must have the 'recursive' marker to be called recursively.");
    return this.recursion(items, this.depth + 1);
  }

  override repr(): string {
    return `<LoopContext ${this.#index + 1}/${this.size()}>`;
  }
}
