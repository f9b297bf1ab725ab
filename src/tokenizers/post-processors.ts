/** Post-processors put special tokens around an encoded text, or trim offsets. */

import { z } from "zod";

export interface PostProcessor {
  /** Ids that stand before and after every text. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Where given, offsets leave out the spaces at a token's edges. */
  readonly trim?: OffsetTrim;
}

/** `keepsPrefixSpace`: the first token's one space was put there by the pre-tokenizer, so its offsets never held it. */
export interface OffsetTrim {
  readonly keepsPrefixSpace: boolean;
}

const ByteLevel = z.strictObject({
  type: z.literal("ByteLevel"),
  add_prefix_space: z.boolean().default(true),
  trim_offsets: z.boolean().default(true),
  use_regex: z.boolean().optional(), // read by the pre-tokenizer of the same name alone
});

const typeId = z.int().optional();
const Part = z.union([
  z.strictObject({ SpecialToken: z.strictObject({ id: z.string(), type_id: typeId }) }),
  z.strictObject({ Sequence: z.strictObject({ id: z.enum(["A", "B"]), type_id: typeId }) }),
]);
const TemplateProcessing = z.strictObject({
  type: z.literal("TemplateProcessing"),
  single: z.array(Part),
  pair: z.array(Part),
  special_tokens: z.record(
    z.string(),
    z.strictObject({ id: z.string(), ids: z.array(z.int().nonnegative()), tokens: z.array(z.string()) }),
  ),
});
const Single = z.discriminatedUnion("type", [ByteLevel, TemplateProcessing]);
const Sequence = z.strictObject({ type: z.literal("Sequence"), processors: z.array(Single) });

export const PostProcessorConfig = z.discriminatedUnion("type", [ByteLevel, TemplateProcessing, Sequence]);

export const plain: PostProcessor = { before: [], after: [] };

/** @throws TemplateError where the template is not special tokens around one text */
export function postProcessorOf(config: z.output<typeof PostProcessorConfig>): PostProcessor {
  switch (config.type) {
    case "ByteLevel":
      return config.trim_offsets ? { ...plain, trim: { keepsPrefixSpace: config.add_prefix_space } } : plain;
    case "TemplateProcessing":
      return template(config);
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

/** A template for one text that is no such template; `field` names the part. */
export class TemplateError extends Error {
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

function template(config: z.output<typeof TemplateProcessing>): PostProcessor {
  const place = config.single.findIndex((part) => "Sequence" in part && part.Sequence.id === "A");
  if (place < 0 || config.single.filter((part) => "Sequence" in part).length > 1) {
    throw new TemplateError("single", "must contain the text, Sequence A, exactly once");
  }
  const idsOf = (parts: typeof config.single) =>
    parts.flatMap((part) => {
      const name = "SpecialToken" in part ? part.SpecialToken.id : "";
      const token = config.special_tokens[name];
      if (token === undefined)
        throw new TemplateError("special_tokens", `lacks ${JSON.stringify(name)}, which single names`);
      return token.ids;
    });
  return { before: idsOf(config.single.slice(0, place)), after: idsOf(config.single.slice(place + 1)) };
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
