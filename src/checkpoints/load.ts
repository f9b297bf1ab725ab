/** A model from wherever it is: a known name, the Hugging Face hub, a folder, a file. */
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { GenerationDefaults, SentenceDefaults } from "../generation/index.ts";
import type { Facts, ModelConfig } from "../models/index.ts";
import { type Ability, type Able, isAble, type Module } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { cachedModel, knownModels, obtain } from "../setup/models.mjs";
import { build, scope } from "../tensor/index.ts";
import { type Tokenizer, tokenizerFromGguf, tokenizerFromJson } from "../tokenizers/index.ts";
import { CheckpointError, locating } from "./checkpoint-error.ts";
import { type Described, readConfig, readGgufConfig, readJson, tellUnknown } from "./config.ts";
import { CONFIG, findWeights, GENERATION, once, readShards } from "./files.ts";
import { readGeneration } from "./generation-config.ts";
import { readWholeGguf, type WholeGguf } from "./gguf-parts.ts";
import { generationFromGguf, unreadSampling } from "./sampling-keys.ts";
import { readSentenceFiles, sentenceDefaults } from "./sentence-files.ts";
import { type Stored, storedGguf, storedSafetensors, type WeightDType } from "./stored.ts";
import { untied } from "./ties.ts";
import { holdsTokenizer, isTokenizerFile, readTokenizerFiles } from "./tokenizer-files.ts";
import { fill } from "./weights.ts";

/** A model, what it was built from, and what it says of itself. */
export interface Built<A extends Ability = "write"> {
  /** With its weights. */
  readonly model: Able[A];
  /** What it was built from, `kind` and all. */
  readonly config: ModelConfig;
  /** What it says of itself. */
  readonly facts: Facts;
  /** Whether its runs should be fast, as `RunSettings.fast` has it: for dtype "stored". */
  readonly fast: boolean;
}

/** A model with all that its files say of it: how to read, to draw and to embed. */
export interface Loaded<A extends Ability = "write"> extends Built<A> {
  /** As it was asked for. */
  readonly name: string;
  /** The one that it reads with. */
  readonly tokenizer: Tokenizer;
  /** What its files say of how answers are drawn. */
  readonly generation: GenerationDefaults;
  /** What they say of how a text becomes a vector, where they are a sentence encoder's. */
  readonly sentence: SentenceDefaults | undefined;
  /** The folder or the file it came from. */
  readonly path: string;
}

/** Who hears what a person should read. */
export interface NoteOptions {
  /** Is told what a person should know of the model, a line each: what is passed over, guessed, kept or fetched. */
  onNote?: (line: string) => void;
}

/** Who hears how fetching goes, and who may end it. */
export interface PullOptions extends NoteOptions {
  /** Is told how far it is: a line that the next one makes old. */
  onProgress?: (line: string) => void;
  /** Ends the fetching; what was fetched is gone on from next time. */
  signal?: AbortSignal;
}

/** Beside `able`: what the model must be able to do, "write" unless it is said; a model that is not is refused. */
export interface LoadModelOptions extends NoteOptions {
  /**
   * What the weights become, however they are stored; default float32. "stored" leaves those that a GGUF file has in blocks
   * of Q4_0, Q4_1 or Q8_0 where they lie, mapped and not copied, makes all others float32 and asks for fast runs: less
   * memory and the fastest decoding, equal to float32 but for rounding. Products with more than eight tokens round to
   * bfloat16 where the processor multiplies that.
   */
  dtype?: WeightDType | "stored";
}

/** How a model is found and loaded. */
export interface LoadOptions extends LoadModelOptions, PullOptions {
  /** Whether to fetch a model that is not on this machine. Default true. */
  pull?: boolean;
}

interface Asks {
  able?: Ability;
}

const hears = { onNote: "function?", onProgress: "function?" } as const;
const checkPull = optionsOf<PullOptions>("pull", { ...hears, signal: "object?" });
const checkLoad = optionsOf<LoadOptions & Asks>("load", {
  ...hears,
  signal: "object?",
  dtype: "text?",
  pull: "flag?",
  able: "text?",
});
const checkLoadModel = optionsOf<LoadModelOptions & Asks>("loadModel", {
  onNote: "function?",
  dtype: "text?",
  able: "text?",
});

/**
 * Loads a model: a known name, `owner/name` of the Hugging Face hub, a folder, or a `.gguf` or `.safetensors` file (with
 * `config.json` and `tokenizer.json` beside it). The weights are held until they are released or collected. Throws an
 * Error of one sentence where there is no such model or its files are damaged.
 */
export async function load<A extends Ability>(name: string, options: LoadOptions & { able: A }): Promise<Loaded<A>>;
export async function load(name: string, options?: LoadOptions): Promise<Loaded>;
export async function load(name: string, asked: LoadOptions & Asks = {}): Promise<Loaded<Ability>> {
  checkLoad(asked);
  build(); // nothing is fetched that could not run
  const { pull: mayPull = true, able = "write", ...options } = asked;
  const path = mayPull ? await fetched(name, options) : present(name);
  const { tokenizer, generation, sentence, ...built } = loadFrom(path, options, (origin) => ({
    ...tokenizerOf(origin),
    generation: generationOf(origin, options.onNote),
    sentence: "gguf" in origin ? undefined : sentenceOf(origin.folder),
  }));
  tellTokens(path, tokenizer, built.facts, options.onNote);
  return { ...built, model: ableTo(built.model, able, name), tokenizer, generation, sentence, name, path };
}

