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
