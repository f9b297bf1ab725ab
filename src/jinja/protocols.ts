/** What Python asks of any value: truth, length, iteration, equality, order, containment. */

import { typeError, valueError } from "./errors.ts";
import { compareText, pointCount } from "./text.ts";
import { Dict, Instance, Items, Markup, Tuple, typeName, Undefined, type Value } from "./values.ts";

/** A `str`, or one that is safe in HTML. */
export type Text = string | Markup;
/** `isinstance(value, str)`. */
export const isText = (value: Value | undefined): value is Text => typeof value === "string" || value instanceof Markup;
/** A text without its mark. */
export const plain = (value: Text): string => (typeof value === "string" ? value : value.text);

type Numeric = boolean | bigint | number;
/** Whether it is a number; a bool is one in Python. */
export const isNumeric = (value: Value | undefined): value is Numeric =>
  typeof value === "bigint" || typeof value === "number" || typeof value === "boolean";

/** A bool counts as the int that it is in Python. */
export const number = (value: Numeric): bigint | number => (typeof value === "boolean" ? (value ? 1n : 0n) : value);

/** `bool(value)`. */
export function truth(value: Value): boolean {
  if (value === null || value === false || value === 0n || value === 0 || value === "") return false;
  return typeof value !== "object" || sizeOf(value) !== 0;
}

/** `len(value)`, or undefined where it has none. */
export function sizeOf(value: Value): number | undefined {
  if (isText(value)) return pointCount(plain(value));
  if (Array.isArray(value)) return value.length;
  if (value instanceof Items) return value.items.length;
  if (value instanceof Dict) return value.size;
  if (value instanceof Undefined) return 0;
  return value instanceof Instance ? value.size() : undefined;
}

/** `iter(value)`, or undefined where it has none. */
export function iteratorOf(value: Value): Iterator<Value> | undefined {
  if (isText(value)) return plain(value)[Symbol.iterator]();
  if (Array.isArray(value)) return value.values();
  if (value instanceof Items) return value.items.values();
  if (value instanceof Dict) return value.keys().values();
  if (value instanceof Undefined) return [].values();
  return value instanceof Instance ? value.iterator() : undefined;
}

/** @throws JinjaError a TypeError, where Python cannot iterate */
export function iterate(value: Value): Iterable<Value> {
  const iterator = iteratorOf(value) ?? typeError(`'${typeName(value)}' object is not iterable`);
  // An iterator is left where it is when a loop ends early: another loop goes on from there.
  return { [Symbol.iterator]: () => ({ next: () => iterator.next() }) };
}

/** `list(value)`, or a list itself. */
export const listOf = (value: Value): Value[] => (Array.isArray(value) ? value : [...iterate(value)]);

/** `a == b`. */
export function equals(a: Value, b: Value): boolean {
  if (isNumeric(a) && isNumeric(b)) return equalNumbers(number(a), number(b));
  if (isText(a) && isText(b)) return plain(a) === plain(b);
  if (Array.isArray(a) && Array.isArray(b)) return equalItems(a, b);
  if (a instanceof Items && b instanceof Items) return a.type === b.type && equalItems(a.items, b.items);
  if (a instanceof Dict && b instanceof Dict)
    return a.size === b.size && [...a.entries()].every(([key, value]) => sameAt(b, key, value));
  return a === b || (a instanceof Undefined && b instanceof Undefined);
}

function equalNumbers(a: bigint | number, b: bigint | number): boolean {
  if (typeof a === typeof b) return a === b;
  return !Number.isNaN(a) && !Number.isNaN(b) && !(a < b) && !(a > b);
}

const equalItems = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i] || equals(item, b[i]!));

function sameAt(dict: Dict, key: Value, value: Value): boolean {
  const other = dict.get(key);
  return other !== undefined && (other === value || equals(value, other));
}

/** The signs of order. */
export type Order = "<" | "<=" | ">" | ">=";

/** `a < b` and its kin. */
export function ordered(a: Value, sign: Order, b: Value): boolean {
  if (a instanceof Undefined) return a.raise();
  if (b instanceof Undefined) return b.raise();
  if (isNumeric(a) && isNumeric(b)) return holds(number(a), sign, number(b));
  if (isText(a) && isText(b)) return holds(compareText(plain(a), plain(b)), sign, 0);
  const [left, right] = [itemsOf(a), itemsOf(b)];
  if (left === undefined || right === undefined || Array.isArray(a) !== Array.isArray(b))
    return typeError(`'${sign}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
  const at = left.findIndex((item, i) => i >= right.length || !(item === right[i] || equals(item, right[i]!)));
  if (at < 0 || at >= right.length) return holds(left.length, sign, right.length);
  return ordered(left[at]!, sign, right[at]!);
}

const itemsOf = (value: Value) => (Array.isArray(value) ? value : value instanceof Tuple ? value.items : undefined);

function holds(a: bigint | number, sign: Order, b: bigint | number): boolean {
  if (sign === "<") return a < b;
  if (sign === "<=") return a <= b;
  return sign === ">" ? a > b : a >= b;
}

/** As `sorted` puts them: stable, by `<` alone. */
export function sorted<T>(items: readonly T[], key: (item: T) => Value, reverse: boolean): T[] {
  const keyed = items.map((item) => ({ item, key: key(item) }));
  if (reverse) keyed.reverse();
  keyed.sort((a, b) => (ordered(a.key, "<", b.key) ? -1 : ordered(b.key, "<", a.key) ? 1 : 0));
  if (reverse) keyed.reverse();
  return keyed.map(({ item }) => item);
}

/** `item in container`. */
export function contains(container: Value, item: Value): boolean {
  if (isText(container)) {
    if (!isText(item)) return typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`);
    return plain(container).includes(plain(item));
  }
  if (container instanceof Dict) return container.has(item);
  if (iteratorOf(container) === undefined)
    return typeError(`argument of type '${typeName(container)}' is not iterable`);
  for (const each of iterate(container)) if (each === item || equals(each, item)) return true;
  return false;
}

/** `a, b = value`. */
export function unpacked(value: Value, count: number): Value[] {
  const iterator = iteratorOf(value) ?? typeError(`cannot unpack non-iterable ${typeName(value)} object`);
  const items: Value[] = [];
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
    if (items.length === count) return valueError(`too many values to unpack (expected ${count})`);
    items.push(next.value);
  }
  return items.length < count
    ? valueError(`not enough values to unpack (expected ${count}, got ${items.length})`)
    : items;
}
