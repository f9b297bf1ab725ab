/** What a loss alone tells of its gradient, and what can be learned from it: for row A23. */

import { llama } from "../../src/models/index.ts";
import { distinctWeights, initialize, Padded, Pass, type Writes } from "../../src/nn/index.ts";
import { adamW, mezo, spsa } from "../../src/optim/index.ts";
import {
  crossEntropy,
  fromData,
  Generator,
  grad,
  keep,
  memoryUse,
  noGrad,
  ops,
  rand,
  randn,
  scope,
  type Tensor,
} from "../../src/tensor/index.ts";
import { Loss, learner } from "../../src/training/index.ts";

/** Squared cosines between SPSA's estimate over n directions and the gradient of a quadratic in d dimensions. */
export function squaredCosines(d: number, n: number, count: number, seed: number): number[] {
  const generator = new Generator(seed);
  const p = keep(randn([d], 1, { dtype: "float64", generator })).requireGrad();
  const curvature = keep(rand([d], { dtype: "float64", generator }));
  const value = () => curvature.mul(p.pow(2)).sum();
  const gradient = keep(grad([value()], [p])[0]!);
  return Array.from({ length: count }, () =>
    scope(() => {
      const [estimate] = spsa([p], () => value().item(), { directions: n, generator });
      const cosine = estimate!.mul(gradient).sum().item() / (estimate!.norm().item() * gradient.norm().item());
      return cosine ** 2;
    }),
  );
}

/** Mean and half the width of its normal interval, at `z` standard errors. */
export function interval(values: readonly number[], z = 3): { mean: number; half: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, half: z * Math.sqrt(variance / values.length) };
}

const V = 24;
const T = 12;
const LABELS = [22, 23] as const;
const shape = { vocabulary: V, width: 32, depth: 2, heads: 2, kvHeads: 2, hidden: 64, tied: true };

interface Example {
  readonly ids: Tensor; // [B, T]
  readonly labels: Tensor; // [B], the label's token
}

/**
 * Rows of two topics: topic 0 says the first half of the words twice as often, topic 1 the second half. With `shown`, the last token
 * is the label's, as a language model sees it in pre-training, and right for `shown` of the rows.
 */
function examples(B: number, draw: number): Example {
  const generator = new Generator(draw);
  const uniform = rand([B, T + 1], { generator }).floats();
  const labels = Array.from({ length: B }, (_, row) => (uniform[row * (T + 1) + T]! < 0.5 ? 0 : 1));
  const words = LABELS[0];
  const ids = labels.flatMap((label, row) =>
    Array.from({ length: T }, (_, t) => {
      const u = uniform[row * (T + 1) + t]!;
      const own = u < 0.7; // the topic's half
      const within = Math.floor(((own ? u / 0.7 : (u - 0.7) / 0.3) * words) / 2);
      return BigInt((own ? label : 1 - label) * (words / 2) + within);
    }),
  );
  return {
    ids: keep(fromData(BigInt64Array.from(ids), [B, T])),
    labels: keep(fromData(BigInt64Array.from(labels, (label) => BigInt(LABELS[label]!)))),
  };
}

function lastLogits(model: Writes, { ids }: Example): Tensor {
  const [B = 1] = ids.shape;
  const pass = new Pass({ layout: new Padded(Array.from({ length: B }, () => T)) });
  const stream = model.stream(ids, pass).select(1, T - 1); // [B, D]
  return model.logits(stream, pass); // [B, V]
}

const lossOf = (model: Writes, batch: Example) => crossEntropy(lastLogits(model, batch), batch.labels);

function accuracy(model: Writes, batch: Example): number {
  return noGrad(() =>
    scope(() => {
      const two = lastLogits(model, batch).narrow(1, LABELS[0], 2);
      return two.argmax().add(LABELS[0]).eq(batch.labels).to("float32").mean().item();
    }),
  );
}

/** A language model of the words that has never seen a label: what fine-tuning begins from. */
function pretrained(draw: number): Writes {
  const model = initialize(llama(shape), draw);
  const learn = learner(adamW(distinctWeights(model), { lr: 3e-3 }));
  for (let step = 0; step < 150; step++) {
    const { ids } = examples(32, draw * 1e6 + step);
    learn.step(() => {
      const pass = new Pass({ layout: new Padded(Array.from({ length: 32 }, () => T)) });
      const logits = model.call(ids, pass).narrow(1, 0, T - 1);
      return Loss.once(crossEntropy(logits.reshape([-1, V]), ids.narrow(1, 1, T - 1).reshape([-1])));
    });
  }
  learn.end();
  return model;
}

export interface FineTuning {
  readonly before: number;
  readonly firstOrder: number;
  readonly mezo: number;
  /** MeZO that is told noise in place of the loss: it must learn nothing. */
  readonly control: number;
  /** Peaks above the weights, bytes: of an evaluation, of a step of MeZO, of a step of AdamW, its moments included. */
  readonly inferencePeak: number;
  readonly mezoPeak: number;
  readonly firstOrderPeak: number;
  readonly gradients: number;
}

/** Fine-tunes one pre-trained model by AdamW and by MeZO on the same labelled rows, and tries both on others. */
export function fineTune(
  seed: number,
  { steps = 2000, directions = 1, lr = 2e-3, firstOrderSteps = 100 } = {},
): FineTuning {
  const held = examples(500, seed * 1e6 + 777_777);
  const batches = Array.from({ length: 50 }, (_, i) => examples(32, seed * 1e6 + 500_000 + i));
  const batch = (step: number) => batches[step % batches.length]!;
  const peakOf = (body: () => void) => {
    const { bytes } = memoryUse({ resetPeak: true });
    body();
    return memoryUse().peak - bytes;
  };

  const first = pretrained(seed);
  const before = accuracy(first, held);
  const begin = memoryUse().bytes;
  const learn = learner(adamW(distinctWeights(first), { lr: 3e-3 }));
  let firstOrderPeak = 0;
  for (let step = 0; step < firstOrderSteps; step++) {
    memoryUse({ resetPeak: true });
    learn.step(() => Loss.once(lossOf(first, batch(step))));
    firstOrderPeak = Math.max(firstOrderPeak, memoryUse().peak - begin);
  }

  const zeroth = pretrained(seed);
  const loss = (model: Writes, step: number) => () => scope(() => lossOf(model, batch(step)).item());
  const inferencePeak = peakOf(() => noGrad(loss(zeroth, 0)));
  const tuner = mezo(distinctWeights(zeroth), { lr, eps: 1e-3, directions, seed });
  let mezoPeak = 0;
  for (let step = 0; step < steps; step++) {
    mezoPeak = Math.max(
      mezoPeak,
      peakOf(() => tuner.step(loss(zeroth, step))),
    );
  }
  const gradients = [...distinctWeights(zeroth)].filter(([, { grad }]) => grad !== undefined).length;

  const blind = pretrained(seed);
  const wrong = mezo(distinctWeights(blind), { lr, eps: 1e-3, directions, seed });
  const generator = new Generator(seed);
  const noise = () => ops.aten.randn.generator([], { generator }).item() * 1e-3;
  for (let step = 0; step < steps / 10; step++) wrong.step(noise);
  return {
    before,
    firstOrder: accuracy(first, held),
    mezo: accuracy(zeroth, held),
    control: accuracy(blind, held),
    inferencePeak,
    mezoPeak,
    firstOrderPeak,
    gradients,
  };
}
