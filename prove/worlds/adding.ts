/**
 * The adding problem (Hochreiter & Schmidhuber 1997): numbers in [0, 1) go by, two of them marked, and at the end their sum is
 * asked for. Whoever always says 1 errs by 1/6 in the mean square. The first marked number stands among the first ten, so that it
 * must be remembered for `lag` steps at least; the second stands anywhere behind them.
 */
import {
  type Cell,
  distinctWeights,
  initialize,
  Linear,
  Module,
  named,
  Padded,
  Pass,
  Recurrent,
  releaseModel,
} from "../../src/nn/index.ts";
import { adamW } from "../../src/optim/index.ts";
import { fromData, noGrad, scope, type Tensor } from "../../src/tensor/index.ts";
import { Loss, learner } from "../../src/training/index.ts";

/** A recurrent layer that answers with one number when all is read. */
class Adder extends Module {
  readonly layer: Recurrent;
  readonly head: Linear;

  constructor(cell: Cell["name"], hidden: number) {
    super();
    this.layer = new Recurrent({ cell, width: 2, hidden });
    this.head = new Linear(hidden, 1, { bias: true });
  }
  protected forward(x: Tensor, pass: Pass): Tensor {
    const y = this.layer.call(x, pass); // [B, T, F]
    return this.head.call(y.select(1, y.shape[1]! - 1), pass).squeeze(-1); // [B]
  }
}

/** Uniform numbers in [0, 1) from a seed: xorshift, so that a task draws alike on every build. */
export function uniform(seed: number): () => number {
  let x = (seed + 1) * 0x9e3779b9;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}

export interface AddingOptions {
  readonly cell: Cell["name"];
  readonly lag: number;
  readonly hidden: number;
  readonly lr: number;
  readonly steps: number;
  readonly batch: number;
  readonly seed: number;
  /** Stops when the mean square of a hundred steps is below it. */
  readonly enough?: number;
  readonly log?: (line: string) => void;
}

const FIRST = 10;

/** A batch x [B, T, 2] of numbers and marks, and the sums [B]. */
function batchOf(B: number, lag: number, random: () => number): { x: Tensor; sums: Tensor } {
  const T = FIRST + lag;
  const x = new Float32Array(B * T * 2);
  const sums = new Float32Array(B);
  for (let b = 0; b < B; b++) {
    for (let t = 0; t < T; t++) x[2 * (b * T + t)] = random();
    const places = [Math.floor(random() * FIRST), FIRST + Math.floor(random() * lag)];
    for (const place of places) {
      x[2 * (b * T + place) + 1] = 1;
      sums[b]! += x[2 * (b * T + place)]!;
    }
  }
  return { x: fromData(x, [B, T, 2]), sums: fromData(sums) };
}

/** Trains one and returns its mean square error on 2,000 new sequences, the steps it took, and that of always saying 1. */
export function solveAdding(options: AddingOptions): { error: number; steps: number; baseline: number } {
  const { cell, lag, hidden, lr, steps, batch, seed, enough = 0, log = () => {} } = options;
  const random = uniform(seed);
  const model = initialize(named(new Adder(cell, hidden)), seed);
  const learn = learner(adamW(distinctWeights(model), { lr, weightDecay: 0 }), { clip: 1 });
  const pass = (B: number) => new Pass({ layout: new Padded(Array<number>(B).fill(FIRST + lag)) });
  const step = () =>
    learn.step(() => {
      const { x, sums } = batchOf(batch, lag, random);
      return Loss.once(model.call(x, pass(batch)).sub(sums).pow(2).mean());
    });
  let recent = 1;
  let taken = 0;
  while (taken < steps && recent > enough) {
    recent += (step() - recent) * (taken++ < 100 ? 1 / taken : 0.01);
    if (taken % 250 === 0) log(`${cell}, seed ${seed}, step ${taken}: ${recent.toFixed(4)}`);
  }
  const unseen = uniform(seed + 1000);
  const [error, baseline] = noGrad(() =>
    scope(() => {
      const { x, sums } = batchOf(2000, lag, unseen);
      return [model.call(x, pass(2000)).sub(sums), sums.sub(1)].map((off) => off.pow(2).mean().item());
    }),
  );
  learn.end();
  releaseModel(model);
  return { error: error!, steps: taken, baseline: baseline! };
}

/** The same as figures by name. */
export function addingFigures(options: AddingOptions) {
  const { error, steps, baseline } = solveAdding(options);
  return { "mean square error": error, "steps of 32 sequences": steps, "always saying 1": baseline };
}
