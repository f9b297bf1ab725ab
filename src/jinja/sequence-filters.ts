/** Filters of sequences and mappings. Most of them are lazy in Python, and so are they here. */

import { integer, repeatItems, string, table, type Values } from "./arguments.ts";
import { absent, item, safeAttribute } from "./attributes.ts";
import { raise, typeError } from "./errors.ts";
import type { Filter } from "./filters.ts";
import { tojson } from "./json.ts";
import { arithmetic } from "./operators.ts";
import { equals, isText, iterate, iteratorOf, listOf, ordered, plain, sizeOf, sorted, truth } from "./protocols.ts";
import { repr, text } from "./representation.ts";
import type { Run } from "./run.ts";
import { join } from "./string-methods.ts";
import { codePoints } from "./text.ts";
import { type Arguments, Dict, Group, Iteration, Tuple, typeName, Undefined, type Value } from "./values.ts";

type Getter = (value: Value) => Value;

const identity: Getter = (value) => value;
const ignoreCase: Getter = (value) => (isText(value) ? plain(value).toLowerCase() : value);

/** `"a.b.0"` as a way into a value; `fallback` stands for what is undefined on it. */
function getter(path: Value | undefined, fallback: Value = null): Getter {
  if (path === undefined || path === null) return identity;
  const keys = isText(path) ? plain(path).split(".") : [path];
  return (value) =>
    keys.reduce<Value>((at, key) => {
      const next = item(at, typeof key === "string" && /^\p{Nd}+$/u.test(key) ? BigInt(key) : key);
      return next instanceof Undefined && fallback !== null ? fallback : next;
    }, value);
}

/** What is compared of a value at `path`: text without its case, unless that counts. */
function keyOf(path: Value | undefined, sensitive: Value | undefined, fallback?: Value): Getter {
  const [get, fold] = [getter(path, fallback), truth(sensitive ?? false) ? identity : ignoreCase];
  return (value) => fold(get(value));
}

function* mapped(value: Value, { positional, named }: Arguments, run: Run): Generator<Value> {
  if (!truth(value)) return;
  const [name, ...rest] = positional;
  let apply: Getter;
  if (name === undefined && named.has("attribute")) {
    for (const key of named.keys())
      if (key !== "attribute" && key !== "default")
        raise("FilterArgumentError", `Unexpected keyword argument ${repr(key)}`);
    apply = getter(named.get("attribute"), named.get("default"));
  } else if (name === undefined) return raise("FilterArgumentError", "map requires a filter argument");
  else apply = (each) => run.filter(string(name), each, { positional: rest, named });
  for (const each of iterate(value)) {
    run.spend(1);
    yield apply(each);
  }
}

/** `select` and its kin: those that a test holds of, or does not; of an attribute, where `path` says so. */
function* selected(value: Value, args: Arguments, run: Run, keep: boolean, path: boolean): Generator<Value> {
  if (!truth(value)) return;
  if (path && args.positional.length === 0) raise("FilterArgumentError", "Missing parameter for attribute name");
  const get = path ? getter(args.positional[0]) : identity;
  const [name, ...positional] = args.positional.slice(path ? 1 : 0);
  for (const each of iterate(value)) {
    run.spend(1);
    const at = get(each);
    const holds = name === undefined ? at : run.test(string(name), at, { positional, named: args.named });
    if (truth(holds) === keep) yield each;
  }
}

const selecting =
  (keep: boolean, path: boolean): Filter =>
  (value, args, run) =>
    new Iteration(selected(value, args, run, keep, path), "select_or_reject");

function* unique(value: Value, key: Getter): Generator<Value> {
  const seen = new Dict();
  for (const each of iterate(value)) {
    if (!seen.has(key(each))) yield each;
    seen.set(key(each), true);
  }
}

function* batches(value: Value, size: number, fill: Value): Generator<Value> {
  let batch: Value[] = [];
  for (const each of iterate(value)) {
    if (batch.length === size) yield batch;
    if (batch.length === size) batch = [];
    batch.push(each);
  }
  if (batch.length === 0) return;
  yield fill === null ? batch : [...batch, ...repeatItems([fill], size - batch.length)];
}

function* slices(value: Value, count: number, fill: Value): Generator<Value> {
  const items = listOf(value);
  if (count === 0) raise("ZeroDivisionError", "integer division or modulo by zero");
  const [each, extra] = [Math.floor(items.length / count), items.length % count];
  for (let i = 0, at = 0; i < count; i++) {
    const size = each + (i < extra ? 1 : 0);
    yield [...items.slice(at, at + size), ...(fill !== null && i >= extra ? [fill] : [])];
    at += size;
  }
}

function* itemsOf(value: Value): Generator<Value> {
  if (value instanceof Undefined) return;
  if (!(value instanceof Dict)) typeError("Can only get item pairs from a mapping.");
  else for (const entry of value.entries()) yield new Tuple(entry);
}

function reversed(value: Value): Value {
  if (isText(value)) return codePoints(plain(value)).reverse().join("");
  if (iteratorOf(value) === undefined) return raise("FilterArgumentError", "argument must be iterable");
  const items = listOf(value).toReversed();
  if (value instanceof Iteration) return items;
  return new Iteration(items.values(), undefined, Array.isArray(value) ? "list_reverseiterator" : "reversed");
}

