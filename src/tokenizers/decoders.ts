/**
 * From tokens back to text. `open` starts one run: text comes out as soon as it is certain, so that decoding a whole
 * list and streaming it are the same thing.
 */

import { z } from "zod";
import { byteLevelDecoder } from "./byte-level.ts";
import * as steps from "./decoding-steps.ts";
import { PatternConfig, patternOf } from "./pattern.ts";
import { replaceMatches } from "./pattern-matches.ts";

export interface DecoderRun {
  /** Text that the tokens so far make certain, and that no earlier call has given. */
  push(token: string): string;
  /** The rest; ends the run. */
  flush(): string;
}

export interface Decoder {
  open(): DecoderRun;
}

/** One character, which may be a surrogate pair. */
export const Character = z.string().refine((text) => [...text].length === 1, "expected one character");
// The library passes over keys that it does not know in all parts, and so do these schemas.
const ByteLevel = z.object({
  type: z.literal("ByteLevel"),
  // Written by every tokenizer.json, meaningful for the pre-tokenizer alone.
  add_prefix_space: z.boolean().optional(),
  trim_offsets: z.boolean().optional(),
  use_regex: z.boolean().optional(),
});
const WordPiece = z.object({
  type: z.literal("WordPiece"),
  prefix: z.string().default("##"),
  cleanup: z.boolean().default(true),
});
const BpeDecoder = z.object({ type: z.literal("BPEDecoder"), suffix: z.string().default("</w>") });
const Metaspace = z.object({
  type: z.literal("Metaspace"),
  replacement: Character.default("▁"),
  prepend_scheme: z.enum(["always", "first", "never"]).optional(),
  add_prefix_space: z.boolean().default(true), // what files before 2024 say instead
});
const ByteFallback = z.object({ type: z.literal("ByteFallback") });
const Fuse = z.object({ type: z.literal("Fuse") });
const Strip = z.object({
  type: z.literal("Strip"),
  content: Character,
  start: z.int().nonnegative(),
  stop: z.int().nonnegative(),
});
const Replace = z.object({
  type: z.literal("Replace"),
  pattern: PatternConfig,
  content: z.string(),
});
const Ctc = z.object({
  type: z.literal("CTC"),
  pad_token: z.string().default("<pad>"),
  word_delimiter_token: z.string().default("|"),
  cleanup: z.boolean().default(true),
});
const Single = z.discriminatedUnion("type", [
  ByteLevel,
  WordPiece,
  BpeDecoder,
  Metaspace,
  ByteFallback,
  Fuse,
  Strip,
  Replace,
  Ctc,
]);
const Sequence = z.object({
  type: z.literal("Sequence"),
  get decoders() {
    return z.array(z.discriminatedUnion("type", [...Single.options, Sequence]));
  },
});

export const DecoderConfig = z.discriminatedUnion("type", [...Single.options, Sequence]);
type Config = z.output<typeof DecoderConfig>;
type SingleConfig = z.output<typeof Single>;

/** Where a file names no decoder: tokens with spaces between them. */
export const undecoded: Decoder = chain([steps.spaced]);

/**
 * @param added the added tokens, which no byte alphabet spells
 * @throws PatternError where a regular expression has no counterpart in JavaScript
 */
export function decoderOf(config: Config, added: ReadonlySet<string>): Decoder {
  const list = flat(config);
  const byteLevel = byteLevelDecoder(added);
  if (list.length === 1 && list[0]!.type === "ByteLevel") return byteLevel;
  // After these the whole text is one token.
  const fused = list.findIndex(({ type }) => type === "Fuse" || type === "ByteLevel");
  return chain(
    list.map((step, i) => (fused >= 0 && fused < i ? wholeStepOf(step, byteLevel) : stepOf(step, byteLevel))),
  );
}

/** Without the spaces that English has not, as `clean_up_tokenization_spaces` asks of the whole text. */
export function cleanedUp(decoder: Decoder): Decoder {
  const rules = steps.STRAY_SPACES.filter(([stray]) => stray !== " do not"); // which BERT's own decoder alone has
  return chain([
    () => asStep(decoder),
    ...rules.map(
      ([stray, written]) =>
        () =>
          steps.replaceWhole(stray, written),
    ),
  ]);
}

/** One run of a decoder as the step of another. */
function asStep(decoder: Decoder): steps.Step {
  const run = decoder.open();
  return { push: (token) => [run.push(token)], flush: () => [run.flush()] };
}

const flat = (config: Config): SingleConfig[] =>
  config.type === "Sequence" ? config.decoders.flatMap(flat) : [config];

function stepOf(config: SingleConfig, byteLevel: Decoder): () => steps.Step {
  switch (config.type) {
    case "ByteLevel":
      return () => asStep(byteLevel);
    case "WordPiece":
      return () => steps.wordPiece(config.prefix, config.cleanup);
    case "BPEDecoder":
      return () => steps.endOfWord(config.suffix);
    case "Metaspace": {
      const scheme = config.prepend_scheme ?? (config.add_prefix_space ? "always" : "never");
      return () => steps.metaspace(config.replacement, scheme !== "never");
    }
    case "ByteFallback":
      return steps.byteFallback;
    case "Fuse":
      return () => steps.each((token) => token); // what it changes is how the steps after it are made
    case "Strip":
      return () => steps.each((token) => steps.strip(token, config.content, config.start, config.stop));
    case "Replace": {
      const found = patternOf(config.pattern);
      return () => steps.each((token) => replaceMatches(found, token, config.content));
    }
    case "CTC":
      return () => steps.ctc(config.pad_token, config.word_delimiter_token, config.cleanup);
  }
}

/** A step on the whole text, which comes in pieces. */
function wholeStepOf(config: SingleConfig, byteLevel: Decoder): () => steps.Step {
  if (config.type === "Fuse") return stepOf(config, byteLevel);
  if (config.type === "Strip") return () => steps.stripWhole(config.content, config.start, config.stop);
  if (config.type === "Replace" && "String" in config.pattern && config.pattern.String !== "") {
    const { String: found } = config.pattern;
    return () => steps.replaceWhole(found, config.content);
  }
  const make = stepOf(config, byteLevel);
  return () => steps.whole(make());
}

/** What each step gives goes through those after it. */
function chain(makers: readonly (() => steps.Step)[]): Decoder {
  return {
    open() {
      const run = makers.map((make) => make());
      const through = (tokens: readonly string[], from: number) =>
        run
          .slice(from)
          .reduce((list, step) => list.flatMap((token) => step.push(token)), tokens)
          .join("");
      return {
        push: (token) => through([token], 0),
        flush: () => run.map((step, i) => through(step.flush(), i + 1)).join(""),
      };
    },
  };
}
