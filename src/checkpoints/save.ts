import { join } from "node:path";
import { architecture, type ModelConfig, translate } from "../models/index.ts";
import { distinctWeights, type Module } from "../nn/index.ts";
import type { Tensor } from "../tensor/index.ts";
import type { TokenizerFiles } from "../tokenizers/index.ts";
import { writeAtomically } from "./atomic.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { CONFIG, WEIGHTS } from "./files.ts";
import { writeSafetensors } from "./safetensors.ts";

export interface Saved {
  model: Module;
  config: ModelConfig;
  /** Written as they are, beside the model; `readTokenizerFiles` has them from another folder. */
  tokenizerFiles?: TokenizerFiles;
}

/**
 * Writes a model as Hugging Face's `transformers` reads it: `model.safetensors` and `config.json`, each atomically. A tie is
 * stored once. Throws a CheckpointError where a weight has no name there, or the disk refuses.
 */
export async function save(folder: string, { model, config, tokenizerFiles }: Saved): Promise<void> {
  const { names, write } = architecture(config.kind).huggingFace;
  const tensors = new Map<string, Tensor>();
  for (const [path, weight] of distinctWeights(model)) {
    const name = translate(names, path, { reverse: true });
    if (name === undefined) throw new CheckpointError(folder, path, `${config.kind} has no such weight`);
    tensors.set(name, weight);
  }
  writeSafetensors(join(folder, WEIGHTS), tensors, { format: "pt" });
  const [first] = tensors.values();
  writeText(join(folder, CONFIG), { ...write(config), torch_dtype: first?.dtype });
  for (const [name, content] of Object.entries(tokenizerFiles ?? {})) writeText(join(folder, name), content);
}

/** A text as it is, anything else as JSON. */
function writeText(path: string, content: unknown): void {
  const text = typeof content === "string" ? content : `${JSON.stringify(content, undefined, 2)}\n`;
  writeAtomically(path, (write) => write(Buffer.from(text)));
}
