/**
 * Pre-tokenizers cut text into words before the model sees it, since no merge crosses a word, and say how a word is
 * spelled in the model's alphabet. Cutting and spelling are apart, so that a cache can ask for a word before it is
 * spelled.
 */

import { z } from "zod";
import { byteSpelling, GPT2_PATTERN } from "./byte-level.ts";
import { compilePattern, literalPattern } from "./pattern.ts";

/** A word and where it starts in the text that was cut; -1 for one that begins with a space nobody wrote. */
export interface Piece {
  readonly text: string;
  readonly start: number;
}

/** How a word is written in the alphabet of the model's vocabulary. */
export interface Spelling {
  spell(text: string): string;
  /** For each UTF-16 unit of the spelled word, the range of `text` it stands for. */
  spans(text: string): { readonly starts: readonly number[]; readonly ends: readonly number[] };
}

export interface PreTokenizer {
  /** The words of `text`, in order; none is empty. */
  cut(text: string): readonly Piece[];
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
const Single = z.discriminatedUnion("type", [ByteLevel, Digits, Split, Bert]);
const Sequence = z.strictObject({ type: z.literal("Sequence"), pretokenizers: z.array(Single).min(1) });

export const PreTokenizerConfig = z.discriminatedUnion("type", [...Single.options, Sequence]);
type Behavior = z.output<typeof Split>["behavior"];

// Punctuation is Unicode's, and all that ASCII has beside letters, digits and white space.
const BERT_WORD = /[\p{P}$+<=>^`\|~]|[^\p{P}$+<=>^`\|~\p{White_Space}]+/gv;

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
    case "Sequence":
      return config.pretokenizers.map(preTokenizerOf).reduce(chain);
  }
}

/** The second cuts what the first left. A spelling comes last: what would be cut after it is no longer the text. */
function chain(first: PreTokenizer, second: PreTokenizer): PreTokenizer {
  if (first.spelling !== undefined) throw new SequenceError();
  const cut = (text: string) => {
    const pieces: Piece[] = [];
    for (const outer of first.cut(text)) {
      for (const inner of second.cut(outer.text)) {
        pieces.push(outer.start === 0 ? inner : { text: inner.text, start: outer.start + inner.start });
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
      : cutWords(` ${text}`).map((piece) => ({ text: piece.text, start: piece.start - 1 }));
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
    let lastEnd = -1;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const { index } = match;
      const isEmpty = match[0] === "";
      if (!isEmpty || index !== lastEnd) {
        if (index > end) add(index, invert);
        lastEnd = pattern.lastIndex;
        add(lastEnd, !invert);
      }
      // What matches nothing would be found at the same place for ever; step over one whole character.
      if (isEmpty) pattern.lastIndex = index + (text.codePointAt(index)! > 0xffff ? 2 : 1);
    }
    if (text.length > end) add(text.length, invert);
    if (end > start) pieces.push({ text: text.slice(start, end), start });
    return pieces;
  };
}
