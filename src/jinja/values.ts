/**
 * Values as Python has them. Its None is null, its int a bigint, its float a number, its list an array; what JavaScript
 * has no like of is a class here. No other object of JavaScript ever reaches a program.
 */

import { raise, typeError } from "./errors.ts";

/** Any value of a program. */
export type Value = null | boolean | bigint | number | string | Value[] | Markup | Items | Dict | Undefined | Instance;

/** What a call passes. */
export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** What `f()` passes. */
export const NO_ARGUMENTS: Arguments = { positional: [], named: new Map() };

/** Text that is safe to stand in HTML (markupsafe's subclass of `str`). */
export class Markup {
  readonly type = "markupsafe.Markup";
  constructor(readonly text: string) {}
}

/** What never changes, and is gone through in order. */
export abstract class Items {
  abstract readonly type: string;
  constructor(readonly items: readonly Value[]) {}
}

/** `(a, b)`. */
export class Tuple extends Items {
  readonly type: string = "tuple";
}

/** What `groupby` gives: a tuple whose two items have names. */
export class Group extends Tuple {
  override readonly type = "jinja2.filters._GroupTuple";
}

/** The numbers of `range`, which are few in the sandbox. */
export class Range extends Items {
  readonly type = "range";
  constructor(
    items: readonly bigint[],
    readonly description: string,
  ) {
    super(items);
  }
}

/** `dict.keys()`, `dict.values()` or `dict.items()`; no program changes a dict. */
export class View extends Items {
  constructor(
    readonly type: "dict_keys" | "dict_values" | "dict_items",
    items: readonly Value[],
  ) {
    super(items);
  }
}

/** A mapping in the order of insertion, keys by Python's equality: 1, 1.0 and True are one. */
export class Dict {
  readonly type = "dict";
  readonly #entries = new Map<unknown, [key: Value, value: Value]>();

  constructor(entries: Iterable<readonly [Value, Value]> = []) {
    for (const [key, value] of entries) this.set(key, value);
  }
  get size(): number {
    return this.#entries.size;
  }
  get(key: Value): Value | undefined {
    return this.#entries.get(hashed(key))?.[1];
  }
  has(key: Value): boolean {
    return this.#entries.has(hashed(key));
  }
  set(key: Value, value: Value): void {
    const hash = hashed(key);
    const entry = this.#entries.get(hash);
    if (entry === undefined) this.#entries.set(hash, [key, value]);
    else entry[1] = value;
  }
  entries(): Iterable<readonly [Value, Value]> {
    return this.#entries.values();
  }
  keys(): Value[] {
    return Array.from(this.#entries.values(), ([key]) => key);
  }
}

/** Jinja2's default `Undefined`: prints as nothing, is false and empty, and raises at any other use. */
export class Undefined {
  readonly type = "jinja2.runtime.Undefined";
  /** @param reason what it says when it is used */
  constructor(
    readonly reason: string,
    readonly exception: "UndefinedError" | "SecurityError" = "UndefinedError",
  ) {}
  raise(): never {
    raise(this.exception, this.reason);
  }
}

/** Where Python prints an address, which differs from run to run. */
export const ADDRESS = "0x7f0000000000";

/** Any other object; `type` is Python's name of its class, with the module if it is not a built-in. */
export abstract class Instance {
  abstract readonly type: string;
  attribute(_name: string): Value | undefined {
    return undefined;
  }
  /** `len`, or undefined where it has none. */
  size(): number | undefined {
    return undefined;
  }
  /** `iter`, or undefined where it has none. */
  iterator(): Iterator<Value> | undefined {
    return undefined;
  }
  repr(): string {
    return `<${this.type} object at ${ADDRESS}>`;
  }
}

/** What can be called. */
export abstract class Callable extends Instance {
  /** What a method is bound to. */
  readonly self: Value = null;
  abstract call(args: Arguments): Value;
}

/** A function, or a method bound to its object. */
export class Routine extends Callable {
  readonly type: string;
  constructor(
    readonly name: string,
    readonly call: (args: Arguments) => Value,
    override readonly self: Value = null,
  ) {
    super();
    this.type = self === null ? "function" : "builtin_function_or_method";
  }
  override repr(): string {
    const what =
      this.self === null ? `function ${this.name}` : `built-in method ${this.name} of ${typeName(this.self)} object`;
    return `<${what} at ${ADDRESS}>`;
  }
}

/** An iterator, such as the generator that `map` gives: it can be gone through once. */
export class Iteration extends Instance {
  constructor(
    readonly source: Iterator<Value>,
    /** Of the generator function. */
    readonly name?: string,
    readonly type = "generator",
  ) {
    super();
  }
  override iterator(): Iterator<Value> {
    return this.source;
  }
  override repr(): string {
    return this.name === undefined ? super.repr() : `<generator object ${this.name} at ${ADDRESS}>`;
  }
}

/** Equal for keys that are equal in Python: a string stands for itself, unless it begins as those of tuples do. */
function hashed(key: Value): unknown {
  if (typeof key === "string") return key.startsWith("\0") ? `\0${key}` : key;
  if (key === null || typeof key === "bigint") return key;
  if (typeof key === "boolean") return key ? 1n : 0n;
  if (typeof key === "number") return Number.isInteger(key) ? BigInt(key) : key;
  if (key instanceof Markup) return hashed(key.text);
  if (key instanceof Undefined) return Undefined;
  if (key instanceof Tuple) {
    const parts = key.items.map((item) => [typeof item === "string" ? "text" : "", String(hashed(item))]);
    return `\0(${JSON.stringify(parts)}`;
  }
  if (Array.isArray(key) || key instanceof Dict) return typeError(`unhashable type: '${typeName(key)}'`);
  return key;
}

/** Python's name of a value's class, without its module. */
export function typeName(value: Value): string {
  const name = qualifiedTypeName(value);
  return name.slice(name.lastIndexOf(".") + 1);
}

const PRIMITIVES: Readonly<Record<string, string>> = { boolean: "bool", bigint: "int", number: "float", string: "str" };

/** Python's name of a value's class, with its module if it is not a built-in. */
export function qualifiedTypeName(value: Value): string {
  if (value === null) return "NoneType";
  if (typeof value !== "object") return PRIMITIVES[typeof value]!;
  return Array.isArray(value) ? "list" : value.type;
}
