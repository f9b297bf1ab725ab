/** Every part that `tokenizers` can write does here what it does there (tools/tokenizer_parts.py). */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { DecoderConfig, decoderOf, undecoded } from "../../src/tokenizers/decoders.ts";
import { type Tokenizer, tokenizerFromJson } from "../../src/tokenizers/index.ts";
import { UnknownTokenError } from "../../src/tokenizers/model.ts";
import { fixture } from "../fixtures.ts";

const ids = z.array(z.int());
const Found = z.strictObject({
  ids,
  offsets: ids,
  decoded: z.string(),
  pair: ids.optional(),
  types: ids.optional(),
});
const Row = z.strictObject({
  kind: z.string(),
  change: z.record(z.string(), z.unknown()),
  found: z.array(Found.nullable()),
});
const { base, texts, rows, tokens, lists, decoders } = fixture(
  "tokenizers/parts.json.gz",
  z.strictObject({
    base: z.looseObject({ added_tokens: z.array(z.unknown()) }),
    texts: z.record(z.string(), z.array(z.string())),
    rows: z.array(Row),
    tokens: z.array(z.string()),
    lists: z.array(ids),
    decoders: z.array(z.strictObject({ decoder: z.unknown(), texts: z.array(z.string().nullable()) })),
  }),
);

const fileOf = ({ kind, change }: z.output<typeof Row>) => {
  const start = kind === "model" ? { ...base, added_tokens: [] } : base;
  return Object.fromEntries(Object.entries({ ...start, ...change }).filter(([, value]) => value !== "absent"));
};

function made(tokenizer: Tokenizer, kind: string, text: string, before: string): z.output<typeof Found> | null {
  try {
    const options = { addSpecialTokens: kind === "post-processor" };
    const { ids, offsets } = tokenizer.encodeWithOffsets(text, options);
    expect(tokenizer.encode(text, options)).toEqual(ids);
    const pair = kind === "post-processor" ? tokenizer.encodePair(text, before) : undefined;
    return {
      ids,
      offsets: offsets.flat(),
      decoded: tokenizer.decode(ids),
      ...(pair && { pair: pair.ids, types: pair.typeIds }),
    };
  } catch (error) {
    if (error instanceof UnknownTokenError) return null;
    throw error;
  }
}

/**
 * Where offsets are others by decision. What nobody wrote, such as a space put in front, takes no room here and stands for the character
 * beside it there; what was composed or replaced has the range of all its parts here, and of one of them there.
 */
const isDecided = ([start, end]: readonly number[], theirs: readonly number[]) =>
  start === end || (start! <= theirs[0]! && theirs[1]! <= end!);

/**
 * Where offsets are not compared: behind a character that BPE drops for want of an unknown token the library's are shifted, and what is put
 * where a pattern matches nothing belongs to the character before it there, and to none here.
 */
const isShifted = (change: Record<string, unknown>) => {
  const model = change.model as { type?: string; unk_token?: unknown } | undefined;
  return (model?.type === "BPE" && model.unk_token == null) || JSON.stringify(change).includes('{"Regex":"x*"}');
};

/** Of an added token that is looked for in normalized text the library gives back what it was normalized to. */
const decodes = (change: Record<string, unknown>) => !("added_tokens" in change && "normalizer" in change);

type Made = z.output<typeof Found> | null;

function agree(ours: Made, theirs: Made, change: Record<string, unknown>): boolean {
  // Unigram with a token for each byte needs no unknown one; the library asks for it nevertheless.
  if (ours === null || theirs === null) return theirs === null;
  const span = ({ offsets }: z.output<typeof Found>, i: number) => offsets.slice(2 * i, 2 * i + 2);
  const isOff = (_: number, i: number) =>
    `${span(ours, i)}` !== `${span(theirs, i)}` && !isDecided(span(ours, i), span(theirs, i));
  const rest = (made: z.output<typeof Found>) =>
    JSON.stringify({ ...made, offsets: [], ...(!decodes(change) && { decoded: "" }) });
  return rest(ours) === rest(theirs) && (isShifted(change) || !ours.ids.some(isOff));
}

describe("parts agree with Hugging Face's", () => {
  it.each(
    rows.map((row): [string, z.output<typeof Row>] => [`${row.kind} ${JSON.stringify(row.change).slice(0, 150)}`, row]),
  )("%s", (_, row) => {
    const tokenizer = tokenizerFromJson({ "tokenizer.json": fileOf(row) });
    const own = texts[row.kind]!;
    const found = own.map((text, i) => made(tokenizer, row.kind, text, own.at(i - 1)!));
    const apart = found.flatMap((ours, i) =>
      agree(ours, row.found[i]!, row.change) ? [] : [{ text: own[i], ours, theirs: row.found[i] }],
    );
    expect(apart).toEqual([]);
  });
});

describe("decoders agree with Hugging Face's", () => {
  it.each(decoders.map((row): [string, typeof row] => [JSON.stringify(row.decoder), row]))(
    "%s",
    (_, { decoder, texts }) => {
      const parsed = decoder === null ? undecoded : decoderOf(DecoderConfig.parse(decoder), new Set());
      const decoded = lists.map((list) => {
        const run = parsed.open();
        return list.map((id) => run.push(tokens[id]!)).join("") + run.flush();
      });
      expect(decoded.map((text, i) => (texts[i] === null ? null : text))).toEqual(texts);
    },
  );
});
