/**
 * Pretraining and fine-tuning: an encoder that learned by masked language modelling, which needs no label, what agrees with what in
 * sentences, and is then tuned on a few labelled ones to tell those that agree from others. What it is compared with begins from
 * nothing, or has read the same words in no order.
 */
import { bert } from "../../src/models/index.ts";
import { distinctWeights, type Encoder, initialize, Linear, Padded, Pass, releaseModel } from "../../src/nn/index.ts";
import { adamW } from "../../src/optim/index.ts";
import { crossEntropy, ids, keep, noGrad, release, scope, type Tensor } from "../../src/tensor/index.ts";
import { Loss, learner } from "../../src/training/index.ts";
import { draws } from "../../tests/draws.ts";
import type { Checks } from "../harness/row.ts";
import { type Corpus, corpus, KINDS, matrix, SIZE, sentence, trainMasked } from "./masked-training.ts";

export type Start = "pretrained" | "scratch" | "shuffled";
const [PRETRAINING, TUNING, BATCH, TESTED] = [600, 150, 32, 600];

interface Labelled {
  readonly row: readonly number[];
  readonly label: number;
}

/** Sentences of one kind, or of each in turn, half of which agree. */
function labelled({ tokenizer }: Corpus, kind: number | undefined, count: number, seed: number): Labelled[] {
  const draw = draws(seed);
  return Array.from({ length: count }, (_, i) => {
    const agrees = i % 2 === 0;
    const text = sentence(draw, { kind: kind ?? i % KINDS.length, agrees });
    return { row: tokenizer.encode(text, { addSpecialTokens: false }), label: Number(agrees) };
  });
}

/** The caller releases it. */
export function encoderOf(corpus: Corpus, start: Start, seed: number, steps = PRETRAINING): Encoder {
  if (start !== "scratch") return trainMasked(corpus, { seed, steps, shuffled: start === "shuffled" }).model;
  return initialize(bert({ ...SIZE, vocabulary: corpus.tokenizer.vocabularySize, masked: true }), seed);
}

/** Accuracy on 600 new sentences after all weights were tuned on `labels` labelled ones. The encoder ends as it was. */
export function tuned(corpus: Corpus, model: Encoder, kind: number | undefined, labels: number, seed: number): number {
  const before = [...distinctWeights(model)].map(([, weight]) => ({ weight, kept: keep(weight.clone()) }));
  const head = initialize(new Linear(SIZE.width, 2, { bias: true }), seed);
  tune(model, head, labelled(corpus, kind, labels, 1000 + seed), seed);
  const test = labelled(corpus, kind, TESTED, 5000 + seed);
  const right = scope(() =>
    noGrad(() => {
      const answers = logitsOf(model, head, test).argmax(-1);
      return answers
        .eq(ids(test.map(({ label }) => label)))
        .to("float32")
        .mean()
        .item();
    }),
  );
  noGrad(() => {
    for (const { weight, kept } of before) weight.copyFrom(kept);
  });
  release(...before.map(({ kept }) => kept));
  releaseModel(head);
  return right;
}

function tune(model: Encoder, head: Linear, sentences: readonly Labelled[], seed: number): void {
  const draw = draws(seed);
  const classes = [...distinctWeights(head)].map(([path, weight]) => [`classes.${path}`, weight] as const);
  const learn = learner(adamW([...distinctWeights(model), ...classes], { lr: 1e-3 }), { clip: 1 });
  for (let step = 0; step < TUNING; step++) {
    learn.step(() => {
      const rows = Array.from({ length: BATCH }, () => sentences[Math.floor(draw() * sentences.length)]!);
      return Loss.once(crossEntropy(logitsOf(model, head, rows), ids(rows.map(({ label }) => label))));
    });
  }
  learn.end();
}

/** Two logits a sentence, from the mean of its tokens' vectors: [B, 2]. */
function logitsOf(model: Encoder, head: Linear, rows: readonly Labelled[]): Tensor {
  const lengths = rows.map(({ row }) => row.length);
  const pass = new Pass({ layout: new Padded(lengths) });
  const stream = model.stream(matrix(rows.map(({ row }) => row)), pass); // [B, T, D]
  const T = Math.max(...lengths);
  const real = ids(lengths.flatMap((length) => Array.from({ length: T }, (_, t) => Number(t < length))))
    .reshape([rows.length, T, 1])
    .to("float32");
  return head.call(stream.mul(real).sum(1).div(real.sum(1)), pass);
}

/** The short form of both rows: 25 labels of one kind, to an encoder that has read and to one that has not. */
export function fewLabels(): Checks {
  const text = corpus();
  const [read, blank] = [encoderOf(text, "pretrained", 1, 250), encoderOf(text, "scratch", 1)];
  const [pronouns, labels] = [0, 25];
  const [ours, theirs] = [read, blank].map((model) => tuned(text, model, pronouns, labels, 1));
  releaseModel(read);
  releaseModel(blank);
  return {
    "accuracy of one that has read": [ours!, { above: 0.9 }],
    "gain over one that has not": [ours! - theirs!, { above: 0.05 }],
  };
}
