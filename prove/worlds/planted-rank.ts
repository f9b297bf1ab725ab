/**
 * A linear map whose right answer is W + Delta, Delta of a rank that is known: what LoRA of each rank can learn of it. Every input is asked for once, so
 * that the loss is the squared distance of the change from Delta, |s B A - Delta|^2 / |Delta|^2, and the least that rank r can leave is what its singular value decomposition cuts off
 * (Eckart & Young 1936).
 */
import { LowRankDelta, plan } from "../../src/interventions/index.ts";
import { initialize, Linear, named, Packed, Pass } from "../../src/nn/index.ts";
import { adamW, cosine } from "../../src/optim/index.ts";
import { lora } from "../../src/peft/index.ts";
import {
  keep,
  noGrad,
  ops,
  rand,
  randn,
  scope,
  seed as sow,
  type Tensor,
  withGrad,
  zeros,
} from "../../src/tensor/index.ts";
import { Loss, learner } from "../../src/training/index.ts";

const WIDTH = 16;
const AT = "map";
const NORM = 4;

/** How A and B begin: by the paper, by peft, with their roles swapped, or at nothing. */
export type Beginning = "gaussian" | "uniform" | "swapped" | "both zero";

/** A map of 16 features. */
export const plantedModel = (): Linear => initialize(named(new Linear(WIDTH, WIDTH), "map"), 3);

/** LoRA as peft begins it: A uniform in +-1/sqrt(in), which is Kaiming's with a = sqrt 5. */
export function uniform(model: Linear, rank: number): LowRankDelta {
  return LowRankDelta.over(model, "lora", AT, ({ inWidth, outWidth }) => ({
    a: keep(
      rand([rank, inWidth])
        .mul(2)
        .sub(1)
        .mul(inWidth ** -0.5),
    ),
    b: keep(zeros([outWidth, rank])),
    scale: 2,
  }));
}

/** LoRA of a rank on it, from one of these beginnings. */
function begun(model: Linear, rank: number, begin: Beginning): LowRankDelta {
  const change = begin === "uniform" ? uniform(model, rank) : lora(model, { at: AT, rank, alpha: 2 * rank });
  const { a, b } = change.parts.get(AT)!;
  noGrad(() => {
    if (begin === "swapped") b.copyFrom(randn(b.shape, rank ** -0.5));
    if (begin === "swapped" || begin === "both zero") a.copyFrom(zeros(a.shape));
  });
  return change;
}

/** Delta [out, in] of a rank, |Delta| = NORM, drawn by a seed; singular values fall slowly, so that none is nothing. */
function planted(seed: number, rank: number): Tensor {
  sow(seed);
  const product = randn([WIDTH, rank]).matmul(randn([rank, WIDTH]));
  return product.mul(NORM / product.norm().item());
}

const inputs = () => zeros([WIDTH, WIDTH]).add(ops.aten.eye.default(WIDTH)); // [in, in]: each feature alone

/** What the map answers under changes, [in, out]. */
function answers(model: Linear, changes: readonly LowRankDelta[]): Tensor {
  return model.call(inputs(), new Pass({ layout: new Packed([WIDTH]), plan: plan(model, changes) }));
}

interface Asked {
  readonly seed: number;
  /** The rank of Delta. */
  readonly planted: number;
  /** Of the LoRA. */
  readonly rank: number;
  readonly begin: Beginning;
  readonly steps: number;
}

/** The change that AdamW learns, and the share of the loss left before each step and behind the last. */
function learn({ seed, planted: rho, rank, begin, steps }: Asked): { change: LowRankDelta; losses: number[] } {
  const model = plantedModel();
  const delta = planted(seed, rho);
  const wanted = noGrad(() => answers(model, []).add(delta.t())); // W + Delta
  const change = begun(model, rank, begin);
  const loss = () =>
    answers(model, [change])
      .sub(wanted)
      .pow(2)
      .sum()
      .div(NORM ** 2);
  const learning = learner(adamW(change.state, { lr: 0.03, weightDecay: 0 }), { schedule: cosine({ steps }) });
  const losses = Array.from({ length: steps }, () => learning.step(() => Loss.once(loss())));
  learning.end();
  return { change, losses: [...losses, noGrad(() => loss().item())] };
}

/** The share of the loss left before each step, and behind the last. */
export const plantedLosses = (asked: Asked): number[] => scope(() => learn(asked).losses);

/** What LoRA of a rank learns of a change of that rank. */
export const plantedChange = (seed: number, rank: number): LowRankDelta =>
  withGrad(() => learn({ seed, planted: rank, rank, begin: "gaussian", steps: 200 }).change);

/** What each rank must leave: the squares of the singular values behind the first r, as a share of all. */
export function plantedFloors(seed: number, rank: number, ranks: readonly number[]): number[] {
  return scope(() => {
    const [, values] = ops.aten.linalg_svd.default(planted(seed, rank), { full_matrices: false });
    const squares = values.numbers().map((value) => value * value);
    const sum = (from: number) => squares.slice(from).reduce((total, one) => total + one, 0);
    return ranks.map((r) => sum(r) / sum(0));
  });
}

/** The largest gradients of A and of B in the first step. */
export function firstGradients(begin: Beginning): { a: number; b: number } {
  return scope(() => {
    const model = plantedModel();
    const wanted = noGrad(() => answers(model, []).add(planted(1, 4).t()));
    const { parts } = begun(model, 4, begin);
    const { a, b } = parts.get(AT)!;
    for (const tensor of [a, b]) tensor.requireGrad();
    answers(model, [new LowRankDelta("lora", parts)])
      .sub(wanted)
      .pow(2)
      .sum()
      .backward();
    const most = (tensor: Tensor) => tensor.grad?.abs().max().item() ?? Number.NaN;
    return { a: most(a), b: most(b) };
  });
}

/** How far the adapted map is from the bare one at birth. */
export function apartFromBase(begin: Beginning): number {
  return scope(() =>
    noGrad(() => {
      const model = plantedModel();
      return answers(model, [begun(model, 4, begin)])
        .sub(answers(model, []))
        .abs()
        .max()
        .item();
    }),
  );
}
