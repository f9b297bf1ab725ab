import { join } from "node:path";
import { architecture, type ModelConfig, translate } from "../models/index.ts";
import { distinctWeights, type Module, modules } from "../nn/index.ts";
import type { EncodingCodecName } from "../quantization/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { ggufFromTokenizerFiles, type TokenizerFiles } from "../tokenizers/index.ts";
import { writeAtomically } from "./atomic.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import type { Described } from "./config.ts";
import { CONFIG } from "./files.ts";
import { type GgufWeight, writeGgufModel } from "./gguf-model.ts";
import { here, type PendingTensor } from "./pending.ts";
import { writeWeights } from "./shards.ts";
import { FLOATS } from "./weights.ts";

export interface SaveOptions {
  /** Written as they are, beside the model; `readTokenizerFiles` has them from another folder. GGUF cannot be without. */
  tokenizerFiles?: TokenizerFiles;
  /** Into a folder: where the weights take more bytes than this, they are written in several files. Default: never. */
  shardBytes?: number;
  /** Into GGUF: the format of matrices. Default: that of their elements. */
  quantize?: EncodingCodecName;
}
export interface Saved extends SaveOptions {
  model: Module;
  config: ModelConfig;
}

/**
 * Writes a model, each file atomically: where `to` ends in `.gguf` as llama.cpp reads it, in one file, else as Hugging
 * Face's `transformers` does, a folder with `config.json` and `model.safetensors`, or several files and their index. A tie
 * is stored once. Throws a CheckpointError where a weight has no name there, or the disk refuses.
 */
export async function save(to: string, { model, config, ...options }: Saved): Promise<void> {
  const inBlocks = [...modules(model)].find((part) => part.storage().length > 0);
  if (inBlocks !== undefined) throw new CheckpointError(to, inBlocks.path, "runs on blocks and has no values to save");
  const weights = new Map(distinctWeights(model));
  if (to.endsWith(".gguf")) saveGguf(to, weights, config, options);
  else writeFolder(to, new Map([...weights].map(([path, weight]) => [path, here(weight)])), config, options);
}

function saveGguf(
  path: string,
  weights: ReadonlyMap<string, Tensor>,
  config: ModelConfig,
  { tokenizerFiles, quantize }: SaveOptions,
): void {
  if (tokenizerFiles === undefined)
    throw new CheckpointError(path, "", "a GGUF file holds a tokenizer: give tokenizerFiles");
  const pending = [...weights].map(([at, weight]): [string, GgufWeight] => {
    const codec = FLOATS[weight.dtype];
    if (codec === undefined) throw new CheckpointError(path, at, `${weight.dtype} is no weight's dtype`);
    return [at, { shape: weight.shape, codec, read: () => weight }];
  });
  writeGgufModel(
    path,
    new Map(pending),
    described(config),
    ggufFromTokenizerFiles(tokenizerFiles, config.vocabulary),
    quantize,
  );
}

function described(config: ModelConfig): Described {
  return { architecture: architecture(config.kind as string), config };
}

/** `save` of weights by our paths, each made when its turn comes. */
export function writeFolder(
  folder: string,
  weights: ReadonlyMap<string, PendingTensor>,
  config: ModelConfig,
  { tokenizerFiles, shardBytes }: SaveOptions,
): void {
  const { names, write } = described(config).architecture.huggingFace;
  const named = [...weights].map(([path, weight]): [string, PendingTensor] => {
    const name = translate(names, path, { reverse: true });
    if (name === undefined) throw new CheckpointError(folder, path, `${config.kind} has no such weight`);
    return [name, weight];
  });
  writeWeights(folder, new Map(named), shardBytes);
  writeText(join(folder, CONFIG), { ...write(config), torch_dtype: named[0]?.[1].dtype });
  for (const [name, content] of Object.entries(tokenizerFiles ?? {})) writeText(join(folder, name), content);
}

/** A text as it is, anything else as JSON. */
function writeText(path: string, content: unknown): void {
  const text = typeof content === "string" ? content : `${JSON.stringify(content, undefined, 2)}\n`;
  writeAtomically(path, (write) => write(Buffer.from(text)));
}
