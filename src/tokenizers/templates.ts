/**
 * Templates of post-processors: where special tokens stand around one text, A, and around and between two, A and B, and
 * which type each part of a pair has (BERT's segment: 0 for the first text, 1 for the second).
 *
 *     [CLS]:0 A:0 [SEP]:0                        [CLS]:0 A:0 [SEP]:0 B:1 [SEP]:1
 */

import type { PairPart, PostProcessor } from "./post-processors.ts";

/** What is wrong with a template; `field` names the part. */
export class TemplateError extends Error {
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

interface Part {
  readonly SpecialToken?: { readonly id: string; readonly type_id?: number | undefined };
  readonly Sequence?: { readonly id: "A" | "B"; readonly type_id?: number | undefined };
}

/** `TemplateProcessing` as tokenizer.json writes it. */
export interface TemplateParts {
  readonly single: readonly Part[];
  readonly pair: readonly Part[];
  readonly special_tokens: Readonly<Record<string, { readonly ids: readonly number[] }>>;
}

/** @throws TemplateError */
export function templateOf({ single, pair, special_tokens }: TemplateParts): PostProcessor {
  const read = (field: "single" | "pair", parts: readonly Part[]) =>
    parts.map(({ SpecialToken, Sequence }): PairPart => {
      if (Sequence !== undefined) return { text: Sequence.id, type: Sequence.type_id ?? 0 };
      const token = special_tokens[SpecialToken!.id];
      if (token === undefined)
        throw new TemplateError("special_tokens", `lacks ${JSON.stringify(SpecialToken!.id)}, which ${field} names`);
      return { ids: token.ids, type: SpecialToken!.type_id ?? 0 };
    });
  const times = (parts: readonly Part[], text: "A" | "B") =>
    parts.filter(({ Sequence }) => Sequence?.id === text).length;
  if (times(single, "A") !== 1 || times(single, "B") > 0)
    throw new TemplateError("single", "must contain the text, Sequence A, exactly once");
  // Many files that are never asked for a pair have an empty template for it.
  if (pair.length > 0 && (times(pair, "A") !== 1 || times(pair, "B") !== 1))
    throw new TemplateError("pair", "must contain the texts, Sequence A and Sequence B, exactly once each");
  const place = single.findIndex(({ Sequence }) => Sequence !== undefined);
  const ids = (parts: readonly Part[]) => read("single", parts).flatMap((part) => ("ids" in part ? part.ids : []));
  return {
    before: ids(single.slice(0, place)),
    after: ids(single.slice(place + 1)),
    ...(pair.length > 0 && { pair: read("pair", pair) }),
  };
}

/** BERT's, written by older files as a processor of its own. */
export const bertTemplate = (cls: number, sep: number): PostProcessor => ({
  before: [cls],
  after: [sep],
  pair: [
    { ids: [cls], type: 0 },
    { text: "A", type: 0 },
    { ids: [sep], type: 0 },
    { text: "B", type: 1 },
    { ids: [sep], type: 1 },
  ],
});

/** RoBERTa's (Liu et al. 2019): two separators between the texts, and one type for all. */
export const robertaTemplate = (cls: number, sep: number): PostProcessor => ({
  before: [cls],
  after: [sep],
  pair: [
    { ids: [cls], type: 0 },
    { text: "A", type: 0 },
    { ids: [sep, sep], type: 0 },
    { text: "B", type: 0 },
    { ids: [sep], type: 0 },
  ],
});
