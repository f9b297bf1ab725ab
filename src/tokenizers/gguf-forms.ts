/** The four kinds of vocabulary that are written to GGUF, each with what it says beside the list of tokens. */

import type { z } from "zod";
import { CUTS, type Cut } from "./gguf-cuts.ts";
import type { GgufTokenizer } from "./gguf-files.ts";
import { MalformedTokenizerError } from "./malformed.ts";
import { mergesOf } from "./models.ts";
import { CONTROL, NORMAL, UNKNOWN, UNUSED, USER_DEFINED } from "./pieces.ts";
import { PreTokenizerConfig } from "./pre-tokenizers.ts";
import { mergesByScore } from "./score-merges.ts";
import { spacingOf } from "./spacing.ts";
import type { TokenizerJson } from "./tokenizer-json.ts";

const FILE = "tokenizer.json";
type Json = z.output<typeof TokenizerJson>;
type Merges = readonly (readonly [left: string, right: string])[];

export interface GgufForm {
  readonly keys: GgufTokenizer;
  /** A token as GGUF writes it. */
  spell(token: string, type: number): string;
  /** The role of what stands behind every text. */
  readonly back: "eos" | "seperator";
}

/** What is asked of a vocabulary: its tokens and their types, by id. */
interface Listed {
  readonly json: Json;
  readonly tokens: readonly (string | undefined)[];
  readonly types: Int32Array;
  tell(line: string): void;
}

/** @throws MalformedTokenizerError where GGUF has no words for it */
export function formOf(listed: Listed): GgufForm {
  const { model, decoder } = listed.json;
  switch (model.type) {
    case "BPE": {
      const merges = mergesOf(model.merges, FILE, "model.merges");
      return decoder?.type === "ByteLevel" ? byteLevel(listed.json, merges) : scoredBpe(listed, merges);
    }
    case "WordPiece":
      return wordPiece(listed.json, model);
    case "Unigram":
      return unigram(listed, model.vocab);
    default:
      throw new MalformedTokenizerError(
        FILE,
        "model.type",
        `is ${(model as Json["model"]).type}, which GGUF cannot say`,
      );
  }
}

const asItIs = (token: string) => token;

function byteLevel(json: Json, merges: Merges): GgufForm {
  const lines = merges.map((pair, i) => {
    if (pair.every((token) => !token.includes(" "))) return pair.join(" ");
    throw new MalformedTokenizerError(FILE, `model.merges[${i}]`, "has a token with a space, which GGUF cannot say");
  });
  const pre = nameOfCut(json, "ignore_merges" in json.model && json.model.ignore_merges === true);
  const keys = { "tokenizer.ggml.model": "gpt2", "tokenizer.ggml.pre": pre, "tokenizer.ggml.merges": lines };
  return { keys, spell: asItIs, back: "eos" };
}

/** The name under which GGUF knows this way of cutting text. */
function nameOfCut(json: Json, ignoreMerges: boolean): string {
  const description = (cut: Omit<Cut, "preTokenizer"> & { preTokenizer: unknown }) =>
    JSON.stringify(
      [cut.normalizer ?? null, cut.ignoreMerges ?? false, cut.preTokenizer],
      (key, value: unknown) => (key === "trim_offsets" ? undefined : value), // which decides no id
    );
  const wanted = description({
    preTokenizer: json.pre_tokenizer,
    ignoreMerges,
    ...(json.normalizer && { normalizer: json.normalizer }),
  });
  const found = Object.entries(CUTS).find(
    ([, cut]) => description({ ...cut, preTokenizer: PreTokenizerConfig.parse(cut.preTokenizer) }) === wanted,
  );
  if (found === undefined) {
    throw new MalformedTokenizerError(FILE, "pre_tokenizer", "cuts text in a way that GGUF has no name for");
  }
  return found[0];
}

/** Scores in place of merges: the later the first merge that makes a token, the lower. */
function scoredBpe({ json, tokens, types, tell }: Listed, merges: Merges): GgufForm {
  const { charsmap, removesExtraSpaces, prefix } = spacing(json, tell);
  if (charsmap !== undefined || removesExtraSpaces) {
    throw new MalformedTokenizerError(FILE, "normalizer", "rewrites text in a way that GGUF has no words for in BPE");
  }
  const ranks = new Map<string, number>();
  merges.forEach(([left, right], rank) => {
    if (!ranks.has(left + right)) ranks.set(left + right, rank);
  });
  const scores = Float32Array.from(tokens, (token, id) =>
    types[id] === NORMAL || types[id] === USER_DEFINED ? -(ranks.get(token!) ?? merges.length) : 0,
  );
  const pieces = tokens.map((token, id) => ({ text: token ?? "", score: scores[id]!, type: types[id]! }));
  // Nothing is joined to what a user has defined: it is cut out of the text before. Spaces become what they stand for after.
  const cutOut = new Set(
    pieces.filter(({ text, type }) => type === USER_DEFINED && !isRun(text)).map(({ text }) => text),
  );
  const decisive = (list: Merges) => list.filter(([left, right]) => !cutOut.has(left + right));
  if (!isSame(decisive(mergesByScore(pieces)), decisive(merges))) {
    const reason =
      "are not in an order that scores of tokens give, which is all that GGUF has where no bytes are spelled";
    throw new MalformedTokenizerError(FILE, "model.merges", reason);
  }
  return {
    keys: {
      "tokenizer.ggml.model": "llama",
      "tokenizer.ggml.pre": "default",
      "tokenizer.ggml.scores": scores,
      "tokenizer.ggml.add_space_prefix": prefix !== "never",
    },
    spell: withSpaces,
    back: "eos",
  };
}

