/** Sentences of the State of the Union addresses, in small letters, punctuation as words of its own. */
import { speeches } from "../../src/data/index.ts";
import type { Vocabulary } from "../../src/ngram/index.ts";

export function sentences(from: number, to: number): string[][] {
  return [...speeches({ from, to })].flatMap(({ text }) =>
    text
      .toLowerCase()
      .split(/(?<=[.?!])\s+/)
      .map((sentence) => sentence.match(/[a-z0-9']+|[.,;:?!]/g) ?? [])
      .filter((words) => words.length > 0),
  );
}

/** Words seen less than twice become <unk>, so that an unknown word is an event like others. */
export function withoutRare(all: readonly string[][]): string[][] {
  const seen = new Map<string, number>();
  for (const words of all) for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  return all.map((words) => words.map((word) => (seen.get(word)! < 2 ? "<unk>" : word)));
}

export function idsOf(all: readonly string[][], vocabulary: Vocabulary): number[][] {
  return all.map((words) => words.map((word) => vocabulary.id(word)));
}

/** The share of events, ends included, whose whole n-gram was never counted. */
export function unseenShare(sentences: readonly number[][], logProb: (ids: readonly number[]) => Float64Array): number {
  let unseen = 0;
  let events = 0;
  for (const ids of sentences) {
    const scores = logProb(ids);
    events += scores.length;
    for (const score of scores) if (score === -Infinity) unseen++;
  }
  return unseen / events;
}
