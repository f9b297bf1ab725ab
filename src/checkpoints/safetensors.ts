import { dequantize } from "../quantization/index.ts";
import { dtypeBytes, scope, type Tensor } from "../tensor/index.ts";
import { type Fill, writeAtomically } from "./atomic.ts";
import { reading } from "./byte-reader.ts";
import { cut, mapped } from "./mapping.ts";
import { here, type PendingTensor, writeBytes } from "./pending.ts";
import { encodeHeader, ordered, readSafetensorsHeader, type SafetensorsInfo } from "./safetensors-header.ts";

/** A safetensors file, mapped. */
export interface SafetensorsFile {
  /** The strings that its header holds. */
  readonly metadata: Record<string, string>;
  /** Views of the mapped file, which may be written to: the file does not change. */
  readonly tensors: Map<string, Tensor>;
}

/**
 * Reads a safetensors file; nothing is copied but a tensor that is not aligned, or of
 * eight-bit floats, which comes as float16. Throws a CheckpointError, one sentence
 * naming file and tensor, where the file is damaged or holds a dtype that LibTorch has not.
 */
export function readSafetensors(path: string): SafetensorsFile {
  const { metadata, tensors } = reading(path, readSafetensorsHeader);
  return scope(() => {
    const file = mapped(path);
    return { metadata, tensors: new Map(tensors.map((info) => [info.name, safetensorsView(file, info)])) };
  });
}

/** What a safetensors file says of itself: its header alone is read. Throws as `readSafetensors` does. */
export function readMetadata(path: string): Record<string, string> {
  return reading(path, readSafetensorsHeader).metadata;
}

/** One tensor out of the mapped file: a view, or decoded where LibTorch has no such type. */
export function safetensorsView(file: Tensor, info: SafetensorsInfo): Tensor {
  if (info.codec !== undefined) return dequantize(cut(file, info, 1), info.codec, info.shape).to(info.dtype);
  return cut(file, info, dtypeBytes[info.dtype]).viewAs(info.dtype).reshape(info.shape);
}

/**
 * Writes tensors by name, atomically: a process killed meanwhile leaves the old file whole. The same tensors make the same
 * bytes, in whatever order they come. Throws a CheckpointError where a dtype has no name in the format, or the disk refuses.
 */
export function writeSafetensors(
  path: string,
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): void {
  writeAtomically(path, safetensorsBytes(path, tensors, metadata));
}

/** `writeSafetensors` of tensors that need not be there at once: each is made when its turn comes, and then released. */
export function writePending(
  path: string,
  tensors: ReadonlyMap<string, PendingTensor>,
  metadata: Readonly<Record<string, string>>,
): void {
  writeAtomically(path, pendingBytes(path, tensors, metadata));
}

/** What `writeSafetensors` writes, for a file that is written together with others; `path` is for errors. */
export function safetensorsBytes(
  path: string,
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>>,
): Fill {
  return pendingBytes(path, new Map([...tensors].map(([name, tensor]) => [name, here(tensor)])), metadata);
}

function pendingBytes(
  path: string,
  tensors: ReadonlyMap<string, PendingTensor>,
  metadata: Readonly<Record<string, string>>,
): Fill {
  const entries = ordered(path, tensors);
  return (write) => {
    write(encodeHeader(entries, metadata));
    for (const [, { read }] of entries) scope(() => writeBytes(read(), write));
  };
}
