/**
 * Pre-tokenizers cut text into words before the model sees it, since no merge crosses a word, and say how a word is
 * spelled in the model's alphabet. Cutting and spelling are apart, so that a cache can ask for a word before it is
 * spelled.
 */

import { z } from "zod";
import { byteSpelling, GPT2_PATTERN } from "./byte-level.ts";
import { metaspaceCut } from "./metaspace.ts";
import { compilePattern, literalPattern } from "./pattern.ts";
import { matchesOf } from "./pattern-matches.ts";

/** A word and where it starts in the text that was cut; -1 for one that begins with a space nobody wrote. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  /** How many units at its front nobody wrote; absent: none. */
  readonly prefix?: number;
}

/** How a word is written in the alphabet of the model's vocabulary. */
export interface Spelling {
  spell(text: string): string;
  /** For each UTF-16 unit of the spelled word, the range of `text` it stands for. */
  spans(text: string): { readonly starts: readonly number[]; readonly ends: readonly number[] };
}

export interface PreTokenizer {
  /** The words of `text`, in order; none is empty. `isFirst` (default true): nothing stands before the text. */
  cut(text: string, isFirst?: boolean): readonly Piece[];
  /** Absent where words are spelled as they are. */
  readonly spelling?: Spelling;
}

const ByteLevel = z.strictObject({
  type: z.literal("ByteLevel"),
  add_prefix_space: z.boolean().default(true),
  trim_offsets: z.boolean().optional(), // read by the post-processor of the same name alone
  use_regex: z.boolean().default(true),
});
const Digits = z.strictObject({ type: z.literal("Digits"), individual_digits: z.boolean().default(false) });
const Split = z.strictObject({
  type: z.literal("Split"),
  pattern: z.union([z.strictObject({ Regex: z.string() }), z.strictObject({ String: z.string() })]),
  behavior: z.enum(["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]),
  invert: z.boolean().default(false),
});
const Bert = z.strictObject({ type: z.literal("BertPreTokenizer") });
const Whitespaces = z.strictObject({ type: z.enum(["Whitespace", "WhitespaceSplit"]) });
const Punctuation = z.strictObject({
  type: z.literal("Punctuation"),
  behavior: Split.shape.behavior.default("Isolated"),
});
const CharDelimiter = z.strictObject({ type: z.literal("CharDelimiterSplit"), delimiter: z.string().min(1) });
const Metaspace = z.strictObject({
  type: z.literal("Metaspace"),
  replacement: z.string().length(1).default("▁"),
  prepend_scheme: z.enum(["always", "first", "never"]).optional(),
  add_prefix_space: z.boolean().default(true), // what files before 2024 say instead
  split: z.boolean().default(true),
  str_rep: z.string().optional(),
});
const Single = z.discriminatedUnion("type", [
  ByteLevel,
  Digits,
  Split,
  Bert,
  Whitespaces,
  Punctuation,
  CharDelimiter,
  Metaspace,
]);
const Sequence = z.strictObject({ type: z.literal("Sequence"), pretokenizers: z.array(Single).min(1) });

export const PreTokenizerConfig = z.discriminatedUnion("type", [...Single.options, Sequence]);
type Behavior = z.output<typeof Split>["behavior"];

// Punctuation is Unicode's, and all that ASCII has beside letters, digits and white space.
const PUNCTUATION = String.raw`\p{P}$+<=>^\x60\|~`;
const BERT_WORD = new RegExp(String.raw`[${PUNCTUATION}]|[^${PUNCTUATION}\p{White_Space}]+`, "gv");
// Here \w is that of Rust's expressions.
const WORD = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}`;
const WORD_OR_REST = new RegExp(String.raw`[${WORD}]+|[^${WORD}\p{White_Space}]+`, "gv");

/** @throws PatternError where a regular expression has no counterpart in JavaScript */
export function preTokenizerOf(config: z.output<typeof PreTokenizerConfig>): PreTokenizer {
  switch (config.type) {
    case "ByteLevel":
      return { cut: byteLevelCut(config.add_prefix_space, config.use_regex), spelling: byteSpelling };
    case "Digits":
      return { cut: splitter(/\p{N}/gv, config.individual_digits ? "Isolated" : "Contiguous", false) };
    case "Split": {
      const { pattern, behavior, invert } = config;
      return {
        cut: splitter(
          "Regex" in pattern ? compilePattern(pattern.Regex) : literalPattern(pattern.String),
          behavior,
          invert,
        ),
      };
    }
    case "BertPreTokenizer":
      return { cut: splitter(BERT_WORD, "Removed", true) };
    case "Whitespace":
      return { cut: splitter(WORD_OR_REST, "Removed", true) };
    case "WhitespaceSplit":
      return { cut: splitter(/\p{White_Space}/gv, "Removed", false) };
    case "Punctuation":
      return { cut: splitter(new RegExp(`[${PUNCTUATION}]`, "gv"), config.behavior, false) };
    case "CharDelimiterSplit":
      return { cut: splitter(literalPattern(config.delimiter), "Removed", false) };
    case "Metaspace": {
      const prepend = config.prepend_scheme ?? (config.add_prefix_space ? "always" : "never");
      return { cut: metaspaceCut({ replacement: config.replacement, prepend, split: config.split }) };
    }
    case "Sequence":
      return config.pretokenizers.map(preTokenizerOf).reduce(chain);
  }
}

/** The second cuts what the first left. A spelling comes last: what would be cut after it is no longer the text. */
function chain(first: PreTokenizer, second: PreTokenizer): PreTokenizer {
  if (first.spelling !== undefined) throw new SequenceError();
  const cut = (text: string, isFirst = true) => {
    const pieces: Piece[] = [];
    for (const outer of first.cut(text, isFirst)) {
      for (const inner of second.cut(outer.text, isFirst && outer.start === 0)) {
        pieces.push(outer.start === 0 ? inner : { ...inner, start: outer.start + inner.start });
      }
    }
    return pieces;
  };
  return second.spelling === undefined ? { cut } : { cut, spelling: second.spelling };
}

/** A sequence in which something follows ByteLevel. */
export class SequenceError extends Error {
  constructor() {
    super("must have ByteLevel last");
  }
}

function byteLevelCut(addPrefixSpace: boolean, useRegex: boolean): PreTokenizer["cut"] {
  const cutWords = useRegex ? splitter(compilePattern(GPT2_PATTERN), "Isolated", false) : whole;
  if (!addPrefixSpace) return cutWords;
  return (text) =>
    text === "" || text.startsWith(" ")
      ? cutWords(text)
      : cutWords(` ${text}`).map(({ text: word, start }) =>
          start === 0 ? { text: word, start: -1, prefix: 1 } : { text: word, start: start - 1 },
        );
}

const whole = (text: string): readonly Piece[] => (text === "" ? [] : [{ text, start: 0 }]);

/** Cuts by what `pattern` (global) matches, or with `invert` by what it leaves. */
function splitter(pattern: RegExp, behavior: Behavior, invert: boolean): PreTokenizer["cut"] {
  return (text) => {
    const pieces: Piece[] = [];
    let isPreviousMatch = false;
    let start = 0; // of the piece that is still open, which reaches to `end`
    let end = 0;
    const add = (to: number, isMatch: boolean) => {
      const joins =
        (behavior === "Contiguous" && isMatch === isPreviousMatch) ||
        (behavior === "MergedWithPrevious" && isMatch && !isPreviousMatch) ||
        (behavior === "MergedWithNext" && !isMatch && isPreviousMatch);
      if (!joins) {
        if (end > start) pieces.push({ text: text.slice(start, end), start });
        start = behavior === "Removed" && isMatch ? to : end;
      }
      end = to;
      isPreviousMatch = isMatch;
    };
    for (const [from, to] of matchesOf(pattern, text)) {
      if (from > end) add(from, invert);
      add(to, !invert);
    }
    if (text.length > end) add(text.length, invert);
    if (end > start) pieces.push({ text: text.slice(start, end), start });
    return pieces;
  };
}
