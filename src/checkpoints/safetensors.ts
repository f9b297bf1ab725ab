/**
 * Safetensors (Hugging Face): a header that says what lies where, and the data.
 *
 *     header bytes u64 | { name: { dtype, shape, data_offsets: [from, to) }, ..., "__metadata__"?: { key: text } } | data
 *
 * The tensors fill the data without a hole or an overlap. The header is JSON, filled up with spaces.
 */
import { z } from "zod";
import { type DType, dtypeBytes, keep, release, scope, type Tensor } from "../tensor/index.ts";
import { writeAtomically } from "./atomic.ts";
import { type ByteReader, reading } from "./byte-reader.ts";
import { CheckpointError, malformed } from "./checkpoint-error.ts";
import { cut, mapped } from "./mapping.ts";

export interface SafetensorsFile {
  readonly metadata: Record<string, string>;
  /** Views of the mapped file, which may be written to: the file does not change. */
  readonly tensors: Map<string, Tensor>;
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

const MOST_HEADER_BYTES = 100_000_000;
/** LibTorch takes no more. */
const MOST_AXES = 64;
const METADATA = "__metadata__";
const place = z.int().nonnegative();
const Metadata = z.record(z.string(), z.string());
const Entry = z.object({
  dtype: z.enum(Object.keys(DTYPES) as (keyof typeof DTYPES)[]),
  shape: z.array(place).max(MOST_AXES),
  data_offsets: z.tuple([place, place]),
});
interface Claim {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: number[];
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a safetensors file; nothing is copied but a tensor that is not aligned. Throws a CheckpointError, one sentence
 * naming file and tensor, where the file is damaged or holds a dtype that LibTorch has not.
 */
export function readSafetensors(path: string): SafetensorsFile {
  const { header, data, size } = reading(path, readHeader);
  const { [METADATA]: about = {}, ...entries } = header;
  const metadata = Metadata.safeParse(about);
  if (!metadata.success) throw malformed(`${path}: ${METADATA}`, metadata.error);
  const claims = Object.entries(entries).map(([name, entry]) => claimOf(path, name, entry));
  checkPlaces(path, claims, size - data);
  const file = mapped(path);
  try {
    const tensors = claims.map(({ name, dtype, shape, from, to }) => {
      const tensor = scope(() =>
        cut(file, data + from, to - from, dtypeBytes[dtype])
          .viewAs(dtype)
          .reshape(shape),
      );
      return [name, tensor] as const;
    });
    return { metadata: metadata.data, tensors: new Map(tensors) };
  } finally {
    release(file);
  }
}

function readHeader(reader: ByteReader): { header: Record<string, unknown>; data: number; size: number } {
  reader.field = "header length";
  const length = reader.count();
  if (length > MOST_HEADER_BYTES || length > reader.remaining) {
    reader.fail(`${length} bytes are more than a header or the file can have`);
  }
  reader.field = "header";
  const header = parseJson(reader, reader.text(length));
  if (typeof header !== "object" || header === null || Array.isArray(header)) reader.fail("is no JSON object");
  return { header: header as Record<string, unknown>, data: reader.position, size: reader.size };
}

function parseJson(reader: ByteReader, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    reader.fail("is no JSON");
  }
}

function claimOf(path: string, name: string, entry: unknown): Claim {
  const parsed = Entry.safeParse(entry);
  if (!parsed.success) throw malformed(`${path}: tensor "${name}"`, parsed.error);
  const { shape } = parsed.data;
  const [from, to] = parsed.data.data_offsets;
  const dtype = DTYPES[parsed.data.dtype];
  const bytes = shape.reduce((product, size) => product * size, dtypeBytes[dtype]);
  // An axis of 0 would hide one beyond everything.
  if (!Number.isSafeInteger(shape.reduce((product, size) => product * Math.max(size, 1), 1))) {
    throw new CheckpointError(path, `tensor "${name}"`, `shape [${shape.join(", ")}] is beyond everything`);
  }
  if (bytes !== to - from) {
    const claimed = `${parsed.data.dtype} of shape [${shape.join(", ")}] takes ${bytes} bytes`;
    throw new CheckpointError(path, `tensor "${name}"`, `${claimed}, and data_offsets give it ${to - from}`);
  }
  return { name, dtype, shape, from, to };
}

/** The tensors fill the data, each behind the one before. */
function checkPlaces(path: string, claims: readonly Claim[], bytes: number): void {
  let end = 0;
  for (const { name, from, to } of claims.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end) {
      const what = from < end ? "overlaps the tensor before it" : `leaves ${from - end} bytes before it unused`;
      throw new CheckpointError(path, `tensor "${name}"`, what);
    }
    end = to;
  }
  if (end !== bytes) {
    const what = end > bytes ? "the file is cut short" : "bytes behind the last tensor are unused";
    throw new CheckpointError(path, "", `${what}: tensors take ${end} bytes, and there are ${bytes}`);
  }
}

