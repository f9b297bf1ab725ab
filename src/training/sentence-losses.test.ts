import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fixture, packed } from "../../tests/fixtures.ts";
import { Linear, Packed, Pass } from "../nn/index.ts";
import { fromData, grad, ids, type Tensor } from "../tensor/index.ts";
import { classifyPairs, cosineSimilarity, rankPairs } from "./index.ts";

const array = packed("float32");
const LossesFixture = z.strictObject({
  sentenceTransformers: z.string(),
  u: array, // [B, D]
  v: array, // [B, D]
  classes: z.array(z.int()),
  scores: array, // [B]
  weight: array, // [3, 3 D]
  bias: array, // [3]
  results: z.record(z.string(), z.strictObject({ loss: z.number(), gradients: z.array(array) })),
});

describe("[B11] the losses of Sentence-BERT equal sentence-transformers'", () => {
  const { results, classes, ...given } = fixture("bert/losses.json.gz", LossesFixture);
  const of = ({ shape, data }: z.output<typeof array>) => fromData(data, shape);
  const pass = new Pass({ layout: new Packed([1]) });
  const head = new Linear(24, 3, { bias: true });
  [head.weight, head.bias] = [of(given.weight).requireGrad(), of(given.bias).requireGrad()];

  it.each<[string, (u: Tensor, v: Tensor) => Tensor, Tensor[]]>([
    ["softmax", (u, v) => classifyPairs(u, v, ids(classes), head, pass), [head.weight, head.bias]],
    ["cosine", (u, v) => cosineSimilarity(u, v, of(given.scores)), []],
    ["ranking", (u, v) => rankPairs(u, v), []],
  ])("[B11] %s, and its gradients", (name, loss, others) => {
    const [u, v] = [of(given.u).requireGrad(), of(given.v).requireGrad()];
    const value = loss(u, v);
    expect(Math.abs(value.item() - results[name]!.loss)).toBeLessThan(1e-5);
    for (const [i, gradient] of grad([value], [u, v, ...others]).entries()) {
      const wanted = results[name]!.gradients[i]!.data;
      for (const [j, x] of gradient!.floats().entries()) expect(Math.abs(x - wanted[j]!)).toBeLessThan(1e-5);
    }
  });

  it("[B11] are not each other: another scale of the ranking moves it", () => {
    const [u, v] = [of(given.u), of(given.v)];
    expect(Math.abs(rankPairs(u, v, { scale: 10 }).item() - results.ranking!.loss)).toBeGreaterThan(1e-2);
  });
});
