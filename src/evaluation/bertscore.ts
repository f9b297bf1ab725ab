/**
 * BERTScore (Zhang et al. 2020, arXiv:1904.09675): two texts are alike as their tokens' contextual vectors are.
 *
 *     P = sum over i of w(x_i) max_j cos(x_i, y_j) / sum w(x_i)        x: the candidate's tokens, y: the reference's
 *     R = the same with x and y exchanged,   F = 2 P R / (P + R)
 *
 * w is 1, or with `idf` the inverse document frequency of the token among the references, ln((N + 1) / (n + 1)) where n of N
 * references hold it. Special tokens have w = 0, so they are not asked, but they may answer: as in the authors' program.
 */
import { z } from "zod";
import type { LanguageModel } from "../lm/index.ts";
import { checked } from "../sentences/index.ts";
import type { Tokenizer } from "../tokenizers/index.ts";

export const BertScoreConfig = z.strictObject({
  layer: z.int().nonnegative().optional().describe("whose block's output is compared; default the last"),
  idf: z.boolean().default(false).describe("whether rare tokens of the references weigh more"),
});

export interface BertScore {
  readonly precision: number;
  readonly recall: number;
  readonly f: number;
}

/** A model, and the tokenizer that it reads with. */
export interface Scorer {
  readonly model: Pick<LanguageModel, "embed">;
  readonly tokenizer: Pick<Tokenizer, "encode" | "isSpecial">;
}

/** Texts to be judged and what each should have said: one score for each pair. Throws where the lists differ in length. */
export async function bertScore(
  { model, tokenizer }: Scorer,
  candidates: readonly string[],
  references: readonly string[],
  input: z.input<typeof BertScoreConfig> = {},
): Promise<BertScore[]> {
  const { layer, idf } = checked(BertScoreConfig, input, "bertScore");
  if (candidates.length !== references.length) {
    throw new Error(`bertScore: ${candidates.length} candidates for ${references.length} references`);
  }
  const options = { pooling: "none", normalize: true, ...(layer !== undefined && { layer }) } as const;
  const read = async (texts: readonly string[]) => {
    const vectors = await model.embed(texts, options);
    return texts.map((text, i): Read => ({ ids: tokenizer.encode(text), vectors: vectors[i]! }));
  };
  const [xs, ys] = [await read(candidates), await read(references)];
  const rarity = idf ? inverseFrequency(ys.map(({ ids }) => ids)) : () => 1;
  const weight = (id: number) => (tokenizer.isSpecial(id) ? 0 : rarity(id));
  return xs.map((x, i) => {
    const y = ys[i]!;
    const precision = mean(x, y, weight);
    const recall = mean(y, x, weight);
    return { precision, recall, f: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
  });
}

interface Read {
  readonly ids: readonly number[];
  /** One of length 1 for each id. */
  readonly vectors: readonly (readonly number[])[];
}

/** The weighted mean, over x's tokens, of the best cosine with any of y's; 0 where nothing has a weight. */
function mean(x: Read, y: Read, weight: (id: number) => number): number {
  let [sum, weights] = [0, 0];
  for (const [i, id] of x.ids.entries()) {
    const w = weight(id);
    if (w === 0) continue;
    sum += w * Math.max(...y.vectors.map((vector) => dot(x.vectors[i]!, vector)));
    weights += w;
  }
  return weights === 0 ? 0 : sum / weights;
}

function inverseFrequency(documents: readonly (readonly number[])[]): (id: number) => number {
  const counts = new Map<number, number>();
  for (const ids of documents) for (const id of new Set(ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return (id) => Math.log((documents.length + 1) / ((counts.get(id) ?? 0) + 1));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
