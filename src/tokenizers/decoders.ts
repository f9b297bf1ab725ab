/**
 * From tokens back to text. `open` starts one run: text comes out as soon as it is certain, so that decoding a whole
 * list and streaming it are the same thing.
 */

import { z } from "zod";
import { byteLevelDecoder } from "./byte-level.ts";
import * as steps from "./decoding-steps.ts";
import { compilePattern, literalPattern } from "./pattern.ts";

export interface DecoderRun {
  /** Text that the tokens so far make certain, and that no earlier call has given. */
  push(token: string): string;
  /** The rest; ends the run. */
  flush(): string;
}

export interface Decoder {
  open(): DecoderRun;
}

const ByteLevel = z.strictObject({
  type: z.literal("ByteLevel"),
  // Written by every tokenizer.json, meaningful for the pre-tokenizer alone.
  add_prefix_space: z.boolean().optional(),
  trim_offsets: z.boolean().optional(),
  use_regex: z.boolean().optional(),
});
const WordPiece = z.strictObject({
  type: z.literal("WordPiece"),
  prefix: z.string().default("##"),
  cleanup: z.boolean().default(true),
});
const BpeDecoder = z.strictObject({ type: z.literal("BPEDecoder"), suffix: z.string().default("</w>") });
const Metaspace = z.strictObject({
  type: z.literal("Metaspace"),
  replacement: z.string().length(1).default("▁"),
  prepend_scheme: z.enum(["always", "first", "never"]).optional(),
  add_prefix_space: z.boolean().default(true), // what files before 2024 say instead
  split: z.boolean().optional(),
  str_rep: z.string().optional(),
});
const ByteFallback = z.strictObject({ type: z.literal("ByteFallback") });
const Fuse = z.strictObject({ type: z.literal("Fuse") });
const Strip = z.strictObject({
  type: z.literal("Strip"),
  content: z.string().length(1),
  start: z.int().nonnegative(),
  stop: z.int().nonnegative(),
});
const Replace = z.strictObject({
  type: z.literal("Replace"),
  pattern: z.union([z.strictObject({ Regex: z.string() }), z.strictObject({ String: z.string() })]),
  content: z.string(),
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
]);
const Sequence = z.strictObject({
  type: z.literal("Sequence"),
  // After Fuse the whole text is one token, which Strip alone can take as it comes.
  decoders: z.array(Single).refine((list) => {
    const fuse = list.findIndex(({ type }) => type === "Fuse");
    return fuse < 0 || list.slice(fuse + 1).every(({ type }) => type === "Strip" || type === "Fuse");
  }, "only Strip may follow Fuse"),
});

export const DecoderConfig = z.discriminatedUnion("type", [...Single.options, Sequence]);

/** @throws PatternError where a regular expression has no counterpart in JavaScript */
export function decoderOf(config: z.output<typeof DecoderConfig>): Decoder {
  if (config.type === "ByteLevel") return byteLevelDecoder;
  const list = config.type === "Sequence" ? config.decoders : [config];
  const fuse = list.findIndex(({ type }) => type === "Fuse");
  return chain(list.map((step, i) => stepOf(step, fuse >= 0 && fuse < i)));
}

function stepOf(config: z.output<typeof Single>, isFused: boolean): () => steps.Step {
  switch (config.type) {
    case "ByteLevel":
      return () => {
        const run = byteLevelDecoder.open();
        return { push: (token) => [run.push(token)], flush: () => [run.flush()] };
      };
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
      return isFused
        ? () => steps.stripWhole(config.content, config.start, config.stop)
        : () => steps.each((token) => steps.strip(token, config.content, config.start, config.stop));
    case "Replace": {
      const { pattern } = config;
      const found = "Regex" in pattern ? compilePattern(pattern.Regex) : literalPattern(pattern.String);
      return () => steps.each((token) => token.replace(found, () => config.content));
    }
  }
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