/** Bytes copied out of a tensor at a time. */
const CHUNK = 1 << 24;

/**
 * Writes tensors by name, atomically: a process killed meanwhile leaves the old file whole. The same tensors make the same
 * bytes, in whatever order they come. Throws a CheckpointError where a dtype has no name in the format, or the disk refuses.
 */
export function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): void {
  const dtypes = Object.entries(DTYPES);
  const rank = (tensor: Tensor) => dtypes.findIndex(([, dtype]) => dtype === tensor.dtype);
  for (const [name, tensor] of tensors) {
    if (rank(tensor) < 0) throw new CheckpointError(path, `tensor "${name}"`, `${tensor.dtype} cannot be stored`);
    if (name === METADATA) throw new CheckpointError(path, `tensor "${name}"`, "no tensor can be called that");
  }
  const ordered = [...tensors].sort(([a, x], [b, y]) => rank(x) - rank(y) || compare(a, b));
  const header = encodeHeader(
    ordered.map(([name, tensor]) => ({
      name,
      dtype: dtypes[rank(tensor)]![0],
      shape: tensor.shape,
      bytes: bytesOf(tensor),
    })),
    metadata,
  );
  writeAtomically(path, (write) => {
    write(header);
    for (const [, tensor] of ordered) for (const bytes of chunks(tensor)) write(bytes);
  });
}

function encodeHeader(
  tensors: readonly { name: string; dtype: string; shape: number[]; bytes: number }[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const header = new Map<string, unknown>();
  const pairs = Object.entries(metadata).sort(([a], [b]) => compare(a, b));
  if (pairs.length > 0) header.set(METADATA, Object.fromEntries(pairs));
  let end = 0;
  for (const { name, dtype, shape, bytes } of tensors) {
    header.set(name, { dtype, shape, data_offsets: [end, end + bytes] });
    end += bytes;
  }
  // Not JSON.stringify of one object: that would move names that look like numbers to the front.
  const body = [...header].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",");
  const text = Buffer.from(`{${body}}`);
  const padded = Buffer.alloc(8 + Math.ceil(text.length / 8) * 8, " ");
  padded.writeBigUInt64LE(BigInt(padded.length - 8));
  text.copy(padded, 8);
  return padded;
}

const bytesOf = (tensor: Tensor) => tensor.size * dtypeBytes[tensor.dtype];
/** By code unit: an order that no locale changes. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function* chunks(tensor: Tensor): Iterable<Uint8Array> {
  const { size } = tensor;
  const step = CHUNK / dtypeBytes[tensor.dtype];
  const flat = keep(scope(() => tensor.detach().reshape([size])));
  try {
    for (let start = 0; start < size; start += step) {
      const part = scope(() => flat.narrow(0, start, Math.min(step, size - start)).data());
      yield new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    }
  } finally {
    release(flat);
  }
}
