/** Filters of sequences and mappings. Most of them are lazy in Python, and so are they here. */

import { integer, MOST_ITEMS, string, takes, tooLarge } from "./arguments.ts";
import { absent, item, safeAttribute } from "./attributes.ts";
import { raise, typeError } from "./errors.ts";
import { tojson } from "./json.ts";
import { arithmetic } from "./operators.ts";
import { equals, isText, iterate, iteratorOf, listOf, ordered, plain, sizeOf, sorted, truth } from "./protocols.ts"; // biome-ignore format: one line
import { repr } from "./representation.ts";
import type { Runtime } from "./runtime.ts";
import { codePoints } from "./text.ts";
import { type Filter, joined } from "./text-filters.ts";
import { type Arguments, Dict, Group, generator, Iteration, Range, Tuple, typeName, Undefined, type Value } from "./values.ts"; // biome-ignore format: one line

type Getter = (value: Value) => Value;

const identity: Getter = (value) => value;
const ignoreCase: Getter = (value) => (isText(value) ? plain(value).toLowerCase() : value);
const caseOf = (sensitive: Value | undefined): Getter => (truth(sensitive ?? false) ? identity : ignoreCase);

/** `"a.b.0"` as a way into a value; `fallback` stands for what is undefined on it. */
function getter(path: Value | undefined, fallback: Value = null): Getter {
  if (path === undefined || path === null) return identity;
  const keys = isText(path)
    ? plain(path)
        .split(".")
        .map((key): Value => (/^\p{Nd}+$/u.test(key) ? BigInt(key) : key))
    : [path];
  return (value) =>
    keys.reduce<Value>((at, key) => {
      const next = item(at, key);
      return next instanceof Undefined && fallback !== null ? fallback : next;
    }, value);
}

/** `"a,b"`: several ways at once, compared one after the other. */
function multiGetter(paths: Value | undefined): Getter {
  const getters = isText(paths)
    ? plain(paths)
        .split(",")
        .map((path) => getter(path))
    : [getter(paths)];
  return (value) => getters.map((get) => get(value));
}

function* mapped(value: Value, { positional, named }: Arguments, runtime: Runtime): Generator<Value> {
  if (!truth(value)) return;
  const [name, ...rest] = positional;
  let apply: Getter;
  if (name === undefined && named.has("attribute")) {
    for (const key of named.keys())
      if (key !== "attribute" && key !== "default")
        raise("FilterArgumentError", `Unexpected keyword argument ${repr(key)}`);
    apply = getter(named.get("attribute"), named.get("default"));
  } else if (name === undefined) return raise("FilterArgumentError", "map requires a filter argument");
  else apply = (each) => runtime.filter(string(name), each, { positional: rest, named });
  for (const each of iterate(value)) {
    runtime.spend(1);
    yield apply(each);
  }
}

/** `select` and its kin: those that a test holds of, or does not; of an attribute, where `path` says so. */
function* selected(value: Value, args: Arguments, runtime: Runtime, keep: boolean, path: boolean): Generator<Value> {
  if (!truth(value)) return;
  if (path && args.positional.length === 0) raise("FilterArgumentError", "Missing parameter for attribute name");
  const get = path ? getter(args.positional[0]) : identity;
  const [name, ...positional] = args.positional.slice(path ? 1 : 0);
  for (const each of iterate(value)) {
    runtime.spend(1);
    const at = get(each);
    const holds = name === undefined ? at : runtime.test(string(name), at, { positional, named: args.named });
    if (truth(holds) === keep) yield each;
  }
}

const selecting =
  (keep: boolean, path: boolean): Filter =>
  (value, args, runtime) =>
    generator("select_or_reject", selected(value, args, runtime, keep, path));

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
  if (fill !== null && size > MOST_ITEMS) tooLarge();
  while (fill !== null && batch.length < size) batch.push(fill);
  yield batch;
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
  const type = Array.isArray(value) ? "list_reverseiterator" : value instanceof Dict ? "dict_reversekeyiterator" : value instanceof Range ? "range_iterator" : "reversed"; // biome-ignore format: one line
  return new Iteration(items.values(), type);
}

