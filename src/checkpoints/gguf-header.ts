/**
 * The part of a GGUF file before its data: metadata, and what each tensor is called, how it is shaped and where it lies.
 *
 *     "GGUF" | version u32 | tensors u64 | pairs u64 | pairs: key, type u32, value | tensors: name, axes, type, offset | data
 *
 * A string is its length (u64) and UTF-8; an array is the type of its elements (u32), their count (u64) and they. Axes
 * stand fastest first. Data begin at a multiple of `general.alignment`, and so does each tensor in it.
 */
import { type AnyCodec, codecOfGguf, codecs } from "../quantization/index.ts";
import type { ByteReader } from "./byte-reader.ts";

export interface GgufInfo {
  readonly name: string;
  /** As PyTorch orders axes: the fastest one last. */
  readonly shape: number[];
  readonly codec: AnyCodec;
  /** Bytes from the beginning of the file. */
  readonly start: number;
  readonly length: number;
}

export interface GgufHeader {
  readonly version: number;
  readonly metadata: Record<string, unknown>;
  readonly tensors: GgufInfo[];
}

export const MAGIC = 0x46554747; // "GGUF"
const VERSIONS = [2, 3];
export const ALIGNMENT = 32;
export const MOST_AXES = 4;
/** Arrays in arrays: no writer makes even two. */
const MOST_NESTED = 8;
/** Fewest bytes of a pair (an empty key, a type, one byte) and of a tensor (an empty name, no axes, a type, an offset). */
const PAIR_BYTES = 13;
const TENSOR_BYTES = 24;

/** Throws a CheckpointError that names the field which is damaged, unsupported or out of the file. */
export function readGgufHeader(reader: ByteReader): GgufHeader {
  reader.field = "magic number";
  if (reader.u32() !== MAGIC) reader.fail("this is no GGUF file");
  reader.field = "version";
  const version = reader.u32();
  if (!VERSIONS.includes(version)) {
    const swapped = version % 0x1_00_00_00 === 0 ? "the file is big-endian, which is not supported" : undefined;
    reader.fail(swapped ?? `${version} is not supported (known: ${VERSIONS.join(", ")})`);
  }
  const tensorCount = counted(reader, "number of tensors", TENSOR_BYTES);
  const pairCount = counted(reader, "number of metadata pairs", PAIR_BYTES);
  const metadata = readMetadata(reader, pairCount);
  reader.field = "general.alignment";
  const alignment = metadata[reader.field] ?? ALIGNMENT;
  if (
    typeof alignment !== "number" ||
    alignment < 1 ||
    alignment > 2 ** 30 ||
    !Number.isInteger(Math.log2(alignment))
  ) {
    reader.fail("is not a power of two");
  }
  return { version, metadata, tensors: readTensors(reader, tensorCount, alignment) };
}

function counted(reader: ByteReader, field: string, leastBytes: number): number {
  reader.field = field;
  const count = reader.count();
  if (count * leastBytes > reader.remaining) reader.fail(`${count} do not fit into the file`);
  return count;
}

// Metadata.

function readMetadata(reader: ByteReader, count: number): Record<string, unknown> {
  const metadata = new Map<string, unknown>();
  for (let i = 0; i < count; i++) {
    reader.field = `metadata pair ${i}`;
    const key = reader.string();
    if (metadata.has(key)) reader.fail(`repeats the key "${key}"`);
    reader.field = key;
    metadata.set(key, readValue(reader, reader.u32(), 0));
  }
  return Object.fromEntries(metadata);
}

