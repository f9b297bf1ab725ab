/** Writing GGUF files, version 3; `gguf-header.ts` says how they are laid out. */
import { dequantize, type EncodingCodec, quantize } from "../quantization/index.ts";
import { scope, type Tensor } from "../tensor/index.ts";
import { writeAtomically } from "./atomic.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { ALIGNMENT, MAGIC, MOST_AXES, TYPES } from "./gguf-header.ts";
import { writeBytes } from "./pending.ts";
import { checkRange } from "./range.ts";

/** A value of metadata; the type of a number is part of it, for readers insist. */
export type GgufValue =
  | string
  | boolean
  | { readonly uint32: number }
  | { readonly int32: number }
  | { readonly float32: number }
  | readonly string[]
  | Int32Array
  | Float32Array
  | Uint8Array;

/** A tensor that is made, and brought into its format, when its turn has come. */
export interface PendingGguf {
  readonly shape: readonly number[];
  readonly codec: EncodingCodec;
  /** Values of any floating type, of that shape. Called inside a scope. */
  read(): Tensor;
}

/**
 * Writes a GGUF file, atomically. Holds one tensor at a time. Throws a CheckpointError where a tensor has more axes than
 * the format knows or rows that are not whole blocks, values beyond its format, or the disk refuses.
 */
export function writeGguf(
  path: string,
  metadata: Readonly<Record<string, GgufValue>>,
  tensors: ReadonlyMap<string, PendingGguf>,
): void {
  const infos = [...tensors].map(([name, { shape, codec }]) => ({
    name,
    shape,
    type: typeOf(path, name, codec),
    length: lengthOf(path, name, shape, codec),
  }));
  writeAtomically(path, (write) => {
    write(padded(encodeHeader(metadata, infos)));
    for (const [name, { codec, shape, read }] of tensors) {
      const length = scope(() => {
        const values = read();
        const bytes = quantize(values, codec);
        checkRange(path, name, values, codec.name, () => dequantize(bytes, codec, shape));
        writeBytes(bytes, write);
        return bytes.size;
      });
      write(Buffer.alloc(paddingAfter(length)));
    }
  });
}

interface Info {
  readonly name: string;
  readonly shape: readonly number[];
  /** The number of its format. */
  readonly type: number;
  readonly length: number;
}

function typeOf(path: string, name: string, { name: format, gguf }: EncodingCodec): number {
  if (gguf === undefined) throw new CheckpointError(path, name, `${format} is no format of GGUF files`);
  return gguf;
}

/** Bytes of a tensor in its format. */
function lengthOf(path: string, name: string, shape: readonly number[], codec: EncodingCodec): number {
  if (shape.length > MOST_AXES)
    throw new CheckpointError(path, name, `has ${shape.length} axes, and ${MOST_AXES} is the most`);
  const width = shape.at(-1) ?? 1;
  if (width % codec.blockSize !== 0) {
    throw new CheckpointError(path, name, `a row of ${width} is not whole blocks of ${codec.name}`);
  }
  return (shape.reduce((product, axis) => product * axis, 1) / codec.blockSize) * codec.blockBytes;
}

const paddingAfter = (length: number) => (ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT;
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(paddingAfter(bytes.length))]);

function encodeHeader(metadata: Readonly<Record<string, GgufValue>>, infos: readonly Info[]): Buffer {
  const pairs = Object.entries(metadata);
  let offset = 0;
  const claims = infos.map(({ name, shape, type, length }) => {
    const claim = [text(name), u32(shape.length), ...shape.toReversed().map(u64), u32(type), u64(offset)];
    offset += length + paddingAfter(length);
    return Buffer.concat(claim);
  });
  return Buffer.concat([
    ...[u32(MAGIC), u32(3), u64(infos.length), u64(pairs.length)],
    ...pairs.map(([key, value]) => Buffer.concat([text(key), encodeValue(value)])),
    ...claims,
  ]);
}

/** The type of a value, and the value. */
function encodeValue(value: GgufValue): Buffer {
  if (typeof value === "string") return Buffer.concat([u32(TYPES.string), text(value)]);
  if (typeof value === "boolean") return Buffer.concat([u32(TYPES.bool), Buffer.of(Number(value))]);
  if ("uint32" in value) return Buffer.concat([u32(TYPES.uint32), u32(value.uint32)]);
  if ("int32" in value) return Buffer.concat([u32(TYPES.int32), i32(value.int32)]);
  if ("float32" in value) return Buffer.concat([u32(TYPES.float32), f32(value.float32)]);
  const array = (type: number, bytes: readonly Uint8Array[]) =>
    Buffer.concat([u32(TYPES.array), u32(type), u64(value.length), ...bytes]);
  if (!ArrayBuffer.isView(value)) return array(TYPES.string, value.map(text));
  const type = value instanceof Int32Array ? TYPES.int32 : value instanceof Float32Array ? TYPES.float32 : TYPES.uint8;
  return array(type, [new Uint8Array(value.buffer, value.byteOffset, value.byteLength)]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
function i32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}
function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}
function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}
