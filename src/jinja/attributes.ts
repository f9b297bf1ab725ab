/** What stands behind a dot or in brackets, as jinja2's immutable sandbox gives it. */

import { integer, string, takes } from "./arguments.ts";
import { valueError } from "./errors.ts";
import { format } from "./format.ts";

import { contains, equals, isNumeric, isText, iterate, listOf, number, plain } from "./protocols.ts";
import { repr, safely } from "./representation.ts";
import { STRING_METHODS } from "./string-methods.ts";
import { codePoints } from "./text.ts";
import {
  ADDRESS,
  type Arguments,
  Dict,
  Group,
  Instance,
  Markup,
  qualifiedTypeName,
  Range,
  Routine,
  Tuple,
  typeName,
  Undefined,
  type Value,
  View,
} from "./values.ts";

type Method<T> = (self: T, args: Arguments) => Value;
type Methods<T> = Readonly<Record<string, Method<T>>>;

const SEQUENCE: Methods<readonly Value[]> = {
  count: takes("count(value /)", (self, [value]) => BigInt(self.filter((item) => equals(item, value!)).length)),
  index: takes("index(value start? stop? /)", (self, [value, start, stop]) => {
    const from = integer(start, 0);
    const to = integer(stop, self.length);
    const at = self.findIndex((item, i) => i >= (from < 0 ? from + self.length : from) && i < (to < 0 ? to + self.length : to) && equals(item, value!)); // biome-ignore format: one line
    return at < 0 ? valueError(`${repr(value!)} is not in list`) : BigInt(at);
  }),
};

const LIST: Methods<readonly Value[]> = { ...SEQUENCE, copy: takes("copy()", (self) => [...self]) };

const DICT: Methods<Dict> = {
  copy: takes("copy()", (self) => new Dict(self.entries())),
  fromkeys: takes("fromkeys(iterable value? /)", (_, [keys, value]) => fromKeys(keys!, value ?? null)),
  get: takes("get(key default? /)", (self, [key, fallback = null]) => (self.has(key!) ? self.get(key!)! : fallback)), // biome-ignore format: one line
  items: takes("items()", (self) => new View(self, "items")),
  keys: takes("keys()", (self) => new View(self, "keys")),
  values: takes("values()", (self) => new View(self, "values")),
};

export const fromKeys = (keys: Value, value: Value): Dict => new Dict(listOf(keys).map((key) => [key, value] as const));

const VIEW: Methods<View> = {
  isdisjoint: takes("isdisjoint(other /)", (self, [other]) => !listOf(other!).some((item) => contains(self, item))),
};

const INT: Methods<bigint> = {
  as_integer_ratio: takes("as_integer_ratio()", (self) => new Tuple([self, 1n])),
  bit_count: takes("bit_count()", (self) => BigInt((self < 0n ? -self : self).toString(2).replaceAll("0", "").length)),
  bit_length: takes("bit_length()", (self) => BigInt(self === 0n ? 0 : (self < 0n ? -self : self).toString(2).length)),
  conjugate: takes("conjugate()", (self) => self),
};

const FLOAT: Methods<number> = {
  conjugate: takes("conjugate()", (self) => self),
  is_integer: takes("is_integer()", (self) => Number.isInteger(self)),
};

/** Of lists and mappings, and changing them: a template may not. */
const CHANGING = {
  list: ["append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"],
  dict: ["clear", "pop", "popitem", "setdefault", "update"],
} as const;

const bound = <T>(self: T & Value, methods: Methods<T>, name: string, cost?: number): Routine | undefined =>
  Object.hasOwn(methods, name)
    ? new Routine(
        "builtin_function_or_method",
        `<built-in method ${name} of ${typeName(self)} object at ${ADDRESS}>`,
        (args) => methods[name]!(self, args),
        cost,
      )
    : undefined;

/** `getattr(value, name)` of Python, or undefined where it has none. */
function pythonAttribute(value: Value, name: string): Value | undefined {
  if (isText(value)) return textMethod(value, name);
  if (value instanceof Dict) return bound(value, DICT, name, 1 + (value.size >> 3));
  if (Array.isArray(value)) return bound(value, LIST, name, 1 + (value.length >> 3));
  if (isNumeric(value)) return numberAttribute(number(value), name);
  if (value instanceof View) return bound(value, VIEW, name);
  if (value instanceof Group && (name === "grouper" || name === "list")) return value.items[name === "list" ? 1 : 0];
  if (value instanceof Tuple) return Object.hasOwn(SEQUENCE, name) ? method(value, name, (args) => SEQUENCE[name]!(value.items, args)) : undefined; // biome-ignore format: one line
  if (value instanceof Range) {
    if (name === "start" || name === "stop" || name === "step") return value[name];
    return Object.hasOwn(SEQUENCE, name) ? method(value, name, (args) => SEQUENCE[name]!([...iterate(value)], args)) : undefined; // biome-ignore format: one line
  }
  return value instanceof Instance ? value.attribute(name) : undefined;
}