/** Types of metadata values that are written, or are no number. */
export const TYPES = { uint8: 0, uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;

/** The typed array of each type of number. */
const NUMERIC = {
  [TYPES.uint8]: Uint8Array,
  1: Int8Array,
  2: Uint16Array,
  3: Int16Array,
  [TYPES.uint32]: Uint32Array,
  [TYPES.int32]: Int32Array,
  [TYPES.float32]: Float32Array,
  10: BigUint64Array,
  11: BigInt64Array,
  12: Float64Array,
} as const;
const isNumeric = (type: number): type is keyof typeof NUMERIC => type in NUMERIC;

function readValue(reader: ByteReader, type: number, depth: number): unknown {
  if (type === TYPES.string) return reader.string();
  if (type === TYPES.bool) return readBool(reader);
  if (type === TYPES.array) return readArray(reader, depth + 1);
  if (!isNumeric(type)) reader.fail(`has the unknown type ${type}`);
  const value = readNumbers(reader, type, 1)[0]!;
  return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function readBool(reader: ByteReader): boolean {
  const byte = reader.u8();
  if (byte > 1) reader.fail(`${byte} is neither true nor false`);
  return byte === 1;
}

/** `count` numbers of a type. */
function readNumbers(reader: ByteReader, type: keyof typeof NUMERIC, count: number): ArrayLike<number | bigint> {
  const Numbers = NUMERIC[type];
  const bytes = reader.take(count * Numbers.BYTES_PER_ELEMENT);
  // A copy: an array begins where its elements are aligned, and the reader's window moves on.
  return new Numbers(new Uint8Array(bytes).buffer);
}

function readArray(reader: ByteReader, depth: number): unknown {
  if (depth > MOST_NESTED) reader.fail(`nests arrays more than ${MOST_NESTED} deep`);
  const type = reader.u32();
  const count = reader.count();
  if (isNumeric(type)) return readNumbers(reader, type, count);
  const leastBytes = { [TYPES.bool]: 1, [TYPES.string]: 8, [TYPES.array]: 12 }[type];
  if (leastBytes === undefined) reader.fail(`has elements of the unknown type ${type}`);
  if (count * leastBytes > reader.remaining) reader.fail(`${count} elements do not fit into the file`);
  const values: unknown[] = [];
  for (let i = 0; i < count; i++) values.push(readValue(reader, type, depth));
  return values;
}

// Tensors.

function readTensors(reader: ByteReader, count: number, alignment: number): GgufInfo[] {
  const claims: (Omit<GgufInfo, "start"> & { offset: number })[] = [];
  const names = new Set<string>();
  for (let i = 0; i < count; i++) {
    reader.field = `tensor ${i}`;
    const name = reader.string();
    if (names.has(name)) reader.fail(`repeats the name "${name}"`);
    names.add(name);
    reader.field = name;
    claims.push({ name, ...readClaim(reader, alignment) });
  }
  const data = Math.ceil(reader.position / alignment) * alignment;
  const infos = claims.map(({ offset, ...claim }) => ({ ...claim, start: data + offset }));
  checkPlaces(reader, infos);
  return infos;
}

function readClaim(reader: ByteReader, alignment: number): Omit<GgufInfo, "start" | "name"> & { offset: number } {
  const rank = reader.u32();
  if (rank > MOST_AXES) reader.fail(`has ${rank} axes, and ${MOST_AXES} is the most`);
  const shape = Array.from({ length: rank }, () => reader.count()).reverse();
  const codec = readCodec(reader);
  const offset = reader.count();
  if (offset % alignment !== 0) reader.fail(`its offset ${offset} is no multiple of ${alignment}`);
  const size = shape.reduce((product, axis) => product * axis, 1);
  // An axis of 0 would hide one beyond everything.
  if (!Number.isSafeInteger(shape.reduce((product, axis) => product * Math.max(axis, 1), 1))) {
    reader.fail(`shape [${shape.join(", ")}] is beyond everything`);
  }
  const length = (size / codec.blockSize) * codec.blockBytes;
  if (length > reader.size) reader.fail(`shape [${shape.join(", ")}] is larger than the file`);
  const width = shape.at(-1) ?? 1;
  if (width % codec.blockSize !== 0) {
    reader.fail(`a row of ${width} is not whole blocks of ${codec.name}`);
  }
  return { shape, codec, offset, length };
}

/** ggml's formats, for the sentence about those that we have no codec of. */
const FORMATS =
  "F32 F16 Q4_0 Q4_1 4 5 Q5_0 Q5_1 Q8_0 Q8_1 Q2_K Q3_K Q4_K Q5_K Q6_K Q8_K IQ2_XXS IQ2_XS IQ3_XXS IQ1_S IQ4_NL IQ3_S IQ2_S IQ4_XS I8 I16 I32 I64 F64 IQ1_M BF16".split(
    " ",
  );

function readCodec(reader: ByteReader): AnyCodec {
  const type = reader.u32();
  const codec = codecOfGguf(type);
  if (codec !== undefined) return codec;
  const known = codecs.map(({ name }) => name).join(", ");
  reader.fail(`its format ${FORMATS[type] ?? type} is not supported (known: ${known})`);
}

/** Every tensor lies in the file, and no two share a byte. */
function checkPlaces(reader: ByteReader, infos: readonly GgufInfo[]): void {
  let end = 0;
  let before = "";
  for (const { name, start, length } of infos.toSorted((a, b) => a.start - b.start || a.length - b.length)) {
    reader.field = name;
    if (start < end) reader.fail(`shares bytes with ${before}`);
    if (start + length > reader.size) {
      reader.fail(`ends at byte ${start + length}, and the file at ${reader.size}: it is cut short or damaged`);
    }
    end = start + length;
    before = name;
  }
}
