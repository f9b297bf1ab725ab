/**
 * Damage that a checksum of bytes would not find: files that are well-formed, and whose lengths, offsets, counts, types and
 * names are wrong or contradict each other.
 */
import { EXTREMES, type Random } from "../../tests/mutations.ts";

const pick = <T>(choices: readonly T[], random: Random): T => choices[random(choices.length)]!;

// JSON.

type Holder = Record<string | number, unknown>;

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 0.5, 7, 255, 65_536, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 63, 1e300, -1e300],
  ...["", "x", "0", "../x", "\u0000", "constructor", "__proto__", "F16", "I64", "榫".repeat(300)],
  ...[[], {}, [[]], [0], [-1, 5], [null], { type: "x" }, { "": [] }],
];
/** Stands for a value that no text short of it can be. */
const DEEP = "deep-nesting";
const DEPTH = 20_000;

/** JSON with one to three changes at random places. */
export function changeJson(text: string, random: Random): string {
  const root = { value: JSON.parse(text) as unknown };
  for (let n = 1 + random(3); n > 0; n--) changeOne(root as unknown as Holder, random);
  return (JSON.stringify(root.value) ?? "").replace(`"${DEEP}"`, "[".repeat(DEPTH) + "]".repeat(DEPTH));
}

function changeOne(root: Holder, random: Random): void {
  const { holder, key } = place(root, random);
  const others = Object.keys(holder);
  const changes: (() => void)[] = [
    () => set(holder, key, random(40) === 0 ? DEEP : structuredClone(pick(VALUES, random))),
    () => set(holder, key, near(holder[key], random)),
    () => set(holder, key, structuredClone(holder[pick(others, random)])), // two in one place
    () => remove(holder, key),
    () => {
      const other = pick(others, random);
      const value = holder[key];
      set(holder, key, holder[other]);
      set(holder, other, value);
    },
    () => {
      if (Array.isArray(holder)) holder.splice(Number(key), 0, structuredClone(holder[key]));
      else set(holder, pick(["constructor", "__proto__", `${key}x`, "", "0"], random), structuredClone(holder[key]));
    },
  ];
  pick(changes, random)();
}

/** A value somewhere in the tree: at each level one of those there, and more often further down. */
function place(root: Holder, random: Random): { holder: Holder; key: string } {
  let holder = root;
  let key = "value";
  for (;;) {
    const value = holder[key];
    if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return { holder, key };
    if (holder !== root && random(4) === 0) return { holder, key };
    holder = value as Holder;
    key = pick(Object.keys(holder), random);
  }
}

function near(value: unknown, random: Random): unknown {
  if (typeof value === "number")
    return pick([value + 1, value - 1, -value, value * 2, value / 2, String(value)], random);
  if (typeof value === "string") return pick([`${value}x`, value.slice(1), value.toUpperCase(), [value]], random);
  return [value];
}
function set(holder: Holder, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
}
function remove(holder: Holder, key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

// Safetensors: the header is JSON, and its length stands before it.

export function changeSafetensors(file: Buffer, random: Random): Buffer {
  const length = Number(file.readBigUInt64LE());
  const header = Buffer.from(changeJson(file.subarray(8, 8 + length).toString(), random));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([size, header, file.subarray(8 + length)]);
}

// GGUF: a walk over a whole file says where its fields are.

/** A number of so many bytes, or a text. */
interface Field {
  readonly at: number;
  readonly width: number;
  readonly kind: "number" | "text";
}

/** Bytes of a value by its type; a string and an array are not of one size. */
const WIDTHS: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const STRING = 8;
const ARRAY = 9;
/** Elements of an array that are fields; the others are like them. */
const ELEMENTS = 8;

function fieldsOf(file: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const number = (width: 1 | 2 | 4 | 8): number => {
    fields.push({ at, width, kind: "number" });
    at += width;
    return width === 8 ? Number(file.readBigUInt64LE(at - 8)) : file.readUIntLE(at - width, width);
  };
  const text = () => {
    const length = number(8);
    fields.push({ at, width: length, kind: "text" });
    at += length;
  };
  const value = (type: number): void => {
    if (type === STRING) text();
    else if (type === ARRAY) array();
    else number(WIDTHS[type] as 1 | 2 | 4 | 8);
  };
  const array = () => {
    const element = number(4);
    const count = number(8);
    for (let i = 0; i < count; i++) {
      const known = fields.length;
      value(element);
      if (i >= ELEMENTS) fields.length = known;
    }
  };
  number(4);
  number(4);
  const tensors = number(8);
  const pairs = number(8);
  for (let i = 0; i < pairs; i++) {
    text();
    value(number(4));
  }
  for (let i = 0; i < tensors; i++) {
    text();
    const rank = number(4);
    for (let axis = 0; axis < rank; axis++) number(8);
    number(4);
    number(8);
  }
  return fields;
}

/** A GGUF file with one to three fields changed. `file` is whole. */
export function changeGguf(file: Buffer, random: Random): Buffer {
  const bytes = Buffer.from(file);
  const fields = fieldsOf(file);
  for (let n = 1 + random(3); n > 0; n--) changeField(bytes, pick(fields, random), fields, random);
  return bytes;
}

function changeField(bytes: Buffer, field: Field, fields: readonly Field[], random: Random): void {
  const { at, width, kind } = field;
  // Another of its kind and size: two tensors in one place, two names the same, the count of something else.
  const other = pick(
    fields.filter((one) => one.kind === kind && one.width === width),
    random,
  );
  if (kind === "text" || random(3) === 0) {
    bytes.copyWithin(at, other.at, other.at + width);
    return;
  }
  const top = 1n << BigInt(8 * width);
  const current = width === 8 ? bytes.readBigUInt64LE(at) : BigInt(bytes.readUIntLE(at, width));
  const value = pick([...EXTREMES, current + 1n, current - 1n, current * 2n, current / 2n, BigInt(random(40))], random);
  const wrapped = ((value % top) + top) % top;
  if (width === 8) bytes.writeBigUInt64LE(wrapped, at);
  else bytes.writeUIntLE(Number(wrapped), at, width);
}
