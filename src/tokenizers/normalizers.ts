/**
 * Normalizers rewrite text before it is cut into words. Each can also say where its output came from, which is how
 * tokens of rewritten text get offsets into the original.
 */

import { z } from "zod";
import { bertNormalizer } from "./bert-normalizer.ts";
import { chain, type Normalizer, perMatch, unchanged } from "./normalizer.ts";
import { compilePattern, literalPattern } from "./pattern.ts";
import { precompiled } from "./precompiled.ts";
import { lowercase, nmt, prepend, replaced, strip, stripAccents } from "./text-normalizers.ts";
import { unicodeForm } from "./unicode-forms.ts";

const Form = z.strictObject({ type: z.enum(["NFC", "NFD", "NFKC", "NFKD"]) });
const Bert = z.strictObject({
  type: z.literal("BertNormalizer"),
  clean_text: z.boolean().default(true),
  handle_chinese_chars: z.boolean().default(true),
  /** Null: as `lowercase` says. */
  strip_accents: z.boolean().nullish(),
  lowercase: z.boolean().default(true),
});
const Simple = z.strictObject({ type: z.enum(["Lowercase", "StripAccents", "Nmt"]) });
const Strip = z.strictObject({
  type: z.literal("Strip"),
  strip_left: z.boolean().default(true),
  strip_right: z.boolean().default(true),
});
const Replace = z.strictObject({
  type: z.literal("Replace"),
  pattern: z.union([z.strictObject({ Regex: z.string() }), z.strictObject({ String: z.string() })]),
  content: z.string(),
});
const Prepend = z.strictObject({ type: z.literal("Prepend"), prepend: z.string() });
const Precompiled = z.strictObject({ type: z.literal("Precompiled"), precompiled_charsmap: z.base64() });
const Single = z.discriminatedUnion("type", [Form, Bert, Simple, Strip, Replace, Prepend, Precompiled]);
// A sequence may stand in a sequence, as converters write it.
const Sequence = z.strictObject({
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
    case "Strip":
      return strip(config.strip_left, config.strip_right);
    case "Replace": {
      const { pattern, content } = config;
      return "Regex" in pattern
        ? replaced(compilePattern(pattern.Regex), content)
        : perMatch(literalPattern(pattern.String), () => content);
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
