/** Zeroth-order optimization: SPSA's statistics, and a language model that MeZO fine-tunes in the memory of inference. */
import { threads } from "../../../src/tensor/index.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { type FineTuning, fineTune, interval, squaredCosines } from "../../worlds/zeroth-order.ts";

const SEEDS = [1, 2, 3];
const CASES = [
  { d: 10, n: 1 },
  { d: 100, n: 1 },
  { d: 100, n: 10 },
  { d: 400, n: 4 },
];

const demonstration: Demonstration = {
  id: "A23",
  bar:
    "the squared cosine between SPSA's estimate and the gradient is n / (n + d - 1) on average, within three standard errors, at four (d, n); " +
    "on three seeds MeZO fine-tunes a tiny language model to a classifier of at least 90% of AdamW's accuracy, no gradient is ever " +
    "allocated, and its peak of memory above the weights is at most 1% above that of one evaluation of the loss",
  oracle: "closed form, Beta(n / 2, (d - 1) / 2); AdamW on the same model and rows; LibTorch's allocator, counted",
  sources: ["src/optim/zeroth-order.ts", "prove/worlds/zeroth-order.ts", "prove/rows/A/A23.ts"],

  async run(log) {
    threads(1);
    const value: Record<string, number | string> = {};
    let statistics = true;
    for (const { d, n } of CASES) {
      const { mean, half } = interval(squaredCosines(d, n, 2000, 23 + d + n));
      const exact = n / (n + d - 1);
      statistics &&= Math.abs(mean - exact) < half;
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
    const met = statistics && share >= 0.9 && memory <= 1.01 && worst((run) => run.gradients) === 0 && control < 0.7;
    const list = (of: (run: FineTuning) => number) => runs.map((run) => of(run).toFixed(3)).join(", ");
    return {
      status: met ? "passed" : "failed",
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
      },
      seeds: SEEDS,
      interval: "three standard errors for the cosines; accuracies on 500 rows are given seed by seed",
      control: `told noise in place of the loss, MeZO reaches an accuracy of at most ${control.toFixed(3)}, where chance is 0.5`,
    };
  },
};

export default demonstration;
