/** Sentence-BERT: a siamese encoder, and the losses that it learns by (Reimers & Gurevych 2019). */
import { z } from "zod";
import { load } from "../../src/checkpoints/index.ts";
import { distinctWeights, Linear, Packed, Pass } from "../../src/nn/index.ts";
import { open } from "../../src/open/index.ts";
import { adamW } from "../../src/optim/index.ts";
import { fromData, grad, ids, noGrad, scope, stack, type Tensor, threads } from "../../src/tensor/index.ts";
import { classifyPairs, cosineSimilarity, learner, rankPairs } from "../../src/training/index.ts";
import { fixture, packed } from "../../tests/fixtures.ts";
import { cosineAt, dot, SentencesFixture } from "../../tests/parity/sentences.ts";
import type { Demonstration } from "../evidence.ts";

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

const demonstration: Demonstration = {
  id: "B11",
  bar:
    "cosines of 200 sentences within 1e-4 of the reference; the three losses (softmax over u, v, |u - v|; cosine; ranking) and all their gradients within " +
    "1e-5; 8 steps of the ranking loss on the real encoder lower it on the pairs it saw",
  oracle: "sentence-transformers 6.2.0: SoftmaxLoss, CosineSimilarityLoss, MultipleNegativesRankingLoss",
  sources: [
    "src/training/sentence-losses.ts",
    "src/generation/embed-tokens.ts",
    "src/models/bert.ts",
    "prove/rows/B11.ts",
  ],

  async run(log) {
    threads(1);
    const { results, classes, ...given } = fixture("bert/losses.json.gz", Losses);
    const of = ({ shape, data }: z.output<typeof array>) => fromData(data, shape);
    const head = new Linear(24, 3, { bias: true });
    [head.weight, head.bias] = [of(given.weight).requireGrad(), of(given.bias).requireGrad()];
    const pass = new Pass({ layout: new Packed([1]) });
    const losses: Record<string, [(u: Tensor, v: Tensor) => Tensor, Tensor[]]> = {
      softmax: [(u, v) => classifyPairs(u, v, ids(classes), head, pass), [head.weight, head.bias]],
      cosine: [(u, v) => cosineSimilarity(u, v, of(given.scores)), []],
      ranking: [(u, v) => rankPairs(u, v), []],
    };
    const value: Record<string, number> = {};
    for (const [name, [loss, others]] of Object.entries(losses)) {
      const [u, v] = [of(given.u).requireGrad(), of(given.v).requireGrad()];
      const found = loss(u, v);
      const gradients = grad([found], [u, v, ...others]);
      const apart = gradients.map((g, i) => Math.max(...g!.floats().map((x, j) => Math.abs(x - results[name]!.gradients[i]!.data[j]!)))); // biome-ignore format: one line
      value[`${name}, loss`] = Math.abs(found.item() - results[name]!.loss);
      value[`${name}, worst gradient`] = Math.max(...apart);
    }
    log(JSON.stringify(value));
    const exact = Object.values(value).every((distance) => distance < 1e-5);
    const wrongScale = Math.abs(rankPairs(of(given.u), of(given.v), { scale: 1 }).item() - results.ranking!.loss);

    const { texts, cosines } = fixture("bert/sentences.json.gz", SentencesFixture);
    const port = await open("all-minilm-l6-v2", { pull: false });
    const vectors = (await port.embed(texts, { normalize: true })).map(([vector]) => vector!);
    await port.close();
    const worst = Math.max(...vectors.flatMap((a, i) => vectors.slice(i).map((b, j) => Math.abs(dot(a, b) - cosineAt(cosines.data, texts.length, i, i + j))))); // biome-ignore format: one line

    const steps = await siamese(texts);
    log(`siamese: ${steps}`);
    return {
      status: exact && worst < 1e-4 && steps.at(-1)! < steps[0]! && wrongScale > 1e-2 ? "passed" : "failed",
      value: {
        ...value,
        "worst cosine of 200 sentences": worst,
        "ranking loss of 16 pairs before": steps[0]!,
        "ranking loss of 16 pairs after 8 steps": steps.at(-1)!,
      },
      control: `the ranking loss with scale 1 in place of 20: ${wrongScale.toFixed(2)} away`,
    };
  },
};

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
  losses.push(noGrad(() => scope(() => loss().item())));
  learn.end();
  return losses;
}

export default demonstration;
