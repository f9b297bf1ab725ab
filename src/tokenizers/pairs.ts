/** Two texts as one sequence, as BERT reads a question and its answer: [CLS] A [SEP] B [SEP], each token with its type. */

import type { PairPart } from "./post-processors.ts";

/** Two texts as one sequence, as BERT reads a question and its answer: [CLS] A [SEP] B [SEP]. */
export interface PairEncoding {
  /** In order, the template's tokens included. */
  ids: number[];
  /** The segment of each token: `token_type_ids`, 0 for the first text and 1 for the second in BERT. */
  typeIds: number[];
  /** One range of UTF-16 units a token, in the text that it is of; [0, 0] for tokens of the template. */
  offsets: [start: number, end: number][];
}

interface Text {
  readonly ids: readonly number[];
  readonly offsets: readonly [start: number, end: number][];
}

/** One text after the other, which is what tokenizers without a template do. */
export const sideBySide: readonly PairPart[] = [
  { text: "A", type: 0 },
  { text: "B", type: 1 },
];

/** Fills a template. With `maxLength` the texts are cut at their ends until all of it fits. */
export function joinPair(
  template: readonly PairPart[],
  a: Text,
  b: Text,
  maxLength = Number.POSITIVE_INFINITY,
): PairEncoding {
  const special = template.reduce((sum, part) => sum + ("ids" in part ? part.ids.length : 0), 0);
  const [ofA, ofB] = longestFirst(a.ids.length, b.ids.length, Math.max(maxLength - special, 0));
  const joined: PairEncoding = { ids: [], typeIds: [], offsets: [] };
  const add = (
    ids: readonly number[],
    offsets: readonly [number, number][] | undefined,
    type: number,
    length: number,
  ) => {
    for (let i = 0; i < length; i++) {
      joined.ids.push(ids[i]!);
      joined.offsets.push(offsets?.[i] ?? [0, 0]);
      joined.typeIds.push(type);
    }
  };
  for (const part of template) {
    if ("ids" in part) add(part.ids, undefined, part.type, part.ids.length);
    else if (part.text === "A") add(a.ids, a.offsets, part.type, ofA);
    else add(b.ids, b.offsets, part.type, ofB);
  }
  return joined;
}

/** How many tokens of each text are left of `room`: the longer loses first, and both the same once they are equal. */
function longestFirst(a: number, b: number, room: number): [a: number, b: number] {
  if (a + b <= room) return [a, b];
  const half = Math.floor(room / 2);
  // The odd one goes to the longer text.
  if (Math.min(a, b) > half) return a > b ? [room - half, half] : [half, room - half];
  return a > b ? [room - b, b] : [a, room - a];
}
