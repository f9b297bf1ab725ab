/**
 * A vocabulary of SentencePiece (Kudo & Richardson 2018, arXiv:1808.06226) in the terms of tokenizer.json. Two kinds of file
 * hold one: `tokenizer.model`, and GGUF under the kinds `llama` and `t5`.
 *
 *     charsmap -> runs of spaces made one, none at the edges -> a space in front -> " " becomes "▁" -> pieces
 */

import type { z } from "zod";
import { byteOfToken } from "./byte-tokens.ts";
import { BYTE, CONTROL, NORMAL, type ScoredPiece, UNKNOWN, UNUSED, USER_DEFINED } from "./pieces.ts";
import { mergesByScore } from "./score-merges.ts";
import type { TokenizerJson } from "./tokenizer-json.ts";

export interface SentencePieceVocabulary {
  readonly kind: "BPE" | "Unigram";
  /** A piece's id is its index. */
  readonly pieces: readonly ScoredPiece[];
  /** The compiled table of normalization; undefined: none. */
  readonly charsmap?: Uint8Array | undefined;
  readonly removesExtraSpaces: boolean;
  /** A space in front of each stretch of text ("always"), of the whole text alone, or of none. */
  readonly prefix: "always" | "first" | "never";
}

/** The parts of a tokenizer.json that say how text becomes pieces and pieces text. */
export type PieceParts = Pick<
  z.input<typeof TokenizerJson>,
  "added_tokens" | "normalizer" | "pre_tokenizer" | "decoder" | "model"
>;

const SPACE = "▁";
const replace = (pattern: { String: string } | { Regex: string }, content: string) =>
  ({ type: "Replace", pattern, content }) as const;

export function sentencePieceParts(vocabulary: SentencePieceVocabulary): PieceParts {
  const { pieces, charsmap, prefix, removesExtraSpaces } = vocabulary;
  // Where no piece holds a space but at its front, nothing is lost by cutting there, and a word may be remembered.
  const split = pieces.every(({ text, type }) => type === UNUSED || text.lastIndexOf(SPACE) <= 0);
  const metaspace = (scheme: "first" | "never") =>
    ({ type: "Metaspace", replacement: SPACE, prepend_scheme: scheme, split }) as const;
  return {
    added_tokens: addedTokens(pieces),
    normalizer: {
      type: "Sequence",
      normalizers: [
        ...(charsmap === undefined
          ? []
          : [{ type: "Precompiled", precompiled_charsmap: Buffer.from(charsmap).toString("base64") } as const]),
        ...(removesExtraSpaces ? (prefix === "first" ? ONE_SPACE_BEHIND : ONE_SPACE) : []),
        ...(prefix === "always" ? [{ type: "Prepend", prepend: SPACE } as const] : []),
        replace({ String: " " }, SPACE),
      ],
    },
    pre_tokenizer: prefix === "first" ? metaspace("first") : split ? metaspace("never") : null,
    decoder: {
      type: "Sequence",
      decoders: [
        replace({ String: SPACE }, " "),
        { type: "ByteFallback" },
        { type: "Fuse" },
        ...(prefix === "never" ? [] : [{ type: "Strip", content: " ", start: 1, stop: 0 } as const]),
      ],
    },
    model: vocabulary.kind === "BPE" ? bpe(pieces) : unigram(pieces),
  };
}

/** Runs first, so that no more than one space is left at an edge: the other order would look at each run again and again. */
const RUNS = replace({ Regex: " {2,}" }, " ");
export const ONE_SPACE = [RUNS, replace({ Regex: String.raw`(?<![\s\S]) | (?![\s\S])` }, "")] as const;
/** A space that stands in front already is the one that Metaspace would put there. */
export const ONE_SPACE_BEHIND = [RUNS, replace({ Regex: String.raw` (?![\s\S])` }, "")] as const;

/** Found in text as they are written, before anything is done to it. */
export function addedTokens(pieces: readonly ScoredPiece[]) {
  return pieces.flatMap(({ text, type }, id) =>
    type === CONTROL || type === UNKNOWN || type === USER_DEFINED
      ? [{ id, content: text, special: type !== USER_DEFINED, ...PLAIN }]
      : [],
  );
}

const PLAIN = { single_word: false, lstrip: false, rstrip: false, normalized: false } as const;

const unknownOf = (pieces: readonly ScoredPiece[]) => pieces.findIndex(({ type }) => type === UNKNOWN);

/** All bytes are there, so that whatever the pieces lack can be spelled. */
function spellsBytes(pieces: readonly ScoredPiece[]): boolean {
  const bytes = pieces.flatMap(({ text, type }) => (type === BYTE ? (byteOfToken(text) ?? []) : []));
  return new Set(bytes).size === 256;
}

function bpe(pieces: readonly ScoredPiece[]): PieceParts["model"] {
  const used = pieces.map(({ text, type }, id) => [text, id, type] as const).filter(([, , type]) => type !== UNUSED);
  return {
    type: "BPE",
    dropout: null,
    unk_token: pieces[unknownOf(pieces)]?.text ?? null,
    continuing_subword_prefix: null,
    end_of_word_suffix: null,
    fuse_unk: true,
    byte_fallback: spellsBytes(pieces),
    ignore_merges: false,
    vocab: Object.fromEntries(used.map(([text, id]) => [text, id])),
    merges: mergesByScore(pieces),
  };
}

/** A list has no holes: an unused piece is as unlikely as the least likely one. */
function unigram(pieces: readonly ScoredPiece[]): PieceParts["model"] {
  const lowest = pieces.reduce((least, { score, type }) => (type === NORMAL ? Math.min(least, score) : least), 0);
  const scoreOf = ({ score, type }: ScoredPiece) => (type === NORMAL ? score : type === UNUSED ? lowest : 0);
  const last = pieces.findLastIndex(({ type }) => type !== UNUSED);
  const unknown = unknownOf(pieces);
  return {
    type: "Unigram",
    unk_id: unknown < 0 ? null : unknown,
    vocab: pieces.slice(0, last + 1).map((piece) => [piece.text, scoreOf(piece)]),
    byte_fallback: spellsBytes(pieces),
  };
}
