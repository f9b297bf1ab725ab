/** The tokenizer models that files may name, as one discriminated union. */

import { z } from "zod";
import { shown } from "../sentences/index.ts";
import { Bpe } from "./bpe.ts";
import { MalformedTokenizerError } from "./malformed.ts";
import type { Model } from "./model.ts";
import { Unigram } from "./unigram.ts";
import { WordLevel } from "./word-level.ts";
import { WordPiece } from "./word-piece.ts";

/** Ids beyond this are a mistake, not a vocabulary. */
const HIGHEST_ID = 2 ** 24;

// Keys that a model does not know are passed over, as the library does.
const BpeConfig = z.object({
  type: z.literal("BPE"),
  vocab: z.unknown(),
  merges: z.unknown(),
  unk_token: z.string().nullish(),
  fuse_unk: z.boolean().nullish(),
  ignore_merges: z.boolean().nullish(),
  // Dropout would give other ids each time.
  dropout: z.literal(0).nullish(),
  byte_fallback: z.boolean().nullish(),
  continuing_subword_prefix: z.string().nullish(),
  end_of_word_suffix: z.string().nullish(),
});

const WordPieceConfig = z.object({
  type: z.literal("WordPiece"),
  vocab: z.unknown(),
  unk_token: z.string().default("[UNK]"),
  continuing_subword_prefix: z.string().default("##"),
  max_input_chars_per_word: z.int().positive().default(100),
});

const WordLevelConfig = z.object({ type: z.literal("WordLevel"), vocab: z.unknown(), unk_token: z.string() });

const UnigramConfig = z.object({
  type: z.literal("Unigram"),
  unk_id: z.int().nonnegative().nullish(),
  vocab: z.unknown(),
  byte_fallback: z.boolean().nullish(),
});

export const ModelConfig = z.preprocess(
  // Files of 2019 and 2020, GPT-2's and BERT's among them, do not say the type.
  (model) => (isObject(model) && !("type" in model) ? { type: untyped(model), ...model } : model),
  z.discriminatedUnion("type", [BpeConfig, WordPieceConfig, WordLevelConfig, UnigramConfig]),
);

const untyped = (model: Record<string, unknown>) =>
  "merges" in model
    ? "BPE"
    : "max_input_chars_per_word" in model
      ? "WordPiece"
      : Array.isArray(model.vocab)
        ? "Unigram"
        : "unk_token" in model
          ? "WordLevel"
          : undefined;

/**
 * @param file the file the configuration is from, for messages; `field` is where in it
 * @throws MalformedTokenizerError
 */
export function modelOf(config: z.output<typeof ModelConfig>, file: string, field: string): Model {
  switch (config.type) {
    case "BPE":
      return new Bpe({
        vocabulary: vocabularyOf(config.vocab, file, `${field}.vocab`),
        merges: mergesOf(config.merges, file, `${field}.merges`),
        unknown: config.unk_token ?? undefined,
        fuseUnknown: config.fuse_unk ?? false,
        ignoreMerges: config.ignore_merges ?? false,
        byteFallback: config.byte_fallback ?? false,
        prefix: config.continuing_subword_prefix ?? "",
        suffix: config.end_of_word_suffix ?? "",
      });
    case "WordPiece":
      return new WordPiece({
        vocabulary: vocabularyOf(config.vocab, file, `${field}.vocab`),
        unknown: config.unk_token,
        prefix: config.continuing_subword_prefix,
        longestWord: config.max_input_chars_per_word,
      });
    case "WordLevel":
      return new WordLevel({
        vocabulary: vocabularyOf(config.vocab, file, `${field}.vocab`),
        unknown: config.unk_token,
      });
    case "Unigram":
      return new Unigram({
        tokens: scoredTokensOf(config.vocab, file, `${field}.vocab`),
        unknownId: config.unk_id ?? undefined,
        byteFallback: config.byte_fallback ?? false,
      });
  }
}

// A vocabulary has up to a few hundred thousand entries: a loop reads it in a tenth of the time a schema takes.
function vocabularyOf(vocab: unknown, file: string, field: string): Map<string, number> {
  if (!isObject(vocab)) throw new MalformedTokenizerError(file, field, "must be an object from tokens to ids");
  const ids = new Map<string, number>();
  for (const [token, id] of Object.entries(vocab)) {
    if (!Number.isInteger(id) || Number(id) < 0 || Number(id) > HIGHEST_ID) {
      throw new MalformedTokenizerError(file, field, `gives ${JSON.stringify(token)} the id ${shown(id)}`);
    }
    ids.set(token, Number(id));
  }
  return ids;
}

function scoredTokensOf(vocab: unknown, file: string, field: string): [string, number][] {
  if (!Array.isArray(vocab)) throw new MalformedTokenizerError(file, field, "must be an array of tokens and scores");
  return vocab.map((entry: unknown, i) => {
    if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== "string" || !Number.isFinite(entry[1]))
      throw new MalformedTokenizerError(file, `${field}[${i}]`, `is ${shown(entry)}, not a token and its score`);
    return [entry[0], Number(entry[1])];
  });
}

/** Pairs, or strings with one space, which is how files before 2024 write them. */
export function mergesOf(merges: unknown, file: string, field: string): [string, string][] {
  if (!Array.isArray(merges)) throw new MalformedTokenizerError(file, field, "must be an array of pairs");
  return merges.map((merge: unknown, i) => {
    const pair: unknown = typeof merge === "string" ? merge.split(" ") : merge;
    if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== "string" || typeof pair[1] !== "string") {
      throw new MalformedTokenizerError(file, `${field}[${i}]`, `is ${shown(merge)}, not a pair of tokens`);
    }
    return [pair[0], pair[1]];
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
