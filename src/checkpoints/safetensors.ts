import { dtypeBytes, keep, release, scope, type Tensor } from "../tensor/index.ts";
import { writeAtomically } from "./atomic.ts";
import { reading } from "./byte-reader.ts";
import { cut, mapped } from "./mapping.ts";
import { encodeHeader, ordered, readSafetensorsHeader, type SafetensorsInfo } from "./safetensors-header.ts";

export interface SafetensorsFile {
  readonly metadata: Record<string, string>;
  /** Views of the mapped file, which may be written to: the file does not change. */
  readonly tensors: Map<string, Tensor>;
}

/**
 * Reads a safetensors file; nothing is copied but a tensor that is not aligned. Throws a CheckpointError, one sentence
 * naming file and tensor, where the file is damaged or holds a dtype that LibTorch has not.
 */
export function readSafetensors(path: string): SafetensorsFile {
  const { metadata, tensors } = reading(path, readSafetensorsHeader);
  return scope(() => {
    const file = mapped(path);
    return { metadata, tensors: new Map(tensors.map((info) => [info.name, safetensorsView(file, info)])) };
  });
}

/** One tensor out of the mapped file. */
export function safetensorsView(file: Tensor, info: SafetensorsInfo): Tensor {
  return cut(file, info, dtypeBytes[info.dtype]).viewAs(info.dtype).reshape(info.shape);
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
  const entries = ordered(path, tensors);
  writeAtomically(path, (write) => {
    write(encodeHeader(entries, metadata));
    for (const [, tensor] of entries) for (const bytes of chunks(tensor)) write(bytes);
  });
}

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
