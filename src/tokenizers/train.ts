/**
 * Tokenizers trained from raw text. Each function reads the texts once and returns a tokenizer whose `files` are a
 * checkpoint's: written as JSON, Hugging Face's `tokenizers` reads them and gives the same ids.
 */

import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import { type Trained, trainMerges } from "./merge-trainer.ts";
import { NormalizerConfig, normalizerOf } from "./normalizers.ts";
import { PreTokenizerConfig, preTokenizerOf } from "./pre-tokenizers.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { type TokenizerFiles, type TokenizerJson, tokenizerFromJson } from "./tokenizer-json.ts";
import { WordCounter, type WordCounts } from "./word-counts.ts";

const Roles = strictObject({
  /** Begins a text. */
  bos: z.string().optional(),
  /** Ends a text. */
  eos: z.string().optional(),
  /** Fills up short rows. */
  pad: z.string().optional(),
  /** Stands for what the vocabulary lacks. */
  unk: z.string().optional(),
});
export const TrainingOptions = strictObject({
  /** Tokens at most, special ones included; fewer where the texts have no more pairs to join. */
  vocabularySize: z.int().positive(),
  /** They have the first ids, in this order, and are never cut. */
  specialTokens: z.array(z.string().min(1)).default([]),
  /** Which special tokens play a role, such as `{ eos: "<|endoftext|>" }`. */
  roles: Roles.default({}),
  /** A pair that occurs less often is not joined. */
  minFrequency: z.int().nonnegative().default(0),
});
export const Normalizing = {
  /** As tokenizer.json writes it. Default: texts stay as they are. */
  normalizer: NormalizerConfig.optional(),
};

const BpeOptions = strictObject({
  ...TrainingOptions.shape,
  ...Normalizing,
  /** As tokenizer.json writes it; default: words and punctuation, without white space. */
  preTokenizer: PreTokenizerConfig.default({ type: "BertPreTokenizer" }),
  /** Stands for characters that the vocabulary lacks; a special token. */
  unknown: z.string().default("<unk>"),
  /** The most characters that the vocabulary has: the rarest are left out. */
  alphabetSize: z.int().positive().optional(),
  /** What the last token of a word ends with, such as "</w>"; it tells the decoder where spaces go. */
  endOfWord: z.string().min(1).default("</w>"),
});
/** What `trainBpe` takes. */
export type BpeOptions = z.input<typeof BpeOptions>;

/** BPE over characters (Sennrich et al. 2016), as it was before bytes. Throws an ArgumentError for senseless options. */
export function trainBpe(texts: Iterable<string>, options: BpeOptions): TrainedTokenizer {
  const { normalizer, preTokenizer, unknown, alphabetSize, endOfWord, ...rest } = checked(
    BpeOptions,
    options,
    "trainBpe",
  );
  const base = { ...rest, specialTokens: [...new Set([unknown, ...rest.specialTokens])] };
  const words = count(texts, normalizer, preTokenizer);
  return assemble(base, {
    normalizer: normalizer ?? null,
    pre_tokenizer: preTokenizer,
    post_processor: null,
    decoder: { type: "BPEDecoder", suffix: endOfWord },
    model: {
      ...bpe(trainMerges(words, { ...base, alphabetSize, suffix: endOfWord })),
      unk_token: unknown,
      end_of_word_suffix: endOfWord,
    },
  });
}

const WordPieceOptions = strictObject({
  ...TrainingOptions.shape,
  /** As tokenizer.json writes it. Default: BERT's of lower case. */
  normalizer: NormalizerConfig.default({
    type: "BertNormalizer",
    clean_text: true,
    handle_chinese_chars: true,
    lowercase: true,
  }),
  /** As tokenizer.json writes it. Default: words and punctuation, without white space. */
  preTokenizer: PreTokenizerConfig.default({ type: "BertPreTokenizer" }),
  /** They have the first ids, in this order, and are never cut. */
  specialTokens: z.array(z.string().min(1)).default(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]),
  /** Which special tokens play a role. */
  roles: Roles.default({ pad: "[PAD]", unk: "[UNK]" }),
  /** The most characters that the vocabulary has: the rarest are left out. */
  alphabetSize: z.int().positive().optional(),
});
/** What `trainWordPiece` takes. */
export type WordPieceOptions = z.input<typeof WordPieceOptions>;