function groups(value: Value, [path, fallback, sensitive]: Values): Value {
  const [get, key] = [getter(path, fallback), keyOf(path, sensitive, fallback)];
  const out: { key: Value; items: Value[] }[] = [];
  for (const each of sorted(listOf(value), key, false)) {
    const last = out.at(-1);
    if (last !== undefined && equals(last.key, key(each))) last.items.push(each);
    else out.push({ key: key(each), items: [each] });
  }
  return out.map(({ items }) => new Group([get(items[0]!), items]));
}

function extreme(value: Value, sign: "<" | ">", [sensitive, path]: Values): Value {
  const key = keyOf(path, sensitive);
  const items = listOf(value);
  if (items.length === 0) return new Undefined("No aggregated item, sequence was empty.");
  return items.reduce((best, each) => (ordered(key(each), sign, key(best)) ? each : best));
}

function dictsort(value: Value, [sensitive, by = "key", reverse]: Values): Value {
  if (!["key", "value"].some((name) => equals(by, name)))
    raise("FilterArgumentError", 'You can only sort by either "key" or "value"');
  if (value instanceof Undefined) return value.raise();
  if (!(value instanceof Dict)) return raise("AttributeError", `'${typeName(value)}' object has no attribute 'items'`);
  const items = Array.from(value.entries(), (entry) => new Tuple(entry));
  return sorted(items, keyOf(equals(by, "key") ? 0n : 1n, sensitive), truth(reverse ?? false));
}

/** By several attributes, as in `"a,b"`, compared one after the other. */
function sort(value: Value, [reverse, sensitive, path]: Values): Value {
  const keys = (isText(path) ? plain(path).split(",") : [path]).map((each) => keyOf(each, sensitive));
  return sorted([...iterate(value)], (each) => keys.map((key) => key(each)), truth(reverse ?? false));
}

function sum(value: Value, [path, start = 0n]: Values): Value {
  if (isText(start)) return typeError("sum() can't sum strings [use ''.join(seq) instead]");
  return listOf(value)
    .map(getter(path))
    .reduce((sum, each) => arithmetic(sum, "+", each), start);
}

function last(value: Value): Value {
  if (value instanceof Iteration || iteratorOf(value) === undefined)
    return typeError(`'${typeName(value)}' object is not reversible`);
  return [...iterate(value)].at(-1) ?? (truth(value) ? null : new Undefined("No last item, sequence was empty."));
}

function first(value: Value): Value {
  const { done, value: item } = iterate(value)[Symbol.iterator]().next();
  return done ? new Undefined("No first item, sequence was empty.") : item;
}

function length(value: Value): Value {
  return BigInt(sizeOf(value) ?? typeError(`object of type '${typeName(value)}' has no len()`));
}

const otherwise = (value: Value, [by = "", boolean = false]: Values): Value =>
  value instanceof Undefined || (truth(boolean) && !truth(value)) ? by : value;

function attr(value: Value, [name]: Values): Value {
  const found = safeAttribute(value, string(name));
  return found === undefined ? absent(value, name!) : found;
}

/** By their names. */
export const SEQUENCE_FILTERS: ReadonlyMap<string, Filter> = new Map([
  ["map", (value, args, run) => new Iteration(mapped(value, args, run), "sync_do_map")],
  ["reject", selecting(false, false)],
  ["rejectattr", selecting(false, true)],
  ["select", selecting(true, false)],
  ["selectattr", selecting(true, true)],
  ...table<Value>("do_", {
    "attr name": attr,
    "batch linecount fill_with?": (value, [size, fill = null]) =>
      new Iteration(batches(value, integer(size), fill), "do_batch"),
    count: length,
    "d default_value? boolean?": otherwise,
    "default default_value? boolean?": otherwise,
    "dictsort case_sensitive? by? reverse?": dictsort,
    first,
    "groupby attribute default? case_sensitive?": groups,
    items: (value) => new Iteration(itemsOf(value), "do_items"),
    "join d? attribute?": (value, [by = "", path]) => join(text(by), listOf(value).map(getter(path)).map(text)),
    last,
    length,
    list: (value) => [...iterate(value)],
    "max case_sensitive? attribute?": (value, values) => extreme(value, ">", values),
    "min case_sensitive? attribute?": (value, values) => extreme(value, "<", values),
    "pprint verbose?": repr,
    random: () => raise("RuntimeError", "a template renders the same text each time, so it draws nothing at random"),
    reverse: reversed,
    "slice slices fill_with?": (value, [count, fill = null]) =>
      new Iteration(slices(value, integer(count), fill), "sync_do_slice"),
    "sort reverse? case_sensitive? attribute?": sort,
    "sum attribute? start?": sum,
    "tojson ensure_ascii? indent? separators? sort_keys?": tojson,
    "unique case_sensitive? attribute?": (value, [sensitive, path]) =>
      new Iteration(unique(value, keyOf(path, sensitive)), "sync_do_unique"),
  }),
]);
