/** `bert/sentences.json.gz`: 200 sentences, and the cosines of their vectors by sentence-transformers. */
import { z } from "zod";
import { packed } from "../fixtures.ts";

export const SentencesFixture = z.strictObject({
  sentenceTransformers: z.string(),
  /** The first 3 times as many texts are triples: a sentence, a paraphrase, a distractor of nearly the same words. */
  triples: z.int(),
  texts: z.array(z.string()),
  cosines: packed("float32"), // the upper triangle with its diagonal, row by row
  first: packed("float32"), // [2, D], the vectors of the first two
});

/** The cosine of texts i <= j of n, as the fixture keeps it. */
export function cosineAt(cosines: Float32Array, n: number, i: number, j: number): number {
  return cosines[i * n - (i * (i - 1)) / 2 + (j - i)]!;
}

export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}

/** The probability that a positive lies above a negative, ties counting half. */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number {
  const sorted = [...negatives].sort((a, b) => a - b);
  const below = (x: number, strictly: boolean) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (strictly ? sorted[middle]! < x : sorted[middle]! <= x) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wins = positives.map((x) => (below(x, true) + below(x, false)) / 2 / sorted.length);
  return wins.reduce((a, b) => a + b, 0) / wins.length;
}
