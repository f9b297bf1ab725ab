/**
 * Pre-tokenizers cut text into words before the model sees it, since no merge crosses a word, and say how a word is
 * spelled in the model's alphabet. Cutting and spelling are apart, so that a cache can ask for a word before it is
 * spelled.
 */

import { z } from "zod";
import { byteSpelling, GPT2_PATTERN } from "./byte-level.ts";
import { Character } from "./decoders.ts";
import { metaspaceCut } from "./metaspace.ts";
import { compilePattern, literalPattern, PatternConfig, patternOf } from "./pattern.ts";
import { eachMatch } from "./pattern-matches.ts";
import { scriptRuns } from "./scripts.ts";

/** A word and where it starts in the text that was cut; -1 for one that begins with a space nobody wrote. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  /** How many units at its front nobody wrote; absent: none. */
  readonly prefix?: number;
  /** Where it has been spelled already: what its units stand for, counted from `start`. */
  readonly spans?: Spans;
}

/** For each UTF-16 unit of a spelled word the range of the text that it stands for. */
export interface Spans {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** How a word is written in the alphabet of the model's vocabulary. */
export interface Spelling {
  spell(text: string): string;
  spans(text: string): Spans;
}

export interface PreTokenizer {
  /** The words of `text`, in order; none is empty. `isFirst` (default true): nothing stands before the text. */
  cut(text: string, isFirst?: boolean): readonly Piece[];
  /** Absent where words are spelled as they are. */
  readonly spelling?: Spelling;
}

const ByteLevel = z.object({
  type: z.literal("ByteLevel"),
  add_prefix_space: z.boolean().default(true),
  use_regex: z.boolean().default(true),
});
// Keys that a part does not know are passed over, as the library does.
const Digits = z.object({ type: z.literal("Digits"), individual_digits: z.boolean().default(false) });
const Split = z.object({
  type: z.literal("Split"),
  pattern: PatternConfig,
  behavior: z.enum(["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]),
  invert: z.boolean().default(false),
});
const Bert = z.object({ type: z.literal("BertPreTokenizer") });
const Whitespaces = z.object({ type: z.enum(["Whitespace", "WhitespaceSplit", "UnicodeScripts"]) });
const Punctuation = z.object({
  type: z.literal("Punctuation"),
  behavior: Split.shape.behavior.default("Isolated"),
});
const CharDelimiter = z.object({ type: z.literal("CharDelimiterSplit"), delimiter: Character });
const FixedLength = z.object({ type: z.literal("FixedLength"), length: z.int().positive().default(5) });
const Metaspace = z.object({
  type: z.literal("Metaspace"),
  replacement: z.string().length(1, "expected one character, of one UTF-16 unit").default("▁"),
  prepend_scheme: z.enum(["always", "first", "never"]).optional(),
  add_prefix_space: z.boolean().default(true), // what files before 2024 say instead
  split: z.boolean().default(true),
});
const Single = z.discriminatedUnion("type", [
  ByteLevel,
  Digits,
  Split,
  Bert,
  Whitespaces,
  Punctuation,
  CharDelimiter,
  FixedLength,
  Metaspace,
]);
const Sequence = z.object({
  type: z.literal("Sequence"),
  get pretokenizers() {
    return z.array(z.discriminatedUnion("type", [...Single.options, Sequence]));
  },
});

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
      return { cut: splitter(patternOf(pattern), behavior, invert) };
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
    case "UnicodeScripts":
      return { cut: scriptRuns };
    case "FixedLength":
      return { cut: splitter(new RegExp(`.{1,${config.length}}`, "gsv"), "Isolated", false) };
    case "Metaspace": {
      const prepend = config.prepend_scheme ?? (config.add_prefix_space ? "always" : "never");
      return { cut: metaspaceCut({ replacement: config.replacement, prepend, split: config.split }) };
    }
    case "Sequence":
      return config.pretokenizers.length === 0
        ? { cut: whole }
        : config.pretokenizers.map(preTokenizerOf).reduce(chain);
  }
}

/** The second cuts what the first left, as it is spelled by then. */
function chain(first: PreTokenizer, second: PreTokenizer): PreTokenizer {
  const cut = (text: string, isFirst = true) => {
    const pieces: Piece[] = [];
    for (const left of first.cut(text, isFirst)) {
      const outer = first.spelling === undefined ? left : spelled(left, first.spelling);
      for (const inner of second.cut(outer.text, isFirst && outer.start === 0)) pieces.push(within(outer, inner));
    }
    return pieces;
  };
  return second.spelling === undefined ? { cut } : { cut, spelling: second.spelling };
}

function spelled({ text, start, prefix, spans }: Piece, spelling: Spelling): Piece {
  const own = spelling.spans(text);
  return { text: spelling.spell(text), start, ...(prefix && { prefix }), spans: spans ? through(spans, own) : own };
}

/** The spans of what was spelled twice. */
export const through = (inner: Spans, outer: Spans): Spans => ({
  starts: outer.starts.map((start) => inner.starts[start]!),
  ends: outer.ends.map((end) => inner.ends[end - 1]!),
});

/** A piece of a piece. */
function within(outer: Piece, inner: Piece): Piece {
  if (outer.spans === undefined) {
    if (outer.start === 0) return inner;
    const start = outer.start + inner.start;
    const prefix = Math.max((outer.prefix ?? 0) - inner.start, 0);
    if (prefix > 0) return { ...inner, start, prefix };
    return inner.prefix === undefined && inner.spans === undefined ? { text: inner.text, start } : { ...inner, start };
  }
  // A unit put in front, which nobody wrote, stands where the piece begins.
  const { starts, ends } = outer.spans;
  const from = (i: number) => inner.start + (inner.spans?.starts[i] ?? i);
  const to = (i: number) => inner.start + (inner.spans?.ends[i] ?? i + 1);
  const units = Array.from({ length: inner.text.length }, (_, i) => i);
  const spans = {
    starts: units.map((i) => starts[from(i)] ?? starts[0]!),
    ends: units.map((i) => ends[to(i) - 1] ?? starts[0]!),
  };
  return { ...outer, text: inner.text, spans };
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
    eachMatch(pattern, text, (from, to) => {
      if (from > end) add(from, invert);
      add(to, !invert);
    });
    if (text.length > end) add(text.length, invert);
    if (end > start) pieces.push({ text: text.slice(start, end), start });
    return pieces;
  };
}
