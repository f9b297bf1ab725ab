import type { AnyCodec } from "../quantization/index.ts";
import { scope, type Tensor } from "../tensor/index.ts";
import { reading } from "./byte-reader.ts";
import { type GgufInfo, readGgufHeader } from "./gguf-header.ts";
import { cut, mapped } from "./mapping.ts";

/** A tensor of a GGUF file, in blocks. */
export interface GgufTensor {
  /** As PyTorch orders axes. */
  readonly shape: readonly number[];
  /** The format of the blocks. */
  readonly codec: AnyCodec;
  /** uint8 [blocks * codec.blockBytes], a view of the mapped file. */
  readonly bytes: Tensor;
}

/** A GGUF file, mapped. */
export interface GgufFile {
  /** 2 or 3. */
  readonly version: number;
  /**
   * By key. Numbers are numbers, 64-bit ones beyond 2^53 bigints; an array of numbers is the typed array of its type, any
   * other a plain array.
   */
  readonly metadata: Record<string, unknown>;
  /** By name, in the order of the file. */
  readonly tensors: Map<string, GgufTensor>;
}

/** Bytes that every codec's fields may be read at. */
const ALIGNMENT = 4;

/**
 * Reads a GGUF file, version 2 or 3 (llama.cpp's format). No tensor is copied or decoded. Throws a CheckpointError, one
 * sentence naming file and field, where the file is damaged, cut short, or holds a block format that we have no codec of.
 */
export function readGguf(path: string): GgufFile {
  const { version, metadata, tensors } = reading(path, readGgufHeader);
  return scope(() => {
    const file = mapped(path);
    const views = tensors.map((info): [string, GgufTensor] => {
      return [info.name, { shape: info.shape, codec: info.codec, bytes: ggufBytes(file, info) }];
    });
    return { version, metadata, tensors: new Map(views) };
  });
}

/** The bytes of one tensor, uint8 [blocks * blockBytes], out of the mapped file. */
export function ggufBytes(file: Tensor, info: GgufInfo): Tensor {
  return cut(file, info, ALIGNMENT);
}
