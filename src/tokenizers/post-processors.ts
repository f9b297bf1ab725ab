/** Post-processors put special tokens around an encoded text, or between two, and trim offsets. */

import { z } from "zod";
import { bertTemplate, robertaTemplate, type TemplateParts, templateOf } from "./templates.ts";

export interface PostProcessor {
  /** Ids that stand before and after every text. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** How two texts are put together; absent: the second after the first, as type 1. */
  readonly pair?: readonly PairPart[];
  /** Where given, offsets leave out the spaces at a token's edges. */
  readonly trim?: OffsetTrim;
}

/** A part of an encoded pair: special tokens, or one of the two texts. */
export type PairPart =
  | { readonly ids: readonly number[]; readonly type: number }
  | { readonly text: "A" | "B"; readonly type: number };

/** `keepsPrefixSpace`: the first token's one space was put there by the pre-tokenizer, so its offsets never held it. */
export interface OffsetTrim {
  readonly keepsPrefixSpace: boolean;
}

// Keys that a part does not know are passed over, as the library does.
const ByteLevel = z.object({
  type: z.literal("ByteLevel"),
  add_prefix_space: z.boolean().default(true),
  trim_offsets: z.boolean().default(true),
  use_regex: z.boolean().optional(), // read by the pre-tokenizer of the same name alone
});
const typeId = z.int().nonnegative().optional();
const Part = z.union([
  z.object({ SpecialToken: z.object({ id: z.string(), type_id: typeId }) }),
  z.object({ Sequence: z.object({ id: z.enum(["A", "B"]), type_id: typeId }) }),
]);
const TemplateProcessing = z.object({
  type: z.literal("TemplateProcessing"),
  single: z.array(Part),
  pair: z.array(Part),
  special_tokens: z.record(
    z.string(),
    z.object({ id: z.string(), ids: z.array(z.int().nonnegative()), tokens: z.array(z.string()) }),
  ),
});
const TokenAndId = z.tuple([z.string(), z.int().nonnegative()]);
const Bert = z.object({ type: z.literal("BertProcessing"), sep: TokenAndId, cls: TokenAndId });
const Roberta = z.object({
  type: z.literal("RobertaProcessing"),
  sep: TokenAndId,
  cls: TokenAndId,
  trim_offsets: z.boolean().default(true),
  add_prefix_space: z.boolean().default(true),
});
const Single = z.discriminatedUnion("type", [ByteLevel, TemplateProcessing, Bert, Roberta]);
const Sequence = z.object({
  type: z.literal("Sequence"),
  get processors() {
    return z.array(z.discriminatedUnion("type", [...Single.options, Sequence]));
  },
});

export const PostProcessorConfig = z.discriminatedUnion("type", [...Single.options, Sequence]);

export const plain: PostProcessor = { before: [], after: [] };

/** @throws TemplateError where a template does not hold its texts once each, or names a token that it does not give */
export function postProcessorOf(config: z.output<typeof PostProcessorConfig>): PostProcessor {
  switch (config.type) {
    case "ByteLevel":
      return config.trim_offsets ? { ...plain, trim: { keepsPrefixSpace: config.add_prefix_space } } : plain;
    case "TemplateProcessing":
      return templateOf(config satisfies TemplateParts);
    case "BertProcessing":
      return bertTemplate(config.cls[1], config.sep[1]);
    case "RobertaProcessing": {
      const template = robertaTemplate(config.cls[1], config.sep[1]);
      return config.trim_offsets ? { ...template, trim: { keepsPrefixSpace: config.add_prefix_space } } : template;
    }
    case "Sequence":
      return config.processors.map(postProcessorOf).reduce(around, plain);
  }
}

/** The outer one's tokens stand outside the inner one's. */
function around(inner: PostProcessor, outer: PostProcessor): PostProcessor {
  return {
    ...inner,
    ...outer,
    before: [...outer.before, ...inner.before],
    after: [...inner.after, ...outer.after],
  };
}

const isSpace = (unit: string) => unit === "Ġ" || /\p{White_Space}/v.test(unit);

/** Takes the spaces at the edges of each token out of its offsets, in place. */
export function trimOffsets(
  tokens: readonly string[],
  offsets: [start: number, end: number][],
  { keepsPrefixSpace }: OffsetTrim,
): void {
  tokens.forEach((token, i) => {
    const [start, end] = offsets[i]!;
    let leading = 0;
    while (leading < token.length && isSpace(token[leading]!)) leading++;
    let trailing = 0;
    while (trailing < token.length && isSpace(token[token.length - 1 - trailing]!)) trailing++;
    if (keepsPrefixSpace && leading === 1 && (i === 0 || start === 0)) leading = 0;
    const from = Math.min(start + leading, end);
    offsets[i] = [from, end >= trailing ? Math.max(end - trailing, from) : end];
  });
}
