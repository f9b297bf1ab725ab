/** A model as a GGUF file: weights under llama.cpp's names and in its order of rows, and what it must be told of them. */
import { basename, extname } from "node:path";
import { architecture as architectureOf, type ModelConfig, translate } from "../models/index.ts";
import {
  type Codec,
  type EncodingCodec,
  type EncodingCodecName,
  encodingCodecs,
  f16,
  f32,
} from "../quantization/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { ggufOf } from "./config.ts";
import { type GgufValue, type PendingGguf, writeGguf } from "./gguf-writing.ts";
import { underTheirNames } from "./holding.ts";

/** A weight that is made when its turn has come. */
export interface GgufWeight {
  readonly shape: readonly number[];
  /** How it is stored now. */
  readonly codec: Codec;
  /** Its values, of any floating type, in our order of rows. Called inside a scope. */
  read(): Tensor;
}

/** llama.cpp's number for a file most of whose weights are in a format. */
const FILE_TYPES: Readonly<Record<EncodingCodecName, number>> = {
  F32: 0,
  F16: 1,
  Q4_0: 2,
  Q4_1: 3,
  Q8_0: 7,
  Q5_0: 8,
  Q5_1: 9,
  BF16: 32,
};
/** Of the layout of blocks, which llama.cpp has changed twice. */
const QUANTIZATION_VERSION = 2;

/**
 * Writes weights by our paths, and what stands `beside` them: the tokenizer, how answers are drawn. Matrices take the format that is asked for, or keep theirs; rows that are not whole blocks of
 * it become F16; vectors are F32, which is all that llama.cpp's operators on them know. Throws a CheckpointError where a
 * weight has no name there or a format that cannot be written, or the disk refuses.
 */
export function writeGgufModel(
  path: string,
  weights: ReadonlyMap<string, GgufWeight>,
  config: ModelConfig,
  beside: Readonly<Record<string, GgufValue>>,
  quantize?: EncodingCodecName,
): void {
  const { names, architecture, write } = ggufOf(architectureOf(config.kind), path);
  const nameless = (at: string) => new CheckpointError(path, at, `${architecture} has no such weight`);
  const named = underTheirNames(weights, names, config, nameless);
  const tensors = [...named].map(([name, { shape, codec, read }]): [string, PendingGguf] => {
    const chosen =
      shape.length < 2 ? f32 : codecFor(path, translate(names, name) ?? name, shape, quantize ?? codec.name);
    return [name, { shape, codec: chosen, read }];
  });
  const [embedding] = tensors;
  const metadata: Record<string, GgufValue> = {
    "general.architecture": architecture,
    "general.type": "model",
    "general.name": basename(path, extname(path)),
    "general.file_type": { uint32: FILE_TYPES[embedding![1].codec.name as EncodingCodecName] },
    "general.quantization_version": { uint32: QUANTIZATION_VERSION },
    ...write(config),
    ...beside,
  };
  writeGguf(path, metadata, new Map(tensors));
}

function codecFor(path: string, at: string, shape: readonly number[], name: string): EncodingCodec {
  const found = encodingCodecs.find((codec) => codec.name === name);
  if (found === undefined) {
    throw new CheckpointError(path, at, `${name} can be read but not written: name a format to quantize to`);
  }
  return shape.at(-1)! % found.blockSize === 0 ? found : f16;
}