/**
 * The same pairs, and tokens made in the same order. In which order the ways to make one token stand is left open, as converters
 * have left it: it decides nothing but which of two overlapping pairs of one text becomes it.
 */
function isSame(a: Merges, b: Merges): boolean {
  const made = (merges: Merges) => merges.map((pair) => pair.join("")).filter((one, i, all) => one !== all[i - 1]);
  const [ours, theirs] = [made(a), made(b)];
  const pairs = new Set(a.map((pair) => pair.join(" ")));
  return (
    a.length === b.length &&
    ours.length === theirs.length &&
    ours.every((token, i) => token === theirs[i]) &&
    b.every((pair) => pairs.has(pair.join(" ")))
  );
}

function unigram({ json, tokens, types, tell }: Listed, vocab: unknown): GgufForm {
  const { charsmap, removesExtraSpaces, prefix } = spacing(json, tell);
  const scored = vocab as readonly (readonly [token: string, score: number])[]; // as the tokenizer has read it
  return {
    keys: {
      "tokenizer.ggml.model": "t5",
      "tokenizer.ggml.pre": "default",
      "tokenizer.ggml.scores": Float32Array.from(tokens, (_, id) =>
        types[id] === UNUSED ? 0 : (scored[id]?.[1] ?? 0),
      ),
      "tokenizer.ggml.add_space_prefix": prefix !== "never",
      "tokenizer.ggml.remove_extra_whitespaces": removesExtraSpaces,
      ...(charsmap && { "tokenizer.ggml.precompiled_charsmap": charsmap }),
    },
    spell: withSpaces,
    back: "eos",
  };
}

function spacing(json: Json, tell: (line: string) => void) {
  const found = spacingOf(json);
  if (found === undefined) {
    throw new MalformedTokenizerError(FILE, "normalizer", "rewrites text in a way that GGUF has no words for");
  }
  if (!found.isExact) {
    tell(
      `${FILE}: GGUF puts a space before text also where one stands already and after special tokens: ids differ there`,
    );
  }
  return found;
}

/** llama.cpp looks for what a user has defined in the text as it is written. */
const withSpaces = (token: string, type: number) =>
  type === USER_DEFINED && isRun(token) ? " ".repeat(token.length) : token;

const isRun = (token: string) => /^▁+$/.test(token);

const BERT = { clean_text: true, handle_chinese_chars: true } as const;

function wordPiece(
  { normalizer, pre_tokenizer }: Json,
  model: Extract<Json["model"], { type: "WordPiece" }>,
): GgufForm {
  const refused = (field: string) =>
    new MalformedTokenizerError(FILE, field, "is not BERT's, which is all that GGUF has");
  if (normalizer?.type !== "BertNormalizer") throw refused("normalizer");
  if (normalizer.clean_text !== BERT.clean_text) throw refused("normalizer.clean_text");
  if (normalizer.handle_chinese_chars !== BERT.handle_chinese_chars) throw refused("normalizer.handle_chinese_chars");
  if (pre_tokenizer?.type !== "BertPreTokenizer") throw refused("pre_tokenizer");
  if (model.continuing_subword_prefix !== "##") throw refused("model.continuing_subword_prefix");
  if (model.max_input_chars_per_word !== 100) throw refused("model.max_input_chars_per_word");
  return {
    keys: {
      "tokenizer.ggml.model": "bert",
      "tokenizer.ggml.pre": "default",
      "tokenizer.ggml.normalizer.lowercase": normalizer.lowercase,
      "tokenizer.ggml.normalizer.strip_accents": normalizer.strip_accents ?? normalizer.lowercase,
    },
    spell: (token, type) =>
      type === CONTROL || type === UNKNOWN || type === USER_DEFINED
        ? token
        : token.startsWith("##")
          ? token.slice(2)
          : `▁${token}`,
    back: "seperator",
  };
}