/** More tokens than the model has rows for are harmless until a text needs one: that is refused, and here it is said. */
function tellTokens(path: string, tokenizer: Tokenizer, { vocabulary }: Facts, tell: NoteOptions["onNote"]): void {
  const { vocabularySize: tokens } = tokenizer;
  if (tokens <= vocabulary) return;
  tell?.(
    `${path}: its tokenizer has ${tokens} tokens, and its model's table ${vocabulary} rows: text with one of the others is refused`,
  );
}

/** The model and its config from a folder or a file alone, without a tokenizer. */
export function loadModel<A extends Ability>(path: string, options: LoadModelOptions & { able: A }): Built<A>;
export function loadModel(path: string, options?: LoadModelOptions): Built;
export function loadModel(path: string, asked: LoadModelOptions & Asks = {}): Built<Ability> {
  checkLoadModel(asked);
  const { able = "write", ...options } = asked;
  const built = loadFrom(path, options, () => ({}));
  return { ...built, model: ableTo(built.model, able, path) };
}

const VERBS = { run: "runs", read: "reads tokens", write: "writes text", recall: "recalls a source" } as const;

/** A model, where it is able to do what is asked for. */
function ableTo<A extends Ability>(model: Module, ability: A, name: string): Able[A] {
  if (isAble(model, ability)) return model;
  const does = (["recall", "write", "read", "run"] as const).find((one) => isAble(model, one)) ?? "run";
  const why = `a model that ${VERBS[ability]} was asked for, and this one ${VERBS[does]}: load it as able to "${does}"`;
  throw new CheckpointError(name, "", why);
}

/**
 * The tokenizer alone, of a folder, a GGUF file, or a `tokenizer.json` or `tokenizer.model` and what lies beside it. No weights are
 * read.
 */
export function loadTokenizer(path: string): Tokenizer {
  if (isTokenizerFile(basename(path))) return tokenizerOf({ folder: dirname(path) }).tokenizer;
  if (holdsTokenizer(path)) return tokenizerOf({ folder: path }).tokenizer;
  const found = findWeights(path);
  if (found.format !== "gguf") return tokenizerOf({ folder: dirname(found.path) }).tokenizer;
  return tokenizerOf({ gguf: readWholeGguf(found.path) }).tokenizer;
}

/** What a folder or a GGUF file says of how answers are drawn: what `open` takes where `generate` is told nothing. No weights are read. */
export function loadGeneration(path: string): GenerationDefaults {
  const { format, path: file } = findWeights(path);
  return generationOf(format === "gguf" ? { gguf: readWholeGguf(file) } : { folder: dirname(file) });
}

function generationOf(origin: Origin, tell: (line: string) => void = () => {}): GenerationDefaults {
  const path = "gguf" in origin ? origin.gguf.file : join(origin.folder, GENERATION);
  const said = "gguf" in origin ? generationFromGguf(origin.gguf.metadata) : existsSync(path) ? readJson(path) : {};
  const { passedOver, ...generation } = readGeneration(path, said);
  const unread = "gguf" in origin ? unreadSampling(origin.gguf.metadata) : passedOver;
  if (unread.length > 0) tell(`${path}: passed over, since nothing here does it: ${unread.join(", ")}`);
  return generation;
}

function sentenceOf(folder: string): SentenceDefaults | undefined {
  const config = join(folder, "tokenizer_config.json");
  return sentenceDefaults(folder, readSentenceFiles(folder), existsSync(config) ? readJson(config) : {});
}

/**
 * Makes sure that a model is on this machine; returns its folder, or the file where a file was named. Rejects where
 * there is no such model, it cannot be fetched, or the options do not fit.
 */
export async function pull(name: string, options: PullOptions = {}): Promise<string> {
  checkPull(options);
  return fetched(name, options);
}

async function fetched(name: string, options: PullOptions): Promise<string> {
  if (isPath(name)) return name;
  const { onProgress = () => {}, onNote = () => {}, signal } = options;
  const report = { line: onNote, progress: onProgress };
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
  return existsSync(name) || /^[./~]|\.(gguf|safetensors)$/i.test(name);
}

/** A GGUF file, or the folder of a Hugging Face checkpoint. */
type Origin = { gguf: WholeGguf } | { folder: string };

function tokenizerOf(origin: Origin, tell?: (line: string) => void): { tokenizer: Tokenizer } {
  if ("gguf" in origin) {
    const { file, metadata } = origin.gguf;
    return {
      tokenizer: locating(
        () => file,
        () => tokenizerFromGguf(metadata, tell, generationFromGguf(metadata)),
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
function loadFrom<T extends object>(
  path: string,
  { dtype = "float32", onNote = () => {} }: LoadModelOptions,
  tokenizer: (origin: Origin, tell: (line: string) => void) => T,
): Built<"run"> & T {
  const { format, path: file } = findWeights(path);
  return scope(() => (format === "gguf" ? fromGguf() : fromFolder()));

  function fromGguf() {
    const gguf = readWholeGguf(file);
    const described = readGgufConfig(gguf.file, gguf);
    const rest = tokenizer({ gguf }, onNote);
    return built(described, storedGguf(gguf), rest);
  }

  function fromFolder() {
    const folder = dirname(file);
    const shards = once(() => readShards(file));
    const described = readConfig(join(folder, CONFIG), (name) => shards().has(name));
    const rest = tokenizer({ folder }, onNote);
    return built(described, storedSafetensors(shards(), described, onNote), rest);
  }

  function built(said: Described, stored: ReadonlyMap<string, Stored>, rest: T) {
    tellUnknown(said, onNote);
    const described = untied(said, stored, file, onNote);
    const { architecture, config } = described;
    const model = fill(described, stored, { file, dtype });
    return { ...rest, model, config, facts: architecture.facts(config), fast: dtype === "stored" };
  }
}
