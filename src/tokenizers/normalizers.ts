/**
 * Normalizers rewrite text before it is cut into words. Each can also say where its output came from, which is how
 * tokens of rewritten text get offsets into the original.
 */

import { z } from "zod";
import { bertNormalizer } from "./bert-normalizer.ts";
import { chain, type Normalizer, perMatch, unchanged } from "./normalizer.ts";
import { PatternConfig, patternOf } from "./pattern.ts";
import { precompiled } from "./precompiled.ts";
import { byteLevel, lowercase, nmt, prepend, replaced, strip, stripAccents } from "./text-normalizers.ts";
import { unicodeForm } from "./unicode-forms.ts";

// Keys that a part does not know are passed over, as the library does.
const Form = z.object({ type: z.enum(["NFC", "NFD", "NFKC", "NFKD"]) });
const Bert = z.object({
  type: z.literal("BertNormalizer"),
  clean_text: z.boolean().default(true),
  handle_chinese_chars: z.boolean().default(true),
  /** Null: as `lowercase` says. */
  strip_accents: z.boolean().nullish(),
  lowercase: z.boolean().default(true),
});
const Simple = z.object({ type: z.enum(["Lowercase", "StripAccents", "Nmt", "ByteLevel"]) });
const Strip = z.object({
  type: z.literal("Strip"),
  strip_left: z.boolean().default(true),
  strip_right: z.boolean().default(true),
});
const Replace = z.object({
  type: z.literal("Replace"),
  pattern: PatternConfig,
  content: z.string(),
});
const Prepend = z.object({ type: z.literal("Prepend"), prepend: z.string() });
const Precompiled = z.object({ type: z.literal("Precompiled"), precompiled_charsmap: z.base64() });
const Single = z.discriminatedUnion("type", [Form, Bert, Simple, Strip, Replace, Prepend, Precompiled]);
// A sequence may stand in a sequence, as converters write it.
const Sequence = z.object({
  type: z.literal("Sequence"),
  get normalizers() {
    return z.array(z.discriminatedUnion("type", [...Single.options, Sequence]));
  },
});

export const NormalizerConfig = z.discriminatedUnion("type", [...Single.options, Sequence]);

/** @throws PatternError where a regular expression has no counterpart here, CharsmapError where a table is damaged */
export function normalizerOf(config: z.output<typeof NormalizerConfig>): Normalizer {
  switch (config.type) {
    case "NFC":
    case "NFD":
    case "NFKC":
    case "NFKD":
      return unicodeForm(config.type);
    case "BertNormalizer":
      return bertNormalizer({
        cleanText: config.clean_text,
        handleChineseChars: config.handle_chinese_chars,
        stripAccents: config.strip_accents ?? config.lowercase,
        lowercase: config.lowercase,
      });
    case "Lowercase":
      return lowercase;
    case "StripAccents":
      return stripAccents;
    case "Nmt":
      return nmt;
    case "ByteLevel":
      return byteLevel;
    case "Strip":
      return strip(config.strip_left, config.strip_right);
    case "Replace": {
      const { pattern, content } = config;
      const found = patternOf(pattern);
      return "String" in pattern && pattern.String !== "" ? perMatch(found, () => content) : replaced(found, content);
    }
    case "Prepend":
      return prepend(config.prepend);
    case "Precompiled":
      return config.precompiled_charsmap === ""
        ? unchanged
        : precompiled(Uint8Array.from(Buffer.from(config.precompiled_charsmap, "base64")));
    case "Sequence":
      return config.normalizers.map(normalizerOf).reduce(chain, unchanged);
  }
}
