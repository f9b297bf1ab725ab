import { join } from "node:path";
import { architecture, type ModelConfig } from "../models/index.ts";
import { distinctWeights, type Module, modules } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { ggufFromTokenizerFiles, type Tokenizer, type TokenizerFiles } from "../tokenizers/index.ts";
import { jsonText } from "./as-read.ts";
import { writeAtomically } from "./atomic.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { ownConfig, ownNames } from "./config.ts";
import { CONFIG, GENERATION, isGguf } from "./files.ts";
import { type GgufWeight, writeGgufModel } from "./gguf-model.ts";
import { underTheirNames } from "./holding.ts";
import type { Loaded } from "./load.ts";
import type { Quantization } from "./mixtures.ts";
import { here, type PendingTensor } from "./pending.ts";
import { samplingKeys } from "./sampling-keys.ts";
import type { SentenceFiles } from "./sentence-files.ts";
import { writeWeights } from "./shards.ts";
import { removeStale } from "./stale.ts";
import { FLOATS } from "./stored.ts";
import { withRoles } from "./token-roles.ts";

/** What stands beside the weights, and what these become. */
export interface SaveOptions {
  /** The tokenizer: its files are written as `tokenizerFiles` are. */
  tokenizer?: Tokenizer;
  /**
   * Written beside the model as they are, but that `config.json` and `generation_config.json` name the tokens that begin and end a
   * turn; `readTokenizerFiles` has them from another folder. Those of a tokenizer that was there before are removed. GGUF cannot be
   * without.
   */
  tokenizerFiles?: TokenizerFiles;
  /** Into a folder: what makes it a sentence encoder's; `readSentenceFiles` has it from another folder. */
  sentenceFiles?: SentenceFiles;
  /**
   * Into a folder: whether config and weights are called as transformers calls them, or as we do. Default: theirs, where they know
   * the architecture.
   */
  names?: "theirs" | "ours";
  /** Into a folder: where the weights take more bytes than this, they are written in several files. Default: never. */
  shardBytes?: number;
  /** Into GGUF: the format of matrices, or a mixture. Default: that of their elements. */
  quantize?: Quantization;
}
/** A model, and how it is written. */
export interface Saved extends SaveOptions {
  /** With numbers here: what runs on blocks is converted and not saved. */
  model: Module;
  /** What it was built from. */
  config: ModelConfig;
}

const checkSaved = optionsOf<Saved & Partial<Loaded>>("save", {
  ...{ model: "object", config: "object", tokenizer: "object?", tokenizerFiles: "object?", sentenceFiles: "object?" },
  ...{ names: "text?", shardBytes: "number?", quantize: "text?" },
  // What `load` gives may be given as it is.
  ...{ name: "text?", facts: "object?", fast: "flag?", generation: "object?", sentence: "object?", path: "text?" },
});

/**
 * Writes a model, each file atomically: where `to` ends in `.gguf` as llama.cpp reads it, in one file, else a
 * folder with `config.json` and `model.safetensors`, or several files and their index, as Hugging Face's `transformers` reads
 * it or, where that has no such architecture, as `load` does. A tie is stored once.
 * What `load` gives is written as `load` reads it, whatever form it came from; without a tokenizer, `loadModel` alone reads it. Throws a CheckpointError where a weight has no name there, or the disk refuses.
 */
export async function save(to: string, saved: Saved): Promise<void> {
  checkSaved(saved);
  const { model, config, ...options } = saved;
  const inBlocks = [...modules(model)].find((part) => part.storage().length > 0);
  if (inBlocks !== undefined) throw new CheckpointError(to, inBlocks.path, "runs on blocks and has no values to save");
  const weights = new Map(distinctWeights(model));
  if (isGguf(to)) saveGguf(to, weights, config, options);
  else writeFolder(to, new Map([...weights].map(([path, weight]) => [path, here(weight)])), config, options);
}

function saveGguf(
  path: string,
  weights: ReadonlyMap<string, Tensor>,
  config: ModelConfig,
  { quantize, ...options }: SaveOptions,
): void {
  const tokenizerFiles = filesOf(path, options);
  if (tokenizerFiles === undefined) throw new CheckpointError(path, "", "a GGUF file holds a tokenizer: give one");
  const pending = [...weights].map(([at, weight]): [string, GgufWeight] => {
    const codec = FLOATS[weight.dtype];
    if (codec === undefined) throw new CheckpointError(path, at, `${weight.dtype} is no weight's dtype`);
    return [at, { shape: weight.shape, codec, read: () => weight }];
  });
  const { vocabulary } = architecture(config.kind).facts(config);
  const beside = { ...ggufFromTokenizerFiles(tokenizerFiles, vocabulary), ...samplingKeys(tokenizerFiles[GENERATION]) };
  writeGgufModel(path, new Map(pending), config, beside, { quantize });
}

/** `save` of weights by our paths, each made when its turn comes. */
export function writeFolder(
  folder: string,
  weights: ReadonlyMap<string, PendingTensor>,
  config: ModelConfig,
  { sentenceFiles = {}, shardBytes, names = "theirs", ...options }: SaveOptions,
  tell?: (line: string) => void,
): void {
  const tokenizerFiles = filesOf(folder, options);
  const form = names === "theirs" ? architecture(config.kind).huggingFace : undefined;
  const nameless = (path: string) => new CheckpointError(folder, path, `${config.kind} has no such weight`);
  const named = underTheirNames(weights, form?.names ?? ownNames, config, nameless);
  writeWeights(folder, named, shardBytes);
  const [first] = named.values();
  const { roles, files } = tokenizerFiles ? withRoles(tokenizerFiles, tell) : { roles: {}, files: {} };
  const about = { ...(form?.write(config) ?? ownConfig(config)), ...roles, torch_dtype: first?.dtype };
  removeStale(folder, { tokenizer: tokenizerFiles && Object.keys(files), sentence: Object.keys(sentenceFiles) });
  writeText(join(folder, CONFIG), about);
  for (const [name, content] of Object.entries({ ...files, ...sentenceFiles })) writeText(join(folder, name), content);
}

function filesOf(to: string, { tokenizer, tokenizerFiles }: SaveOptions): TokenizerFiles | undefined {
  if (tokenizerFiles !== undefined || tokenizer === undefined) return tokenizerFiles;
  if (tokenizer.files === undefined)
    throw new CheckpointError(to, "", "its tokenizer was made of parts and has no files");
  return tokenizer.files;
}

/** A text as it is, anything else as JSON. */
function writeText(path: string, content: unknown): void {
  const text = typeof content === "string" ? content : jsonText(content);
  writeAtomically(path, (write) => write(Buffer.from(text)));
}
