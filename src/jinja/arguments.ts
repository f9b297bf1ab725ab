/** Calls: parameters bound as Python binds them, and arguments read as what they must be. */

import { raise, typeError, valueError } from "./errors.ts";
import { isText, plain } from "./protocols.ts";
import { codePoints } from "./text.ts";
import { type Arguments, Dict, typeName, type Value } from "./values.ts";

/** What a function gets for its parameters; undefined for those left out. */
export type Values = readonly (Value | undefined)[];

interface Signature {
  readonly owner: string;
  readonly name: string;
  readonly parameters: readonly string[];
  readonly required: number;
  /** Whether it is a function in C, whose parameters have no names to call them by. */
  readonly builtin: boolean;
}

/**
 * Functions by name. A key is a name and its parameters, such as `split sep? maxsplit?`: those with `?` may be left
 * out, and with `/` at the end none can be called by its name.
 * @param owner what stands before the names in Python's errors, such as `str.` or `do_`
 */
export function table<Self, More extends readonly unknown[] = []>(
  owner: string,
  functions: Readonly<Record<string, (self: Self, values: Values, ...more: More) => Value>>,
): ReadonlyMap<string, (self: Self, args: Arguments, ...more: More) => Value> {
  return new Map(
    Object.entries(functions).map(([key, body]) => {
      const [name = "", ...words] = key.split(" ");
      const parameters = words.filter((word) => word !== "/");
      const signature: Signature = {
        owner,
        name,
        parameters: parameters.map((word) => word.replace("?", "")),
        required: parameters.filter((word) => !word.endsWith("?")).length,
        builtin: words.includes("/") || (owner.endsWith(".") && words.length === 0),
      };
      return [name, (self: Self, args: Arguments, ...more: More) => body(self, bind(signature, args), ...more)];
    }),
  );
}

function bind(signature: Signature, { positional, named }: Arguments): Values {
  const { parameters, required, builtin } = signature;
  const values: (Value | undefined)[] = [...positional];
  const name = `${signature.owner}${signature.name}()`;
  if (builtin && named.size > 0) typeError(`${name} takes no keyword arguments`);
  if (values.length > parameters.length || (builtin && values.length < required)) wrongCount(signature, values.length);
  for (const [key, value] of named) {
    const at = parameters.indexOf(key);
    if (at < 0) typeError(`${name} got an unexpected keyword argument '${key}'`);
    if (values[at] !== undefined) typeError(`${name} got multiple values for argument '${key}'`);
    values[at] = value;
  }
  const missing = parameters
    .slice(0, required)
    .filter((_, i) => values[i] === undefined)
    .map((each) => `'${each}'`);
  const plural = missing.length === 1 ? "" : "s";
  if (missing.length > 0)
    typeError(`${name} missing ${missing.length} required positional argument${plural}: ${missing.join(" and ")}`);
  return values;
}

/** Python's functions count the value that they are called for too. */
function wrongCount({ owner, name, parameters, required, builtin }: Signature, given: number): never {
  const most = parameters.length;
  const bound = given < required ? `at least ${required}` : `at most ${most}`;
  const exact = required === most ? `${most + 1}` : `from ${required + 1} to ${most + 1}`;
  const plural = most === 0 ? "" : "s";
  if (!builtin)
    return typeError(`${owner}${name}() takes ${exact} positional argument${plural} but ${given + 1} were given`);
  if (required === most && most < 2)
    return typeError(
      `${owner}${name}() takes ${most === 0 ? "no arguments" : "exactly one argument"} (${given} given)`,
    );
  const noun = (given < required ? required : most) === 1 ? "argument" : "arguments";
  return typeError(`${name} expected ${bound} ${noun}, got ${given}`);
}

/** `**values`. */
export function spread(values: Value, named: Map<string, Value>): void {
  if (!(values instanceof Dict)) throw typeError(`argument after ** must be a mapping, not ${typeName(values)}`);
  for (const [key, value] of values.entries()) {
    if (!isText(key)) throw typeError("keywords must be strings");
    if (named.has(plain(key))) throw typeError(`got multiple values for keyword argument '${plain(key)}'`);
    named.set(plain(key), value);
  }
}

/** An integer; `fallback` stands for an argument left out. */
export function integer(value: Value | undefined, fallback?: number): number {
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value === "boolean" || typeof value === "bigint") return Number(value);
  return typeError(`'${typeName(value ?? null)}' object cannot be interpreted as an integer`);
}

/** A text; `fallback` stands for an argument left out. */
export function string(value: Value | undefined, fallback?: string): string {
  if (value === undefined && fallback !== undefined) return fallback;
  return isText(value) ? plain(value) : typeError(`expected str, got ${typeName(value ?? null)}`);
}

/** No text and no list becomes longer, whatever a program multiplies. */
const MOST_CHARACTERS = 1 << 26;
const MOST_ITEMS = 1 << 22;

const tooLarge = (): never =>
  raise("MemoryError", `a text may have up to ${MOST_CHARACTERS} characters, a list ${MOST_ITEMS} items`);

/** `text`, where it is not too long. */
export const within = (text: string): string => (text.length > MOST_CHARACTERS ? tooLarge() : text);

/** `text` so many times. */
export function repeat(text: string, count: number): string {
  return text.length * count > MOST_CHARACTERS ? tooLarge() : text.repeat(Math.max(count, 0));
}

/** `items` so many times. */
export function repeatItems(items: readonly Value[], count: number): Value[] {
  const length = items.length * Math.max(count, 0);
  return length > MOST_ITEMS ? tooLarge() : new Array<readonly Value[]>(Math.max(count, 0)).fill(items).flat();
}

/** `[...a, ...b]`. */
export const joinItems = (a: readonly Value[], b: readonly Value[]): Value[] =>
  a.length + b.length > MOST_ITEMS ? tooLarge() : [...a, ...b];

/** Every occurrence of `old`, or the first `count` of them, as `str.replace` has it; between all characters for "". */
export function replaced(text: string, old: string, by: string, count = -1): string {
  const pieces = old === "" ? ["", ...codePoints(text), ""] : text.split(old);
  const kept = count < 0 ? pieces.length : Math.min(count + 1, pieces.length);
  if (text.length + by.length * kept > MOST_CHARACTERS) tooLarge();
  return [...pieces.slice(0, kept - 1), pieces.slice(kept - 1).join(old)].join(by);
}

/** What `[start:stop:step]` means over `length` things: from `first`, up or down to `end`, which is left out. */
export function bounds(length: number, [start, stop, step]: Values): { first: number; end: number; by: number } {
  const by = sliceIndex(step) ?? 1;
  if (by === 0) return valueError("slice step cannot be zero");
  const [low, high] = by > 0 ? [0, length] : [-1, length - 1];
  const clamp = (value: Value | undefined, fallback: number) => {
    const index = sliceIndex(value);
    return index === undefined ? fallback : Math.min(Math.max(index < 0 ? index + length : index, low), high);
  };
  return { first: clamp(start, by > 0 ? low : high), end: clamp(stop, by > 0 ? high : low), by };
}

/** `items[start:stop:step]`. */
export function sliced<T>(items: readonly T[], slice: Values): T[] {
  const { first, end, by } = bounds(items.length, slice);
  const out: T[] = [];
  for (let i = first; by > 0 ? i < end : i > end; i += by) out.push(items[i]!);
  return out;
}

function sliceIndex(value: Value | undefined): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  return typeError("slice indices must be integers or None or have an __index__ method");
}