const method = (self: Value, name: string, body: (args: Arguments) => Value, cost?: number) =>
  new Routine("builtin_function_or_method", `<built-in method ${name} of ${typeName(self)} object at ${ADDRESS}>`, body, cost); // biome-ignore format: one line

function numberAttribute(value: bigint | number, name: string): Value | undefined {
  if (name === "real") return value;
  if (name === "imag") return typeof value === "bigint" ? 0n : 0;
  if (typeof value === "number") return bound(value, FLOAT, name);
  if (name === "numerator" || name === "denominator") return name === "numerator" ? value : 1n;
  return bound(value, INT, name);
}

/** Safe text makes what is put into it safe, and gives safe text. */
function textMethod(value: string | Markup, name: string): Routine | undefined {
  const self = plain(value);
  const cost = 1 + (self.length >> 5);
  if (name === "format" || name === "format_map")
    return method(value, name, (args) => formatWith(value, name, args), cost);
  if (!Object.hasOwn(STRING_METHODS, name)) return undefined;
  const run = STRING_METHODS[name]!;
  if (typeof value === "string") return method(value, name, (args) => run(self, args), cost);
  const puts = name === "join" || name === "replace";
  const body = (args: Arguments) => safe(run(self, puts ? escapedArguments(args, name) : args));
  return new Routine("method", `<bound method Markup.${name} of ${repr(value)}>`, body, cost);
}

function escapedArguments({ positional, named }: Arguments, name: string): Arguments {
  if (name === "join") return { positional: positional.map((items) => [...iterate(items)].map(safely)), named };
  return { positional: positional.map((item, i) => (i === 1 ? safely(item) : item)), named };
}

function safe(value: Value): Value {
  if (typeof value === "string") return new Markup(value);
  if (Array.isArray(value)) return value.map(safe);
  return value instanceof Tuple ? new Tuple(value.items.map(safe)) : value;
}

function formatWith(self: string | Markup, name: string, args: Arguments): Value {
  const map = args.positional[0];
  const named = name === "format" ? args : { positional: [], named: new Map(map instanceof Dict ? Array.from(map.entries(), ([key, value]) => [string(key), value]) : []) }; // biome-ignore format: one line
  const lookup = (value: Value, key: string | bigint, kind: "attribute" | "item") =>
    kind === "attribute" ? attribute(value, String(key)) : item(value, key);
  if (typeof self === "string") return format(self, named, lookup);
  return new Markup(format(self.text, { positional: named.positional.map(safely), named: new Map([...named.named].map(([key, value]) => [key, safely(value)])) }, lookup)); // biome-ignore format: one line
}

/** `value.name`: an attribute before an item. */
export function attribute(value: Value, name: string): Value {
  const known = safeAttribute(value, name);
  const found = known === undefined ? subscript(value, name) : known;
  return found === undefined ? absent(value, name) : found;
}

/** `value[key]`: an item before an attribute. */
export function item(value: Value, key: Value): Value {
  const known = subscript(value, key);
  const found = known === undefined && isText(key) ? safeAttribute(value, plain(key)) : known;
  return found === undefined ? absent(value, key) : found;
}

/** An attribute as the sandbox allows it; what it forbids is undefined and raises when it is used. */
export function safeAttribute(value: Value, name: string): Value | undefined {
  if (value instanceof Undefined) return value.raise();
  const changes = Array.isArray(value) ? CHANGING.list : value instanceof Dict ? CHANGING.dict : [];
  if (/^__\w+__$/.test(name) || (changes as readonly string[]).includes(name))
    return new Undefined(
      `access to attribute ${repr(name)} of '${typeName(value)}' object is unsafe.`,
      "SecurityError",
    );
  return name.startsWith("_") ? undefined : pythonAttribute(value, name);
}

/** Python's `value[key]`, or undefined where it raises a TypeError or LookupError. */
function subscript(value: Value, key: Value): Value | undefined {
  if (value instanceof Undefined) return value.raise();
  if (value instanceof Dict) return Array.isArray(key) || key instanceof Dict ? undefined : value.get(key);
  if (typeof key !== "bigint" && typeof key !== "boolean") return value instanceof Instance && isText(key) ? value.item(plain(key)) : undefined; // biome-ignore format: one line
  const at = Number(key);
  if (Array.isArray(value)) return value.at(at);
  if (value instanceof Tuple) return value.items.at(at);
  if (value instanceof Range) return at < value.length && at >= -value.length ? value.at(at < 0 ? at + value.length : at) : undefined; // biome-ignore format: one line
  if (typeof value === "string") return codePoints(value).at(at);
  if (!(value instanceof Markup)) return undefined;
  const character = codePoints(value.text).at(at);
  return character === undefined ? undefined : new Markup(character);
}

/** The undefined that stands where `value` has no such attribute or item. */
export function absent(value: Value, name: Value): Undefined {
  const qualified = qualifiedTypeName(value);
  const owner = value === null ? "None" : `${qualified} object`;
  if (!isText(name)) return new Undefined(`${owner} has no element ${repr(name)}`);
  return new Undefined(`${repr(owner)} has no attribute ${repr(name)}`);
}
