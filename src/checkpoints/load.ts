/** A model from wherever it is: a known name, the Hugging Face hub, a folder, a file. */
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { DecoderConfig, EncoderConfig } from "../models/index.ts";
import { Decoder, Encoder } from "../nn/index.ts";
import { cachedModel, knownModels, obtain } from "../setup/models.mjs";
import { scope } from "../tensor/index.ts";
import { type Tokenizer, tokenizerFromGguf, tokenizerFromJson } from "../tokenizers/index.ts";
import { reading } from "./byte-reader.ts";
import { CheckpointError, locating } from "./checkpoint-error.ts";
import { ggufOf, readConfig, readGgufConfig } from "./config.ts";
import { CONFIG, findWeights, once, readShards, readTokenizerFiles } from "./files.ts";
import { type GgufHeader, readGgufHeader } from "./gguf-header.ts";
import { fill, storedGguf, storedSafetensors, type WeightDType } from "./weights.ts";

/** Which models are wanted: those that write text, those that read it, or either. */
export type Family = "decoder" | "encoder" | "any";

/** A model and its config. */
export type Built<F extends Family = "decoder"> = {
  decoder: { readonly model: Decoder; readonly config: DecoderConfig } & HowToRun;
  encoder: { readonly model: Encoder; readonly config: EncoderConfig } & HowToRun;
  any: Built<"decoder"> | Built<"encoder">;
}[F];

interface HowToRun {
  /** Whether its runs should be fast, as `PassOptions.fast` has it: for dtype "stored". */
  readonly fast: boolean;
}

export type Loaded<F extends Family = "decoder"> = Built<F> & {
  /** As it was asked for. */
  readonly name: string;
  readonly tokenizer: Tokenizer;
  /** The folder or the file it came from. */
  readonly path: string;
};

export interface PullOptions {
  /** Is told what is done and how far it is, a line at a time. */
  onProgress?: (line: string) => void;
  signal?: AbortSignal;
}

export interface LoadOptions<F extends Family = "decoder"> extends PullOptions {
  /** A model of another family is refused. Default "decoder". */
  family?: F;
  /**
   * What the weights become, however they are stored; default float32. "stored" leaves those that a GGUF file has in blocks
   * of Q4_0, Q4_1 or Q8_0 where they lie, mapped and not copied, makes all others float32 and asks for fast runs: less
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
export async function load<F extends Family = "decoder">(
  name: string,
  { dtype = "float32", pull: mayPull = true, family, ...options }: LoadOptions<F> = {},
): Promise<Loaded<F>> {
  const path = mayPull ? await pull(name, options) : present(name);
  const found = loadFrom(path, dtype, tokenizerOf);
  return Object.assign(ofFamily<F>(found, family, name), { tokenizer: found.tokenizer, name, path });
}

/** The model and its config from a folder or a file alone, without a tokenizer. */
export function loadModel<F extends Family = "decoder">(
  path: string,
  { dtype = "float32", family }: { dtype?: WeightDType | "stored"; family?: F } = {},
): Built<F> {
  return ofFamily(
    loadFrom(path, dtype, () => ({})),
    family,
    path,
  );
}

function ofFamily<F extends Family>(
  { model, config, fast }: Untold,
  family: Family = "decoder",
  name: string,
): Built<F> {
  if (family === "decoder" && !(model instanceof Decoder)) {
    throw new CheckpointError(name, "", "is an encoder, which writes no text: ask for the family encoder, or any");
  }
  if (family === "encoder" && !(model instanceof Encoder)) {
    throw new CheckpointError(name, "", "is a decoder, and an encoder was asked for");
  }
  return { model, config, fast } as Built<F>; // a config's architecture has built the model
}

/** The tokenizer alone, of a folder, a GGUF file, or a `tokenizer.json` and what lies beside it. No weights are read. */
export function loadTokenizer(path: string): Tokenizer {
  if (basename(path) === "tokenizer.json") return tokenizerOf({ folder: dirname(path) }).tokenizer;
  if (existsSync(join(path, "tokenizer.json"))) return tokenizerOf({ folder: path }).tokenizer;
  const found = findWeights(path);
  if (found.format !== "gguf") return tokenizerOf({ folder: dirname(found.path) }).tokenizer;
  return tokenizerOf({ file: found.path, gguf: reading(found.path, readGgufHeader) }).tokenizer;
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

/** A model before anybody looked at which family it is of. */
type Untold = { model: Decoder | Encoder; config: DecoderConfig | EncoderConfig } & HowToRun;

/** The tokenizer comes first: what is wrong with it is known before the weights are read. */
function loadFrom<T extends object>(path: string, dtype: WeightDType | "stored", tokenizer: (origin: Origin) => T) {
  const found = findWeights(path);
  const fast = dtype === "stored";
  return scope(() => (found.format === "gguf" ? fromGguf(found.path) : fromFolder(found.path)));

  function fromGguf(file: string): Untold & T {
    const gguf = reading(file, readGgufHeader);
    const described = readGgufConfig(file, gguf);
    const rest = tokenizer({ gguf, file });
    const names = ggufOf(described.architecture, file).names;
    const model = fill(described, storedGguf(file, gguf, described), { names, file, dtype });
    return { model, config: described.config, fast, ...rest };
  }

  function fromFolder(file: string): Untold & T {
    const folder = dirname(file);
    const shards = once(() => readShards(file));
    const described = readConfig(join(folder, CONFIG), (name) => shards().has(name));
    const rest = tokenizer({ folder });
    const names = described.architecture.huggingFace.names;
    const model = fill(described, storedSafetensors(shards()), { names, file, dtype });
    return { model, config: described.config, fast, ...rest };
  }
}
