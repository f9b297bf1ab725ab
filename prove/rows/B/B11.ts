/** Sentence-BERT: a siamese encoder, and the losses that it learns by (Reimers & Gurevych 2019). */

import { z } from "zod";
import { load } from "../../../src/checkpoints/index.ts";
import { distinctWeights, Linear, Packed, Pass } from "../../../src/nn/index.ts";
import { open } from "../../../src/open/index.ts";
import { adamW } from "../../../src/optim/index.ts";
import { fromData, grad, ids, noGrad, scope, stack, type Tensor, threads } from "../../../src/tensor/index.ts";
import { classifyPairs, cosineSimilarity, type Loss, learner, rankPairs } from "../../../src/training/index.ts";
import { fixture, packed } from "../../../tests/fixtures.ts";
import { cosineAt, dot, SentencesFixture } from "../../../tests/parity/sentences.ts";
import { row } from "../../harness/row.ts";

const array = packed("float32");
const Losses = z.strictObject({
  sentenceTransformers: z.string(),
  u: array,
  v: array,
  classes: z.array(z.int()),
  scores: array,
  weight: array,
  bias: array,
  results: z.record(z.string(), z.strictObject({ loss: z.number(), gradients: z.array(array) })),
});

export default row({
  id: "B11",
  bar:
    "cosines of 200 sentences within 1e-4 of the reference; the three losses (softmax over u, v, |u - v|; cosine; ranking) and all their gradients within " +
    "1e-5; 8 steps of the ranking loss on the real encoder lower it on the pairs it saw",
  holds: {
    "softmax, loss": { below: 1e-5 },
    "softmax, worst gradient": { below: 1e-5 },
    "cosine, loss": { below: 1e-5 },
    "cosine, worst gradient": { below: 1e-5 },
    "ranking, loss": { below: 1e-5 },
    "ranking, worst gradient": { below: 1e-5 },
    "worst cosine of 200 sentences": { below: 1e-4 },
    "ranking loss of 16 pairs after 8 steps": { below: "ranking loss of 16 pairs before" },
    "control: ranking loss with scale 1 in place of 20, apart": { above: 1e-2 },
  },
  oracle: "sentence-transformers 6.2.0: SoftmaxLoss, CosineSimilarityLoss, MultipleNegativesRankingLoss",

  short: {
    "softmax, cosine and ranking, and their gradients": () =>
      Object.fromEntries(Object.entries(lossesApart()).map(([name, apart]) => [name, [apart, { below: 1e-5 }]])),
    "are not each other: another scale of the ranking moves it": () => ({
      "scale 10 in place of 20": [rescaled(10), { above: 1e-2 }],
    }),
  },

  async full(log) {
    threads(1);
    const value = lossesApart();
    log(JSON.stringify(value));
    const wrongScale = rescaled(1);

    const { texts, cosines } = fixture("bert/sentences.json.gz", SentencesFixture);
    const port = await open("all-minilm-l6-v2", { pull: false });
    const vectors = (await port.embed(texts, { normalize: true })).map(([vector]) => vector!);
    await port.close();
    const worst = Math.max(...vectors.flatMap((a, i) => vectors.slice(i).map((b, j) => Math.abs(dot(a, b) - cosineAt(cosines.data, texts.length, i, i + j))))); // biome-ignore format: one line

    const steps = await siamese(texts);
    log(`siamese: ${steps}`);
    return {
      value: {
        ...value,
        "worst cosine of 200 sentences": worst,
        "ranking loss of 16 pairs before": steps[0]!,
        "ranking loss of 16 pairs after 8 steps": steps.at(-1)!,
        "control: ranking loss with scale 1 in place of 20, apart": wrongScale,
      },
      control: `the ranking loss with scale 1 in place of 20: ${wrongScale.toFixed(2)} away`,
    };
  },
});

/** The ranking loss of 16 sentences and their paraphrases, before each of 8 steps and after the last. */
async function siamese(texts: readonly string[]): Promise<number[]> {
  const { model, tokenizer } = await load("all-minilm-l6-v2", { pull: false, able: "read" });
  const parameters = [...distinctWeights(model)].filter(([path]) => !path.startsWith("pooler"));
  const learn = learner(adamW(parameters, { lr: 2e-5 }));
  const encode = (some: readonly string[]) => {
    const rows = some.map((text) => tokenizer.encode(text));
    const layout = new Packed(rows.map(({ length }) => length));
    const stream = model.stream(ids(rows.flat()), new Pass({ layout })); // [N, D]
    return stack(layout.apart(stream).map((one) => one.squeeze(0).mean(0))); // [B, D]
  };
  const at = (offset: number) => Array.from({ length: 16 }, (_, t) => texts[3 * t + offset]!);
  const loss = () => rankPairs(encode(at(0)), encode(at(1)));
  const losses = Array.from({ length: 8 }, () => learn.step(loss));
  losses.push(noGrad(() => scope(() => loss().mean.item())));
  learn.end();
  return losses;
}

const of = ({ shape, data }: z.output<typeof array>) => fromData(data, shape);

/** Each loss and its gradients beside the reference's, by name. */
function lossesApart(): Record<string, number> {
  const { results, classes, ...given } = fixture("bert/losses.json.gz", Losses);
  return scope(() => {
    const head = new Linear(24, 3, { bias: true });
    [head.weight, head.bias] = [of(given.weight).requireGrad(), of(given.bias).requireGrad()];
    const pass = new Pass({ layout: new Packed([1]) });
    const losses: Record<string, [(u: Tensor, v: Tensor) => Loss, Tensor[]]> = {
      softmax: [(u, v) => classifyPairs(u, v, ids(classes), head, pass), [head.weight, head.bias]],
      cosine: [(u, v) => cosineSimilarity(u, v, of(given.scores)), []],
      ranking: [(u, v) => rankPairs(u, v), []],
    };
    const apart: Record<string, number> = {};
    for (const [name, [loss, others]] of Object.entries(losses)) {
      const { loss: wanted, gradients } = results[name]!;
      const [u, v] = [of(given.u).requireGrad(), of(given.v).requireGrad()];
      const found = loss(u, v).mean;
      const own = grad([found], [u, v, ...others]).map((gradient) => gradient!.floats());
      apart[`${name}, loss`] = Math.abs(found.item() - wanted);
      apart[`${name}, worst gradient`] = Math.max(
        ...own.flatMap((gradient, i) => [...gradient].map((x, j) => Math.abs(x - gradients[i]!.data[j]!))),
      );
    }
    return apart;
  });
}

/** How far the ranking loss with another scale is from the reference's. */
function rescaled(scale: number): number {
  const { results, u, v } = fixture("bert/losses.json.gz", Losses);
  return scope(() => Math.abs(rankPairs(of(u), of(v), { scale }).mean.item() - results.ranking!.loss));
}
