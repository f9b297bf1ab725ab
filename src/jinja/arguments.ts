/** Calls: parameters bound as Python binds them, and arguments read as what they must be. */

import { raise, typeError, valueError } from "./errors.ts";
import { isText, plain } from "./protocols.ts";
import { codePoints } from "./text.ts";
import { type Arguments, typeName, type Value } from "./values.ts";

/** No text and no list becomes longer, whatever a program multiplies. */
export const MOST_CHARACTERS = 1 << 26;
export const MOST_ITEMS = 1 << 22;

/**
 * A function of `self` and the parameters of `signature`, such as `split(sep? maxsplit?)`: `?` may be left out (and is then
 * undefined), those before `/` have no name to call them by.
 */
export function takes<T, More extends readonly unknown[]>(
  signature: string,
  body: (self: T, values: readonly (Value | undefined)[], ...more: More) => Value,
): (self: T, args: Arguments, ...more: More) => Value {
  const [, name, list] = /^(\w+)\((.*)\)$/.exec(signature) as unknown as [string, string, string];
  const words = list.split(" ").filter((word) => word !== "" && word !== "/");
  const named = list.includes("/") ? list.slice(list.indexOf("/") + 1).split(" ") : words;
  const parameters = words.map((word) => ({
    name: word.replace("?", ""),
    optional: word.endsWith("?"),
    byName: named.includes(word),
  }));
  return (self, args, ...more) => body(self, bind(name, parameters, args), ...more);
}

interface Parameter {
  readonly name: string;
  readonly optional: boolean;
  readonly byName: boolean;
}

function bind(name: string, parameters: readonly Parameter[], args: Arguments): (Value | undefined)[] {
  const values: (Value | undefined)[] = [...args.positional];
  if (values.length > parameters.length)
    typeError(`${name}() takes at most ${parameters.length} arguments (${values.length} given)`);
  for (const [key, value] of args.named) {
    const at = parameters.findIndex((parameter) => parameter.byName && parameter.name === key);
    if (at < 0) typeError(`${name}() got an unexpected keyword argument '${key}'`);
    if (values[at] !== undefined) typeError(`${name}() got multiple values for argument '${key}'`);
    values[at] = value;
  }
  const missing = parameters.find((parameter, i) => !parameter.optional && values[i] === undefined);
  if (missing !== undefined) typeError(`${name}() missing 1 required positional argument: '${missing.name}'`);
  return values;
}

export const NO_ARGUMENTS: Arguments = { positional: [], named: new Map() };
export const passing = (...positional: readonly Value[]): Arguments => ({ positional, named: new Map() });

/** An integer; `fallback` stands for an argument left out. */
export function integer(value: Value | undefined, fallback?: number): number {
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "bigint") return Number(value);
  return typeError(`'${typeName(value ?? null)}' object cannot be interpreted as an integer`);
}

/** An integer, or `fallback` for None too. */
export const integerOrNone = (value: Value | undefined, fallback: number): number =>
  value === null ? fallback : integer(value, fallback);

export function string(value: Value | undefined, fallback?: string): string {
  if (value === undefined && fallback !== undefined) return fallback;
  return isText(value) ? plain(value) : typeError(`expected str, got ${typeName(value ?? null)}`);
}

/** A text of one character. */
export function character(value: Value | undefined, fallback: string): string {
  const text = string(value, fallback);
  return codePoints(text).length === 1 ? text : typeError("The fill character must be exactly one character long");
}

export function repeat(text: string, count: number): string {
  if (text.length * count > MOST_CHARACTERS) tooLarge();
  return text.repeat(Math.max(count, 0));
}

export const tooLarge = (): never => raise("MemoryError", `a text may have up to ${MOST_CHARACTERS} characters, a list ${MOST_ITEMS} items`); // biome-ignore format: one line

/** Every occurrence of `old`, or the first `count` of them, as `str.replace` has it; between all characters for "". */
export function replaced(text: string, old: string, by: string, count = -1): string {
  const pieces = old === "" ? ["", ...codePoints(text), ""] : text.split(old);
  const kept = count < 0 ? pieces.length : Math.min(count + 1, pieces.length);
  if (text.length + by.length * kept > MOST_CHARACTERS) tooLarge();
  return [...pieces.slice(0, kept - 1), pieces.slice(kept - 1).join(old)].join(by);
}

/** `[start:stop]` over `length` things: what indices below zero and beyond the end mean. */
export function bounds(
  start: Value | undefined,
  stop: Value | undefined,
  length: number,
): [start: number, stop: number] {
  const clamp = (value: number) => Math.min(Math.max(value < 0 ? value + length : value, 0), length);
  return [clamp(integerOrNone(start, 0)), clamp(integerOrNone(stop, length))];
}

/** What `[start:stop:step]` means over `length` things: from `first`, up or down to `end`, which is left out. */
export function sliceBounds(
  length: number,
  start: Value,
  stop: Value,
  step: Value,
): { first: number; end: number; by: number } {
  const by = sliceIndex(step, 1);
  if (by === 0) return valueError("slice step cannot be zero");
  const [low, high] = by > 0 ? [0, length] : [-1, length - 1];
  const clamp = (value: Value, fallback: number) => {
    const index = sliceIndex(value, fallback);
    return value === null ? fallback : Math.min(Math.max(index < 0 ? index + length : index, low), high);
  };
  return { first: clamp(start, by > 0 ? low : high), end: clamp(stop, by > 0 ? high : low), by };
}

/** `sequence[start:stop:step]`. */
export function sliced<T>(items: readonly T[], start: Value, stop: Value, step: Value): T[] {
  const { first, end, by } = sliceBounds(items.length, start, stop, step);
  const out: T[] = [];
  for (let i = first; by > 0 ? i < end : i > end; i += by) out.push(items[i]!);
  return out;
}

function sliceIndex(value: Value, fallback: number): number {
  if (value === null) return fallback;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  return typeError("slice indices must be integers or None or have an __index__ method");
}
