/** A model from wherever it is: a known name, the Hugging Face hub, a folder, a file. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ModelConfig } from "../models/index.ts";
import type { Decoder } from "../nn/index.ts";
import { cachedModel, knownModels, obtain } from "../setup/models.mjs";
import { scope } from "../tensor/index.ts";
import { type Tokenizer, tokenizerFromGguf, tokenizerFromJson } from "../tokenizers/index.ts";
import { reading } from "./byte-reader.ts";
import { CheckpointError, locating } from "./checkpoint-error.ts";
import { readConfig, readGgufConfig } from "./config.ts";
import { CONFIG, findWeights, readShards, readTokenizerFiles } from "./files.ts";
import { type GgufHeader, readGgufHeader } from "./gguf-header.ts";
import { fill, storedGguf, storedSafetensors, type WeightDType } from "./weights.ts";

export interface Loaded {
  /** As it was asked for. */
  readonly name: string;
  readonly model: Decoder;
  readonly config: ModelConfig;
  readonly tokenizer: Tokenizer;
  /** The folder or the file it came from. */
  readonly path: string;
}

export interface PullOptions {
  /** Is told what is done and how far it is, a line at a time. */
  onProgress?: (line: string) => void;
  signal?: AbortSignal;
}

export interface LoadOptions extends PullOptions {
  /**
   * What the weights become, however they are stored; default float32. "stored" leaves those that a GGUF file has in blocks
   * of Q4_0, Q4_1 or Q8_0 where they lie, mapped and not copied, makes all others float32 and runs on fused kernels: less
   * memory and the fastest decoding, equal to float32 but for rounding. Products with more than eight tokens round to
   * bfloat16 where the processor multiplies that.
   */
  dtype?: WeightDType | "stored";
  /** Whether to fetch a model that is not on this machine. Default true. */
  pull?: boolean;
}

/**
 * Loads a model: a known name, `owner/name` of the Hugging Face hub, a folder, or a `.gguf` or `.safetensors` file (with
 * `config.json` and `tokenizer.json` beside it). The weights are held until they are released or collected. Throws an
 * Error of one sentence where there is no such model or its files are damaged.
 */
export async function load(
  name: string,
  { dtype = "float32", pull: mayPull = true, ...options }: LoadOptions = {},
): Promise<Loaded> {
  const path = mayPull ? await pull(name, options) : present(name);
  return { name, path, ...loadFrom(path, dtype, tokenizerOf) };
}

/** The model and its config from a folder or a file alone, without a tokenizer. */
export function loadModel(
  path: string,
  { dtype = "float32" }: { dtype?: WeightDType | "stored" } = {},
): Pick<Loaded, "model" | "config"> {
  return loadFrom(path, dtype, () => ({}));
}

/** Makes sure that a model is on this machine; returns its folder, or the file where a file was named. */
export async function pull(name: string, { onProgress = () => {}, signal }: PullOptions = {}): Promise<string> {
  if (isPath(name)) return name;
  const report = { line: onProgress, progress: onProgress };
  return obtain(name, signal === undefined ? { report } : { report, signal });
}

function present(name: string): string {
  const path = isPath(name) ? name : cachedModel(name);
  if (path === undefined) throw new CheckpointError(name, "", "the model is not on this machine: run `npx tenon pull`");
  return path;
}

/** A known name is never a path; `owner/name` is one where there is such a folder. */
function isPath(name: string): boolean {
  if (knownModels.includes(name)) return false;
  return existsSync(name) || /^[./~]|\.(gguf|safetensors)$/.test(name);
}

/** A GGUF file, or the folder of a Hugging Face checkpoint. */
type Origin = { gguf: GgufHeader; file: string } | { folder: string };

function tokenizerOf(origin: Origin): { tokenizer: Tokenizer } {
  if ("gguf" in origin) {
    const { file, gguf } = origin;
    return {
      tokenizer: locating(
        () => file,
        () => tokenizerFromGguf(gguf.metadata),
      ),
    };
  }
  const { folder } = origin;
  const files = readTokenizerFiles(folder);
  return {
    tokenizer: locating(
      (file) => join(folder, file),
      () => tokenizerFromJson(files),
    ),
  };
}

/** The tokenizer comes first: what is wrong with it is known before the weights are read. */
function loadFrom<T extends object>(path: string, dtype: WeightDType | "stored", tokenizer: (origin: Origin) => T) {
  const found = findWeights(path);
  return scope(() => (found.format === "gguf" ? fromGguf(found.path) : fromFolder(found.path)));

  function fromGguf(file: string): Pick<Loaded, "model" | "config"> & T {
    const gguf = reading(file, readGgufHeader);
    const described = readGgufConfig(file, gguf);
    const rest = tokenizer({ gguf, file });
    const names = described.architecture.gguf.names;
    const model = fill(described, storedGguf(file, gguf, described), { names, file, dtype });
    return { model, config: described.config, ...rest };
  }

  function fromFolder(file: string): Pick<Loaded, "model" | "config"> & T {
    const folder = dirname(file);
    const described = readConfig(join(folder, CONFIG));
    const rest = tokenizer({ folder });
    const names = described.architecture.huggingFace.names;
    const model = fill(described, storedSafetensors(readShards(file)), { names, file, dtype });
    return { model, config: described.config, ...rest };
  }
}
