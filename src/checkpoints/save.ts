import { join } from "node:path";
import { architecture, type ModelConfig, translate } from "../models/index.ts";
import { distinctWeights, type Module, modules } from "../nn/index.ts";
import type { TokenizerFiles } from "../tokenizers/index.ts";
import { writeAtomically } from "./atomic.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { CONFIG } from "./files.ts";
import { here, type PendingTensor } from "./pending.ts";
import { writeWeights } from "./shards.ts";

export interface SaveOptions {
  /** Written as they are, beside the model; `readTokenizerFiles` has them from another folder. */
  tokenizerFiles?: TokenizerFiles;
  /** Where the weights take more bytes than this, they are written in several files. Default: never. */
  shardBytes?: number;
}
export interface Saved extends SaveOptions {
  model: Module;
  config: ModelConfig;
}

/**
 * Writes a model as Hugging Face's `transformers` reads it: `model.safetensors`, or several files and their index, and
 * `config.json`, each atomically. A tie is stored once. Throws a CheckpointError where a weight has no name there, or the
 * disk refuses.
 */
export async function save(folder: string, { model, config, ...options }: Saved): Promise<void> {
  const inBlocks = [...modules(model)].find((part) => part.storage().length > 0);
  if (inBlocks !== undefined)
    throw new CheckpointError(folder, inBlocks.path, "runs on blocks and has no values to save");
  const weights = [...distinctWeights(model)].map(([path, weight]) => [path, here(weight)] as const);
  writeFolder(folder, new Map(weights), config, options);
}

/** `save` of weights by our paths, each made when its turn comes. */
export function writeFolder(
  folder: string,
  weights: ReadonlyMap<string, PendingTensor>,
  config: ModelConfig,
  { tokenizerFiles, shardBytes }: SaveOptions,
): void {
  const { names, write } = architecture(config.kind).huggingFace;
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
