/**
 * Normalizers rewrite text before it is cut into words. Each can also say where its output came from, which is how
 * tokens of rewritten text get offsets into the original.
 */

import { z } from "zod";
import { bertNormalizer } from "./bert-normalizer.ts";
import { chain, type Normalizer, unchanged } from "./normalizer.ts";
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
const Single = z.discriminatedUnion("type", [Form, Bert]);
const Sequence = z.strictObject({ type: z.literal("Sequence"), normalizers: z.array(Single) });

export const NormalizerConfig = z.discriminatedUnion("type", [...Single.options, Sequence]);

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
    case "Sequence":
      return config.normalizers.map(normalizerOf).reduce(chain, unchanged);
  }
}
