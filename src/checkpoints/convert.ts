/** From one kind of checkpoint to the other: safetensors in a folder, and GGUF. */
import { realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { distinctWeights } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { type DType, release, scope } from "../tensor/index.ts";
import { ggufFromTokenizerFiles, type TokenizerFiles } from "../tokenizers/index.ts";
import { CheckpointError, locating } from "./checkpoint-error.ts";
import { type Described, readConfig, readGgufConfig, tellUnknown } from "./config.ts";
import { CONFIG, type Found, findWeights, GENERATION, isGguf, once, readShards } from "./files.ts";
import { type GgufWeight, writeGgufModel } from "./gguf-model.ts";
import { readWholeGguf } from "./gguf-parts.ts";
import type { NoteOptions } from "./load.ts";
import type { Quantization } from "./mixtures.ts";
import { checkRange } from "./range.ts";
import { samplingKeys } from "./sampling-keys.ts";
import { writeFolder } from "./save.ts";
import { readSentenceFiles, type SentenceFiles } from "./sentence-files.ts";
import { type Stored, storedGguf, storedSafetensors } from "./stored.ts";
import { untied } from "./ties.ts";
import { ggufTokenizerFiles, readTokenizerFiles } from "./tokenizer-files.ts";
import { assemble, match } from "./weights.ts";

/** What weights become on the way, and who hears of it. */
export interface ConvertOptions extends NoteOptions {
  /**
   * Into GGUF: the format of matrices, or a mixture of formats by llama.cpp's name for it; where rows are not whole blocks of it,
   * the next that they are whole blocks of. Vectors stay F32. Default: as they are stored.
   */
  quantize?: Quantization;
  /** Into a folder: the element type of every weight. Default: as they are stored, and float32 where those are blocks. */
  dtype?: "float32" | "float16" | "bfloat16";
  /** Into a folder: where the weights take more bytes than this, they are written in several files. Default: never. */
  shardBytes?: number;
  /** Is told how far it is: a line that the next one makes old. */
  onProgress?: (line: string) => void;
}

const checkConvert = optionsOf<ConvertOptions>("convert", {
  quantize: "text?",
  dtype: "text?",
  shardBytes: "number?",
  onProgress: "function?",
  onNote: "function?",
});

/** A checkpoint that is read a weight at a time. */
interface Origin {
  /** The folder. */
  readonly place: string;
  readonly described: Described;
  /** By our path, a tie once. */
  readonly weights: ReadonlyMap<string, Stored>;
  readonly tokenizerFiles: TokenizerFiles;
  readonly sentenceFiles: SentenceFiles;
}

/**
 * Converts a checkpoint: a folder of safetensors or a GGUF file, into a GGUF file where `to` ends in `.gguf`, else into a
 * folder. The tokenizer goes with it. One weight is held at a time, beside the mapped file. Throws a CheckpointError, one
 * sentence, where the checkpoint is damaged, says what the other form cannot, or the disk
 * refuses.
 */
export async function convert(from: string, to: string, options: ConvertOptions = {}): Promise<void> {
  checkConvert(options);
  const found = findWeights(from);
  const place = found.format === "gguf" || isGguf(to) ? found.path : dirname(found.path);
  if (isSame(place, to)) throw new CheckpointError(to, "", "a checkpoint cannot be converted into itself");
  scope(() => {
    const origin = open(found, options);
    if (isGguf(to)) toGguf(origin, to, options);
    else toFolder(origin, to, options);
  });
}

function isSame(from: string, to: string): boolean {
  try {
    return realpathSync(from) === realpathSync(to);
  } catch {
    return resolve(from) === resolve(to); // there is nothing at `to` yet
  }
}

// From.

function open(found: Found, { onProgress = () => {}, onNote = () => {} }: ConvertOptions): Origin {
  const {
    described: said,
    stored,
    ...rest
  } = found.format === "gguf" ? openGguf(found.path, onNote) : openFolder(found.path, onNote);
  tellUnknown(said, onNote);
  const described = untied(said, stored, found.path, onNote);
  return { ...rest, described, weights: byPath(described, stored, found.path, onProgress) };
}

function openGguf(path: string, tell: (line: string) => void) {
  const header = readWholeGguf(path);
  const { file } = header;
  const described = readGgufConfig(file, header);
  const tokenizerFiles = ggufTokenizerFiles(header, tell);
  return { place: dirname(file), described, tokenizerFiles, sentenceFiles: {}, stored: storedGguf(header) };
}

function openFolder(file: string, onNote: (line: string) => void) {
  const place = dirname(file);
  const shards = once(() => readShards(file));
  const described = readConfig(join(place, CONFIG), (name) => shards().has(name));
  const tokenizerFiles = readTokenizerFiles(place);
  const sentenceFiles = readSentenceFiles(place);
  return { place, described, tokenizerFiles, sentenceFiles, stored: storedSafetensors(shards(), described, onNote) };
}

function byPath(
  described: Described,
  stored: ReadonlyMap<string, Stored>,
  file: string,
  onProgress: (line: string) => void,
): Map<string, Stored> {
  const model = assemble(described, stored, file);
  const blank = [...distinctWeights(model)];
  const sources = match(model, stored, described, file);
  release(...blank.map(([, weight]) => weight));
  const weights = blank.map(([path, weight], i): [string, Stored] => {
    const source = sources.get(weight)!;
    const read: Stored["read"] = (dtype) => {
      onProgress(`weight ${i + 1} of ${blank.length}: ${path}`);
      return source.read(dtype);
    };
    return [path, { ...source, read }];
  });
  return new Map(weights);
}

// To a folder.

const DTYPES: Readonly<Record<string, DType>> = { F16: "float16", BF16: "bfloat16" };

function toFolder({ described, weights, ...beside }: Origin, folder: string, options: ConvertOptions): void {
  const { dtype: wanted, shardBytes } = options;
  const pending = [...weights].map(([path, { codec, shape, read }]) => {
    const dtype = wanted ?? DTYPES[codec.name] ?? "float32";
    const narrowed = () => {
      const values = read("float32");
      const kept = values.to(dtype);
      if (dtype === "float16") checkRange(folder, path, values, dtype, () => kept);
      return kept;
    };
    return [path, { dtype, shape, read: narrowed }] as const;
  });
  const { tokenizerFiles, sentenceFiles } = beside;
  const rest = { tokenizerFiles, sentenceFiles, ...(shardBytes !== undefined && { shardBytes }) };
  writeFolder(folder, new Map(pending), described.config, rest, options.onNote);
}

// To GGUF.

function toGguf(
  { place, described, weights, tokenizerFiles, sentenceFiles }: Origin,
  path: string,
  options: ConvertOptions,
): void {
  const { architecture, config } = described;
  const tokenizer = locating(
    (name) => join(place, name),
    () => ggufFromTokenizerFiles(tokenizerFiles, architecture.facts(config).vocabulary, options.onNote),
  );
  const lost = Object.keys(sentenceFiles);
  if (lost.length > 0)
    options.onNote?.(`left out, since a GGUF file holds no sentence encoder here: ${lost.join(", ")}`);
  const sampling = samplingKeys(tokenizerFiles[GENERATION], options.onNote);
  const pending = [...weights].map(([at, stored]): [string, GgufWeight] => {
    return [at, { ...stored, read: () => stored.read("float32") }];
  });
  const beside = { ...tokenizer, ...sampling };
  writeGgufModel(path, new Map(pending), config, beside, { quantize: options.quantize, tell: options.onNote });
}
