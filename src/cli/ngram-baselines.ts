/**
 * What a counting model makes of the same split: interpolated modified Kneser-Ney 5-grams over bytes, over characters and over
 * words, in bits per byte of the held-out text. A piece that the training text has but once, or never, counts as unknown and is
 * spelled by a 5-gram of bytes that was trained on such pieces, so that every text has a probability.
 */

import type { Document, Documents } from "../data/index.ts";
import { countIds, modifiedKneserNey, type NgramModel } from "../ngram/index.ts";
import type { Baseline } from "../training/index.ts";

const ORDER = 5;
/** Words with the space before them, numbers, signs and white space: put together again they are the text. */
const WORDS = / ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+/gu;

const UNITS = {
  bytes: undefined,
  characters: (text: string) => [...text],
  words: (text: string) => text.match(WORDS) ?? [],
} as const;

export async function ngramBaselines(train: Documents, heldOut: Documents): Promise<Baseline[]> {
  return bitsPerByteOf(await textsOf(train), await textsOf(heldOut));
}

/** The same of texts. Takes about 8 s and 45 MB a megabyte. */
export function bitsPerByteOf(seen: readonly string[], unseen: readonly string[]): Baseline[] {
  const bytes = unseen.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return Object.entries(UNITS).map(([unit, cut]) => ({
    label: `modified Kneser-Ney ${ORDER}-gram of ${unit}`,
    bitsPerByte: (cut === undefined ? spelled(seen).bits(unseen.map(ended)) : bitsByPieces(seen, unseen, cut)) / bytes,
  }));
}

export async function textsOf(documents: Documents): Promise<string[]> {
  const texts: string[] = [];
  for await (const { text } of documents as AsyncIterable<Document>) texts.push(text);
  return texts;
}

/** The bytes of a text, and 256 behind the last. */
const ended = (text: string): number[] => [...Buffer.from(text), 256];

/** A model of bytes, of texts with their ends. */
function spelled(texts: readonly string[]): NgramModel {
  return modifiedKneserNey(countIds(texts.map(ended), { order: ORDER, size: 257 }));
}

/** Bits of texts by a model of pieces: id 0 is the unknown piece, 1 the end of a text. */
function bitsByPieces(
  seen: readonly string[],
  unseen: readonly string[],
  cut: (text: string) => readonly string[],
): number {
  const counts = new Map<string, number>();
  for (const text of seen) for (const piece of cut(text)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const known = [...counts].filter(([, count]) => count > 1).map(([piece]) => piece);
  const ids = new Map(known.map((piece, i) => [piece, i + 2]));
  const encode = (text: string) => [...cut(text).map((piece) => ids.get(piece) ?? 0), 1];
  const model = modifiedKneserNey(countIds(seen.map(encode), { order: ORDER, size: known.length + 2 }));
  const rare = [...counts].filter(([, count]) => count === 1).map(([piece]) => piece);
  const speller = spelled(rare.length > 0 ? rare : [...counts.keys()]);
  const strange = unseen.flatMap((text) => cut(text).filter((piece) => !ids.has(piece)));
  return model.bits(unseen.map(encode)) + speller.bits(strange.map(ended));
}