function groups(value: Value, [path, fallback, sensitive]: readonly (Value | undefined)[]): Value {
  const get = getter(path, fallback);
  const key: Getter = (each) => caseOf(sensitive)(get(each));
  const out: { key: Value; items: Value[] }[] = [];
  for (const each of sorted(listOf(value), key, false)) {
    const last = out.at(-1);
    if (last !== undefined && equals(last.key, key(each))) last.items.push(each);
    else out.push({ key: key(each), items: [each] });
  }
  return out.map(({ items }) => new Group([get(items[0]!), items]));
}

const extreme = (sign: "<" | ">"): Filter =>
  takes("extreme(case_sensitive? attribute?)", (value, [sensitive, path]) => {
    const get = getter(path);
    const key: Getter = (each) => caseOf(sensitive)(get(each));
    const items = [...iterate(value)];
    if (items.length === 0) return new Undefined("No aggregated item, sequence was empty.");
    return items.reduce((best, each) => (ordered(key(each), sign, key(best)) ? each : best));
  });

function dictsort(value: Value, [sensitive, by, backwards]: readonly (Value | undefined)[]): Value {
  const at = by === undefined || equals(by, "key") ? 0 : 1;
  if (at === 1 && !equals(by!, "value")) raise("FilterArgumentError", 'You can only sort by either "key" or "value"');
  if (value instanceof Undefined) return value.raise();
  if (!(value instanceof Dict)) return raise("AttributeError", `'${typeName(value)}' object has no attribute 'items'`);
  return sorted([...value.entries()], (entry) => caseOf(sensitive)(entry[at]), truth(backwards ?? false)).map((entry) => new Tuple(entry)); // biome-ignore format: one line
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

const length: Filter = takes("len()", (value) =>
  BigInt(sizeOf(value) ?? typeError(`object of type '${typeName(value)}' has no len()`)),
);
const fallback: Filter = takes("default(default_value? boolean?)", (value, [by = "", boolean = false]) =>
  value instanceof Undefined || (truth(boolean) && !truth(value)) ? by : value,
);

export const SEQUENCE_FILTERS: Readonly<Record<string, Filter>> = {
  attr: takes("attr(name)", (value, [name]) => {
    const found = safeAttribute(value, string(name));
    return found === undefined ? absent(value, name!) : found;
  }),
  batch: takes("batch(linecount fill_with?)", (value, [size, fill = null]) =>
    generator("do_batch", batches(value, integer(size), fill)),
  ),
  count: length,
  d: fallback,
  default: fallback,
  dictsort: takes("dictsort(case_sensitive? by? reverse?)", dictsort),
  first: takes("first()", first),
  groupby: takes("groupby(attribute default? case_sensitive?)", groups),
  items: takes("items()", (value) => generator("do_items", itemsOf(value))),
  join: takes("join(d? attribute?)", (value, [by = "", path = null], runtime) =>
    joined(path === null ? iterate(value) : [...iterate(value)].map(getter(path)), by, runtime),
  ),
  last: takes("last()", last),
  length,
  list: takes("list()", (value) => [...iterate(value)]),
  map: (value, args, runtime) => generator("sync_do_map", mapped(value, args, runtime)),
  max: extreme(">"),
  min: extreme("<"),
  pprint: takes("pprint(verbose?)", (value) => repr(value)),
  random: () => raise("RuntimeError", "a template renders the same text each time, so it draws nothing at random"),
  reject: selecting(false, false),
  rejectattr: selecting(false, true),
  reverse: takes("reverse()", reversed),
  select: selecting(true, false),
  selectattr: selecting(true, true),
  slice: takes("slice(slices fill_with?)", (value, [count, fill = null]) =>
    generator("sync_do_slice", slices(value, integer(count), fill)),
  ),
  sort: takes("sort(reverse? case_sensitive? attribute?)", (value, [backwards, sensitive, path]) => {
    const get = multiGetter(path);
    const key: Getter = (each) => (get(each) as Value[]).map(caseOf(sensitive));
    return sorted([...iterate(value)], key, truth(backwards ?? false));
  }),
  sum: takes("sum(attribute? start?)", (value, [path, start = 0n]) => {
    if (isText(start)) return typeError("sum() can't sum strings [use ''.join(seq) instead]");
    return [...iterate(value)].map(getter(path)).reduce((sum, each) => arithmetic(sum, "+", each), start);
  }),
  tojson,
  unique: takes("unique(case_sensitive? attribute?)", (value, [sensitive, path]) => {
    const get = getter(path);
    return generator(
      "sync_do_unique",
      unique(value, (each) => caseOf(sensitive)(get(each))),
    );
  }),
};
