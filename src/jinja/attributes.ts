/** What stands behind a dot or in brackets, as jinja2's immutable sandbox gives it. */

import { bounds, sliced, table } from "./arguments.ts";
import { typeError, valueError } from "./errors.ts";
import { format } from "./format.ts";
import { equals, isText, iterate, listOf, plain } from "./protocols.ts";
import { repr } from "./representation.ts";
import { STRING_METHODS } from "./string-methods.ts";
import { codePoints } from "./text.ts";
import {
  type Arguments,
  Dict,
  Group,
  Instance,
  qualifiedTypeName,
  Range,
  Routine,
  Tuple,
  typeName,
  Undefined,
  type Value,
  View,
} from "./values.ts";

const SEQUENCE_METHODS = table<Value>("list.", {
  "count value /": (self, [value]) => BigInt(listOf(self).filter((item) => equals(item, value!)).length),
  "index value start? stop? /": (self, [value, ...range]) => {
    const { first, end } = bounds(listOf(self).length, range);
    const at = listOf(self).findIndex((item, i) => i >= first && i < end && equals(item, value!));
    const absence = self instanceof Tuple ? "tuple.index(x): x not in tuple" : `${repr(value!)} is not in list`;
    return at < 0 ? valueError(absence) : BigInt(at);
  },
});

const LIST_METHODS = new Map([...SEQUENCE_METHODS, ...table<Value>("list.", { copy: (self) => [...iterate(self)] })]);

const DICT_METHODS = table<Dict>("dict.", {
  copy: (self) => new Dict(self.entries()),
  "get key default? /": (self, [key, fallback = null]) => (self.has(key!) ? self.get(key!)! : fallback),
  items: (self) =>
    new View(
      "dict_items",
      Array.from(self.entries(), (entry) => new Tuple(entry)),
    ),
  keys: (self) => new View("dict_keys", self.keys()),
  values: (self) =>
    new View(
      "dict_values",
      Array.from(self.entries(), ([, value]) => value),
    ),
});

const FLOAT_METHODS = table<number>("float.", { is_integer: (self) => Number.isInteger(self) });

/** What changes lists and mappings: a template may not. */
const CHANGING = {
  list: ["append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"],
  dict: ["clear", "pop", "popitem", "setdefault", "update"],
};

type Methods<T> = ReadonlyMap<string, (self: T, args: Arguments) => Value>;

function bound<T extends Value>(self: T, name: string, methods: Methods<T>): Routine | undefined {
  const method = methods.get(name);
  return method && new Routine(name, (args) => method(self, args), self);
}

/** `getattr(value, name)` of Python, or undefined where it has none. */
function pythonAttribute(value: Value, name: string): Value | undefined {
  if (isText(value)) return textMethod(plain(value), name);
  if (value instanceof Dict) return bound(value, name, DICT_METHODS);
  if (Array.isArray(value)) return bound(value, name, LIST_METHODS);
  if (typeof value === "number") return bound(value, name, FLOAT_METHODS);
  if (value instanceof Group && name === "grouper") return value.items[0];
  if (value instanceof Group && name === "list") return value.items[1];
  if (value instanceof Tuple || value instanceof Range) return bound<Value>(value, name, SEQUENCE_METHODS);
  return value instanceof Instance ? value.attribute(name) : undefined;
}

function textMethod(self: string, name: string): Routine | undefined {
  if (name !== "format") return bound(self, name, STRING_METHODS);
  return new Routine(name, (args) => format(self, args, { attribute, item }), self);
}

/** `value.name`: an attribute before an item. */
export function attribute(value: Value, name: string): Value {
  const own = safeAttribute(value, name);
  const found = own === undefined ? subscript(value, name) : own;
  return found === undefined ? absent(value, name) : found;
}

/** `value[key]`: an item before an attribute. */
export function item(value: Value, key: Value): Value {
  const inside = subscript(value, key);
  const found = inside === undefined && isText(key) ? safeAttribute(value, plain(key)) : inside;
  return found === undefined ? absent(value, key) : found;
}

/** An attribute as the sandbox allows it; what it forbids is undefined and raises when it is used. */
export function safeAttribute(value: Value, name: string): Value | undefined {
  if (value instanceof Undefined) return value.raise();
  const changes = Array.isArray(value) ? CHANGING.list : value instanceof Dict ? CHANGING.dict : [];
  if (!/^__\w+__$/.test(name) && !changes.includes(name))
    return name.startsWith("_") ? undefined : pythonAttribute(value, name);
  const reason = `access to attribute ${repr(name)} of '${typeName(value)}' object is unsafe.`;
  return new Undefined(reason, "SecurityError");
}

/** Python's `value[key]`, or undefined where it raises a TypeError or LookupError. */
function subscript(value: Value, key: Value): Value | undefined {
  if (value instanceof Undefined) return value.raise();
  if (value instanceof Dict) return Array.isArray(key) || key instanceof Dict ? undefined : value.get(key);
  if (typeof key !== "bigint" && typeof key !== "boolean") return undefined;
  const at = Number(key);
  return sequenceOf(value)?.at(at);
}

function sequenceOf(value: Value): readonly Value[] | undefined {
  if (isText(value)) return codePoints(plain(value));
  return value instanceof Tuple || value instanceof Range ? value.items : Array.isArray(value) ? value : undefined;
}

/** `value[start:stop:step]`. */
export function slice(value: Value, parts: readonly Value[]): Value {
  if (value instanceof Undefined) return value.raise();
  if (value instanceof Dict) return typeError("unhashable type: 'slice'");
  const items = sliced(sequenceOf(value) ?? typeError(`'${typeName(value)}' object is not subscriptable`), parts);
  return isText(value) ? items.join("") : Array.isArray(value) ? items : new Tuple(items);
}

/** The undefined that stands where `value` has no such attribute or item. */
export function absent(value: Value, name: Value): Undefined {
  const owner = value === null ? "None" : `${qualifiedTypeName(value)} object`;
  if (!isText(name)) return new Undefined(`${owner} has no element ${repr(name)}`);
  return new Undefined(`${repr(owner)} has no attribute ${repr(name)}`);
}