/**
 * WordPiece of BERT's shape (Devlin et al. 2019), trained as Hugging Face does it: the pairs are joined by frequency,
 * not by the likelihood of the paper of 2012. [CLS] and [SEP] stand around texts where both are special tokens. Throws
 * an ArgumentError where the options do not fit.
 */
export function trainWordPiece(texts: Iterable<string>, options: WordPieceOptions): TrainedTokenizer {
  const { normalizer, preTokenizer, alphabetSize, ...rest } = checked(WordPieceOptions, options, "trainWordPiece");
  const unknown = rest.roles.unk ?? "[UNK]";
  const base = { ...rest, specialTokens: [...new Set([...rest.specialTokens, unknown])] };
  const words = count(texts, normalizer, preTokenizer);
  const { tokens } = trainMerges(words, { ...base, alphabetSize, prefix: "##" });
  const [cls, sep] = ["[CLS]", "[SEP]"].map((token): [string, number] => [token, base.specialTokens.indexOf(token)]);
  return assemble(base, {
    normalizer,
    pre_tokenizer: preTokenizer,
    post_processor: cls![1] >= 0 && sep![1] >= 0 ? { type: "BertProcessing", sep: sep!, cls: cls! } : null,
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: unknown,
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: idsOf(tokens),
    },
  });
}

/** A tokenizer that knows the files it would be saved as. */
export type TrainedTokenizer = Tokenizer & {
  /** What a checkpoint holds of it, as parsed JSON. */
  readonly files: TokenizerFiles;
};

export function count(
  texts: Iterable<string>,
  normalizer: z.output<typeof NormalizerConfig> | undefined,
  preTokenizer: z.input<typeof PreTokenizerConfig>,
): WordCounts {
  const counter = counterOf(normalizer, preTokenizer);
  for (const text of texts) counter.add(text);
  return counter.counts();
}

/** Counts words as a tokenizer of these parts will cut them. */
export function counterOf(
  normalizer: z.output<typeof NormalizerConfig> | undefined,
  preTokenizer: z.input<typeof PreTokenizerConfig>,
): WordCounter {
  return new WordCounter(
    normalizer && normalizerOf(normalizer),
    preTokenizerOf(PreTokenizerConfig.parse(preTokenizer)),
  );
}

/** The files of a trained tokenizer, and the tokenizer that they give. */
export function assemble(
  { specialTokens, roles }: Pick<z.output<typeof TrainingOptions>, "specialTokens" | "roles">,
  parts: Omit<z.input<typeof TokenizerJson>, "version" | "truncation" | "padding" | "added_tokens">,
): TrainedTokenizer {
  const plain = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  const tokenizerJson: z.input<typeof TokenizerJson> = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: specialTokens.map((content, id) => ({ id, content, ...plain })),
    ...parts,
  };
  const named = Object.entries(roles).map(([role, token]) => [`${role}_token`, token]);
  const files = { "tokenizer.json": tokenizerJson, "tokenizer_config.json": Object.fromEntries(named) };
  return tokenizerFromJson(files) as TrainedTokenizer;
}

export const idsOf = (tokens: readonly string[]) => Object.fromEntries(tokens.map((token, id) => [token, id]));

export const bpe = ({ tokens, merges }: Trained) => ({
  type: "BPE" as const,
  dropout: null,
  unk_token: null as string | null,
  continuing_subword_prefix: null,
  end_of_word_suffix: null as string | null,
  fuse_unk: false,
  byte_fallback: false,
  ignore_merges: false,
  vocab: idsOf(tokens),
  merges,
});
