/** Zeroth-order optimization: SPSA's statistics, and a language model that MeZO fine-tunes in the memory of inference. */

import { mezo } from "../../../src/optim/index.ts";
import {
  Generator,
  keep,
  linear,
  memoryUse,
  randn,
  release,
  scope,
  tensor,
  threads,
} from "../../../src/tensor/index.ts";
import type { Checks } from "../../harness/row.ts";
import { row } from "../../harness/row.ts";
import { type FineTuning, fineTune, interval, squaredCosines } from "../../worlds/zeroth-order.ts";

const SEEDS = [1, 2, 3];
const CASES = [
  { d: 10, n: 1 },
  { d: 100, n: 1 },
  { d: 100, n: 10 },
  { d: 400, n: 4 },
];

export default row({
  id: "A23",
  bar:
    "the squared cosine between SPSA's estimate and the gradient is n / (n + d - 1) on average, within three standard errors, at four (d, n); " +
    "on three seeds MeZO fine-tunes a tiny language model to a classifier of at least 90% of AdamW's accuracy, no gradient is ever " +
    "allocated, and its peak of memory above the weights is at most 1% above that of one evaluation of the loss",
  holds: {
    "squared cosines from n / (n + d - 1), shares of three standard errors": { below: 1 },
    "least share of AdamW's accuracy": { atLeast: 0.9 },
    "peak of MeZO as a share of that of one evaluation": { atMost: 1.01 },
    "gradients allocated by MeZO": { is: 0 },
    "control: accuracy when told noise, at most": { below: 0.7 },
  },
  oracle: "closed form, Beta(n / 2, (d - 1) / 2); AdamW on the same model and rows; LibTorch's allocator, counted",

  short: {
    "the squared cosine is n / (n + d - 1) on average": () =>
      Object.fromEntries(
        (
          [
            [20, 1, 500],
            [20, 5, 300],
          ] as const
        ).flatMap(([d, n, count]) => {
          const { mean, half } = interval(squaredCosines(d, n, count, 23));
          return [
            [
              `d = ${d}, n = ${n}: share of three standard errors`,
              [Math.abs(mean - n / (n + d - 1)) / half, { below: 1 }],
            ],
            // Chance alone is known to lie elsewhere.
            [`d = ${d}, n = ${n}: lower end`, [mean - half, { above: 0.5 / d }]],
          ];
        }),
      ),
    "MeZO finds the weights of a regression without a gradient, in the memory of inference": regression,
  },

  async full(log) {
    threads(1);
    const value: Record<string, number | string> = {};
    const shares: number[] = [];
    for (const { d, n } of CASES) {
      const { mean, half } = interval(squaredCosines(d, n, 2000, 23 + d + n));
      const exact = n / (n + d - 1);
      shares.push(Math.abs(mean - exact) / half);
      value[`squared cosine, d = ${d}, n = ${n}`] =
        `${mean.toFixed(5)} +- ${half.toFixed(5)}, exact ${exact.toFixed(5)}`;
      log(`d ${d}, n ${n}: ${mean} +- ${half}, exact ${exact}`);
    }
    const runs: FineTuning[] = [];
    for (const seed of SEEDS) {
      runs.push(fineTune(seed, { lr: 5e-4, directions: 4, steps: 300 }));
      log(`seed ${seed}: ${JSON.stringify(runs.at(-1))}`);
    }
    const worst = (of: (run: FineTuning) => number) => Math.max(...runs.map(of));
    const share = Math.min(...runs.map((run) => run.mezo / run.firstOrder));
    const memory = worst((run) => run.mezoPeak / run.inferencePeak);
    const control = worst((run) => run.control);
    const list = (of: (run: FineTuning) => number) => runs.map(of);
    return {
      value: {
        ...value,
        "accuracy before, by seed": list((run) => run.before),
        "accuracy by AdamW, 100 steps": list((run) => run.firstOrder),
        "accuracy by MeZO, 300 steps of 4 directions": list((run) => run.mezo),
        "least share of AdamW's accuracy": share,
        "peak above the weights, one evaluation, bytes": worst((run) => run.inferencePeak),
        "peak above the weights, MeZO, bytes": worst((run) => run.mezoPeak),
        "peak above the weights, AdamW, bytes": worst((run) => run.firstOrderPeak),
        "gradients allocated by MeZO": worst((run) => run.gradients),

        "squared cosines from n / (n + d - 1), shares of three standard errors": shares,
        "peak of MeZO as a share of that of one evaluation": memory,
        "control: accuracy when told noise, at most": control,
      },
      seeds: SEEDS,
      interval: "three standard errors for the cosines; accuracies on 500 rows are given seed by seed",
      control: `told noise in place of the loss, MeZO reaches an accuracy of at most ${control.toFixed(3)}, where chance is 0.5`,
    };
  },
});

/** Four weights of a regression, by 400 steps of MeZO; memory in bytes above the data. */
function regression(): Checks {
  const generator = new Generator(7);
  const x = keep(randn([2048, 4], 1, { generator }));
  const y = keep(linear(x, tensor([[1, -2, 3, 0]])));
  const w = keep(tensor([[0, 0, 0, 0]])).requireGrad();
  const loss = () => scope(() => linear(x, w).sub(y).pow(2).mean().item());
  const { bytes } = memoryUse({ resetPeak: true });
  loss();
  const inference = memoryUse().peak - bytes;
  const optimizer = mezo([["w", w]], { lr: 0.02, directions: 2 });
  memoryUse({ resetPeak: true });
  for (let step = 0; step < 400; step++) optimizer.step(loss);
  const peak = memoryUse().peak - bytes;
  const apart = w.numbers().map((value, i) => Math.abs(value - [1, -2, 3, 0][i]!));
  const gradient = w.grad !== undefined;
  release(x, y, w);
  return {
    // Bytes wander by what else a process has just freed: a truth, not a figure.
    "peak within 2 % of one evaluation's": [peak < 1.02 * inference, { is: true }],
    "gradient allocated": [gradient, { is: false }],
    "weights apart": [apart, { below: 0.05 }],
  };
}
