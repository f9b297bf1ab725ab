/** `loop`, within a for loop. It looks ahead only when it is asked, as a generator's next item has to be made. */

import { takes } from "./arguments.ts";
import { typeError } from "./errors.ts";
import { equals } from "./protocols.ts";
import { type Arguments, Callable, Routine, Tuple, Undefined, type Value } from "./values.ts";

/** Renders the body of a recursive loop over other items, one level deeper. */
export type Recursion = (items: Value, depth: number) => Value;

export class Loop extends Callable {
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

  override *iterator(): Generator<Value> {
    for (let item = this.advance(); item !== undefined; item = this.advance()) yield new Tuple([item, this]);
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
    cycle: () =>
      this.#method("cycle", ({ positional }) => {
        if (positional.length === 0) return typeError("no items for cycling given");
        return positional[this.#index % positional.length]!;
      }),
    changed: () =>
      this.#method("changed", ({ positional }) => {
        const values = new Tuple(positional);
        const changed = this.#changed === undefined || !equals(this.#changed, values);
        this.#changed = values;
        return changed;
      }),
  };

  #method(name: string, body: (args: Arguments) => Value): Routine {
    return new Routine("method", `<bound method LoopContext.${name} of ${this.repr()}>`, body);
  }

  call(args: Arguments): Value {
    return takes<Loop, []>("loop(iterable)", (self, [items]) => {
      if (self.recursion === undefined)
        return typeError("The loop must have the 'recursive' marker to be called recursively.");
      return self.recursion(items!, self.depth + 1);
    })(this, args);
  }

  override repr(): string {
    return `<LoopContext ${this.#index + 1}/${this.size()}>`;
  }
}
