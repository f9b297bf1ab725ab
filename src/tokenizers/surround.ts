/** What stands around texts, as a template of tokenizer.json. */

import type { z } from "zod";
import type { TokenizerJson } from "./tokenizer-json.ts";

export interface Surroundings {
  /** Ids before and after a text. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /**
   * How two texts are joined. Absent: each in its own. "shared end": the second has no beginning, and the type 1 (BERT).
   * "doubled end": the second begins with the end of the first, and has the type 0 (RoBERTa).
   */
  readonly joinsPairs?: "shared end" | "doubled end" | undefined;
}

/** Null where nothing does. */
export function surround(
  { before, after, joinsPairs }: Surroundings,
  nameOf: (id: number) => string,
): z.input<typeof TokenizerJson>["post_processor"] {
  if (before.length + after.length === 0) return null;
  const marks = (ids: readonly number[], type_id: number) =>
    ids.map((id) => ({ SpecialToken: { id: nameOf(id), type_id } }));
  const around = (id: "A" | "B", type_id: number, front: readonly number[]) => [
    ...marks(front, type_id),
    { Sequence: { id, type_id } },
    ...marks(after, type_id),
  ];
  const front = { alone: before, "shared end": [], "doubled end": after }[joinsPairs ?? "alone"];
  return {
    type: "TemplateProcessing",
    single: around("A", 0, before),
    pair: [...around("A", 0, before), ...around("B", joinsPairs === "doubled end" ? 0 : 1, front)],
    special_tokens: Object.fromEntries(
      [...before, ...after].map((id) => [nameOf(id), { id: nameOf(id), ids: [id], tokens: [nameOf(id)] }]),
    ),
  };
}
