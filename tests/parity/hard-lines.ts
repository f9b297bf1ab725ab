/** The 10,000 lines that are hard on a tokenizer (tools/tokenizer_lines.py), and the tokenizers of models in the cache. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { readGguf } from "../../src/checkpoints/index.ts";
import { cachedModel, TEST_ENCODER, TEST_MODEL } from "../../src/setup/models.mjs";
import { release } from "../../src/tensor/index.ts";
import { type Tokenizer, tokenizerFromGguf, tokenizerFromJson } from "../../src/tokenizers/index.ts";
import { fixture } from "../fixtures.ts";

const folder = new URL("../fixtures/tokenizers/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder));

/** What the reference makes of a line; see tools/tokenizer_parity.py. */
export interface Row {
  /** The line, or its number among SmolLM2's. */
  t?: string;
  n?: number;
  /** First 12 digits of the SHA-256 of the ids, joined by commas. */
  h: string;
  /** What the reference decodes the ids to, where that is not the line. */
  d?: string;
  /** Ids and offsets (start, end, start, end, ...), for a share of the lines. */
  i?: number[];
  o?: number[];
}

export const rowsOf = (name: string): Row[] =>
  gunzipSync(read(`${name}.jsonl.gz`))
    .toString()
    .trimEnd()
    .split("\n")
    .map((row) => JSON.parse(row));

let kept: readonly string[] | undefined;
export function hardLines(): readonly string[] {
  kept ??= rowsOf("smollm2").map((row) => row.t!);
  return kept;
}

export const sha256 = (text: string, digits: number) =>
  createHash("sha256").update(text).digest("hex").slice(0, digits);
export const digestOf = (ids: readonly number[], digits = 8) => sha256(ids.join(","), digits);

/**
 * Characters that this engine's version of Unicode puts into another class than the reference's. A line that holds one
 * may be cut elsewhere.
 * @param classes by a property as a regular expression writes it, first and last code point of each run, in a row
 */
export function disputed(classes: Readonly<Record<string, readonly number[]>>): (text: string) => boolean {
  const patterns = Object.entries(classes).map(([name, bounds]) => ({ pattern: new RegExp(`^${name}$`, "v"), bounds }));
  const within = (bounds: readonly number[], c: number) =>
    bounds.some((first, i) => i % 2 === 0 && first <= c && c <= bounds[i + 1]!);
  const known = new Map<string, boolean>();
  const isDisputed = (character: string) => {
    let found = known.get(character);
    if (found === undefined) {
      const c = character.codePointAt(0)!;
      found = patterns.some(({ pattern, bounds }) => pattern.test(character) !== within(bounds, c));
      known.set(character, found);
    }
    return found;
  };
  return (text) => [...text].some(isDisputed);
}

const classes: Record<string, number[]> = JSON.parse(read("unicode.json").toString());
/** Letters, digits and white space, which the patterns of byte-level tokenizers speak of. */
export const hasDisputed = disputed(
  Object.fromEntries(Object.entries(classes).map(([name, bounds]) => [`\\p{${name}}`, bounds])),
);

export const fromFixture = (name: string): Tokenizer =>
  tokenizerFromJson({ "tokenizer.json": JSON.parse(read(`${name}.tokenizer.json`).toString()) });

function folderOf(model: string): string {
  const found = cachedModel(model);
  if (found === undefined) throw new Error(`the model ${model} is not in the cache; npm test puts it there`);
  return found;
}

let loaded: Tokenizer | undefined;
export function smollm2(): Tokenizer {
  if (loaded !== undefined) return loaded;
  const { metadata, tensors } = readGguf(join(folderOf(TEST_MODEL), "model.gguf"));
  for (const { bytes } of tensors.values()) release(bytes);
  loaded = tokenizerFromGguf(metadata);
  return loaded;
}

/** all-MiniLM-L6-v2's, whose vocabulary is that of bert-base-uncased. */
export function minilm(): Tokenizer {
  const path = join(folderOf(TEST_ENCODER), "tokenizer.json");
  return tokenizerFromJson({ "tokenizer.json": JSON.parse(readFileSync(path, "utf8")) });
}

const ids = z.array(z.int());
/** What `tokenizers` makes of the lines with MiniLM's tokenizer (tools/subword_parity.py). */
export const minilmRows = () =>
  fixture(
    "tokenizers/minilm.json.gz",
    z.strictObject({
      ids: z.array(z.string()),
      decoded: z.array(z.string()),
      samples: z.array(z.strictObject({ n: z.int(), ids, offsets: ids })),
      /** Numbers of two lines; digests of the pair's ids and types. */
      pairs: z.array(z.tuple([z.int(), z.int(), z.string(), z.string()])),
      /** Digests of the pairs' ids, cut to 48. */
      cut: z.array(z.string()),
      punctuation: ids,
      notes: z.record(z.string(), ids),
    }),
  );

const Merges = z.strictObject({ tokens: z.array(z.string()), merges: z.array(z.tuple([z.string(), z.string()])) });
/** What Hugging Face's trainers make of the first of the lines (tools/subword_parity.py). */
export const trainedByReference = () =>
  fixture(
    "tokenizers/trained.json.gz",
    z.strictObject({
      lines: z.int(),
      byteLevel: Merges,
      bpe: Merges,
      wordPiece: z.array(z.string()),
      /** Tokens that two runs of the reference's WordPiece trainer do not share. */
      wordPieceApart: z.int(),
    }),
  );

const Unigrams = z.strictObject({
  file: z.unknown(),
  ids: z.array(z.string()),
  /** Of every fifth line. */
  decoded: z.array(z.string()),
  samples: z.array(z.strictObject({ n: z.int(), ids, offsets: ids })),
  /** Text as the model sees it, and the score of SentencePiece's own cut. */
  scores: z.array(z.tuple([z.string(), z.number()])).default([]),
});
/** SentencePiece's models as tokenizer.json, and what `tokenizers` makes of the lines with them (tools/unigram_parity.py). */
export const unigramRows = () =>
  fixture("tokenizers/unigram.json.gz", z.strictObject({ t5: Unigrams, llama: Unigrams }));
