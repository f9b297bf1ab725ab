/**
 * From tokens back to text. `open` starts one run: text comes out as soon as it is certain, so that decoding a whole
 * list and streaming it are the same thing.
 */

import { z } from "zod";
import { byteLevelDecoder } from "./byte-level.ts";

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

export const DecoderConfig = z.discriminatedUnion("type", [ByteLevel, WordPiece, BpeDecoder]);

export function decoderOf(config: z.output<typeof DecoderConfig>): Decoder {
  switch (config.type) {
    case "ByteLevel":
      return byteLevelDecoder;
    case "WordPiece":
      return wordPieceDecoder(config.prefix, config.cleanup);
    case "BPEDecoder":
      return suffixDecoder(config.suffix);
  }
}

/** A space before each word but the first; what has the prefix goes on the word before it. */
function wordPieceDecoder(prefix: string, cleanup: boolean): Decoder {
  return {
    open() {
      let isFirst = true;
      return {
        push(token) {
          const text = isFirst ? token : token.startsWith(prefix) ? token.slice(prefix.length) : ` ${token}`;
          isFirst = false;
          return cleanup ? withoutStraySpaces(text) : text;
        },
        flush: () => "",
      };
    },
  };
}

/** English as it is written, of a token and the space before it: "it 's" becomes "it's". These are BERT's own rules. */
function withoutStraySpaces(text: string): string {
  let clean = text;
  for (const [stray, written] of STRAY_SPACES) clean = clean.replaceAll(stray, written);
  return clean;
}

const STRAY_SPACES = [
  ...[".", "?", "!", ","].map((mark) => [` ${mark}`, mark] as const),
  [" ' ", "'"],
  [" n't", "n't"],
  [" 'm", "'m"],
  [" do not", " don't"],
  [" 's", "'s"],
  [" 've", "'ve"],
  [" 're", "'re"],
] as const;

/** A space after each token that ends a word, but for the last of all. */
function suffixDecoder(suffix: string): Decoder {
  return {
    open() {
      let owed = "";
      return {
        push(token) {
          const text = owed + token.replaceAll(suffix, "");
          owed = token.endsWith(suffix) ? " " : "";
          return text;
        },
        flush: () => "",
      };
    },
  };
}
