/**
 * The header of a safetensors file (Hugging Face): it says what lies where in the data behind it.
 *
 *     header bytes u64 | { name: { dtype, shape, data_offsets: [from, to) }, ..., "__metadata__"?: { key: text } } | data
 *
 * The tensors fill the data without a hole or an overlap. The header is JSON, filled up with spaces.
 */
import { z } from "zod";
import { type Codec, f8_e4m3, f8_e5m2 } from "../quantization/index.ts";
import { check, oneLine } from "../sentences/index.ts";
import { type DType, dtypeBytes } from "../tensor/index.ts";
import type { ByteReader } from "./byte-reader.ts";
import { CheckpointError, malformed } from "./checkpoint-error.ts";
import type { Place } from "./mapping.ts";

export interface SafetensorsInfo extends Place {
  readonly name: string;
  /** What its values are read as. */
  readonly dtype: DType;
  /** How they are stored, where LibTorch has no such type. */
  readonly codec?: Codec | undefined;
  readonly shape: readonly number[];
}

export interface SafetensorsHeader {
  readonly metadata: Record<string, string>;
  readonly tensors: SafetensorsInfo[];
}

/** Widest first and then as the format's own library orders them: so the file is laid out, and every tensor aligned. */
const DTYPES = {
  I64: "int64",
  F64: "float64",
  F32: "float32",
  I32: "int32",
  BF16: "bfloat16",
  F16: "float16",
  I16: "int16",
  I8: "int8",
  U8: "uint8",
  BOOL: "bool",
} as const satisfies Record<string, DType>;
/** Types that are read only, as float16, which holds all their values. */
const READ_AS_HALF: Readonly<Record<string, Codec>> = { F8_E4M3: f8_e4m3, F8_E5M2: f8_e5m2 };
const KNOWN = [...Object.keys(DTYPES), ...Object.keys(READ_AS_HALF)];

const MOST_HEADER_BYTES = 100_000_000;
/** LibTorch takes no more. */
const MOST_AXES = 64;
const METADATA = "__metadata__";

const count = z.int().nonnegative();
const Metadata = z.record(z.string(), z.string());
const Entry = z.object({
  dtype: z.string(),
  shape: z.array(count).max(MOST_AXES),
  data_offsets: z.tuple([count, count]),
});

/** Throws a CheckpointError that names the tensor whose entry is damaged, unsupported or out of the file. */
export function readSafetensorsHeader(reader: ByteReader): SafetensorsHeader {
  const { path } = reader;
  reader.field = "header length";
  const length = reader.count();
  if (length > MOST_HEADER_BYTES || length > reader.remaining) {
    reader.fail(`${length} bytes are more than a header or the file can have`);
  }
  reader.field = "header";
  const { [METADATA]: about, ...entries } = parseObject(reader, reader.text(length));
  const metadata = check(Metadata, about ?? {});
  if (metadata.fault !== undefined) throw malformed(`${path}: ${METADATA}`, metadata.fault);
  const tensors = Object.entries(entries).map(([name, entry]) => infoOf(path, name, entry, reader.position));
  checkPlaces(reader, tensors);
  return { metadata: metadata.data, tensors };
}

function parseObject(reader: ByteReader, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    reader.fail("is no JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) reader.fail("is no JSON object");
  return value as Record<string, unknown>;
}

function infoOf(path: string, name: string, entry: unknown, data: number): SafetensorsInfo {
  const field = `tensor "${name}"`;
  const { data: claim, fault } = check(Entry, entry);
  if (fault !== undefined) throw malformed(`${path}: ${field}`, fault);
  const { shape } = claim;
  const [from, to] = claim.data_offsets;
  if (!KNOWN.includes(claim.dtype)) {
    throw new CheckpointError(
      path,
      field,
      `its type ${oneLine(claim.dtype)} is not supported (known: ${KNOWN.join(", ")})`,
    );
  }
  const codec = READ_AS_HALF[claim.dtype];
  const dtype = codec === undefined ? DTYPES[claim.dtype as keyof typeof DTYPES] : "float16";
  // An axis of 0 would hide one beyond everything.
  if (!Number.isSafeInteger(shape.reduce((product, size) => product * Math.max(size, 1), 1))) {
    throw new CheckpointError(path, field, `shape [${shape.join(", ")}] is beyond everything`);
  }
  const length = codec === undefined ? byteSize({ dtype, shape }) : byteSize({ dtype: "uint8", shape });
  if (length !== to - from) {
    const claimed = `${claim.dtype} of shape [${shape.join(", ")}] takes ${length} bytes`;
    throw new CheckpointError(path, field, `${claimed}, and data_offsets give it ${to - from}`);
  }
  return { name, dtype, codec, shape, start: data + from, length };
}

/** The tensors fill the data, each behind the one before. */
function checkPlaces(reader: ByteReader, infos: readonly SafetensorsInfo[]): void {
  let end = reader.position;
  for (const { name, start, length } of infos.toSorted((a, b) => a.start - b.start || a.length - b.length)) {
    reader.field = `tensor "${name}"`;
    if (start < end) reader.fail("overlaps the tensor before it");
    if (start > end) reader.fail(`leaves ${start - end} bytes before it unused`);
    end = start + length;
  }
  reader.field = "";
  if (end > reader.size) reader.fail(`the file is cut short: it should have ${end} bytes and has ${reader.size}`);
  if (end < reader.size) reader.fail(`${reader.size - end} bytes behind the last tensor are unused`);
}

/** What the header says of a tensor. */
type Shaped = Pick<SafetensorsInfo, "dtype" | "shape">;

/** Tensors in the order of the file, widest elements first and then by name. Throws where one cannot be stored. */
export function ordered<T extends Shaped>(path: string, tensors: ReadonlyMap<string, T>): [name: string, tensor: T][] {
  const dtypes: readonly DType[] = Object.values(DTYPES);
  for (const [name, { dtype }] of tensors) {
    if (!dtypes.includes(dtype)) throw new CheckpointError(path, `tensor "${name}"`, `${dtype} cannot be stored`);
    if (name === METADATA) throw new CheckpointError(path, `tensor "${name}"`, "no tensor can be called that");
  }
  const rank = (tensor: T) => dtypes.indexOf(tensor.dtype);
  return [...tensors].sort(([a, x], [b, y]) => rank(x) - rank(y) || compare(a, b));
}

/** Bytes of a tensor's values. */
export function byteSize({ dtype, shape }: Shaped): number {
  return shape.reduce((product, size) => product * size, dtypeBytes[dtype]);
}

/** The header of tensors that lie in this order. */
export function encodeHeader(
  tensors: readonly [name: string, tensor: Shaped][],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const header: [string, unknown][] = [];
  const pairs = Object.entries(metadata).sort(([a], [b]) => compare(a, b));
  if (pairs.length > 0) header.push([METADATA, Object.fromEntries(pairs)]);
  let end = 0;
  for (const [name, { dtype, shape }] of tensors) {
    const [stored] = Object.entries(DTYPES).find(([, ours]) => ours === dtype)!;
    const start = end;
    end += byteSize({ dtype, shape });
    header.push([name, { dtype: stored, shape, data_offsets: [start, end] }]);
  }
  // Not JSON.stringify of one object: that would move names that look like numbers to the front.
  const body = header.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",");
  const text = Buffer.from(`{${body}}`);
  const padded = Buffer.alloc(8 + Math.ceil(text.length / 8) * 8, " ");
  padded.writeBigUInt64LE(BigInt(padded.length - 8));
  text.copy(padded, 8);
  return padded;
}

/** By code unit: an order that no locale changes. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
