/** A28: teacher forcing: one pass over gold prefixes is as many steps, with the same gradients, and several times as fast. */
import { llama } from "../../../src/models/index.ts";
import { distinctWeights, initialize, releaseModel, type Writes } from "../../../src/nn/index.ts";
import { grad, ids, scope, seed, type Tensor, threads } from "../../../src/tensor/index.ts";
import { causalLM, ownPrefixes } from "../../../src/training/index.ts";
import { draws } from "../../../tests/draws.ts";
import { loopLoss, stepLosses } from "../../../tests/prefixes.ts";
import { rows, tinyRun } from "../../../tests/tiny-training.ts";
import { row } from "../../harness/row.ts";
import { mean, tInterval } from "../../harness/statistics.ts";

const [B, T, VOCABULARY] = [8, 64, 512];
const SEEDS = [1, 2, 3];
const ROUNDS = 9;

export default row({
  id: "A28",
  bar:
    "At T = 64 and batch 8 the loss of one teacher-forced pass times T is the sum of the losses of T separate steps within 1e-5 of it; " +
    "its gradients are those of a loop over the same gold prefixes with a cache, within 1e-4 of the largest of each weight's; " +
    "a training step takes at most half the processor time of one whose prefixes a cached loop writes freely, at the interval's lower end",
  holds: {
    "largest relative distance of T times the loss from the sum of T steps": { below: 1e-5 },
    "largest relative distance of gradients from the cached loop's on gold prefixes": { below: 1e-4 },
    "times as fast, 95 %": { atLeast: 2 },
    "control: least distance of gradients on prefixes that the model wrote itself": { above: 1e-2 },
  },
  oracle: "closed form: the chain rule, step by step",
  short: {
    "one pass over the gold prefixes has the loss of as many steps, and the gradients of a loop with a cache": () => {
      const { model, objective, optimizer } = tinyRun();
      const weights = [...distinctWeights(model)].map(([, weight]) => weight.requireGrad());
      const found = scope(() => {
        const batch = rows({ count: 3, length: 12 }).next();
        const loss = objective(batch).mean;
        const [once, looped] = [grad([loss], weights), grad([loopLoss(model, batch)], weights)];
        return {
          loss: Math.abs(loss.item() - mean(stepLosses(model, batch))),
          gradient: largestShare(once, looped),
          other: Math.abs(objective({ ...batch, inputs: batch.targets }).mean.item() - loss.item()),
        };
      });
      optimizer.release();
      releaseModel(model);
      return {
        "loss apart from the mean of its steps": [found.loss, { below: 1e-5 }],
        "gradients apart, shares of the largest": [found.gradient, { below: 1e-4 }],
        "loss of prefixes of another kind, apart": [found.other, { above: 1e-3 }],
      };
    },
  },

  async full(log) {
    threads(1);
    let [sumApart, gradientApart, otherApart] = [0, 0, Number.POSITIVE_INFINITY];
    const ratios: number[] = [];
    const milliseconds = { forced: 0, free: 0, loop: 0 };
    for (const s of SEEDS) {
      seed(s);
      const model = tinyLlama(s);
      const weights = [...distinctWeights(model)].map(([, weight]) => weight.requireGrad());
      const batch = batchOf(s);
      const objective = causalLM(model);
      scope(() => {
        const loss = objective(batch).mean;
        const steps = stepLosses(model, batch);
        const sum = steps.reduce((total, step) => total + step);
        sumApart = Math.max(sumApart, Math.abs((T * loss.item()) / sum - 1));
        const once = grad([loss], weights);
        const looped = grad([loopLoss(model, batch)], weights);
        const other = grad([objective({ ...batch, inputs: ownPrefixes(model, batch, 0) }).mean], weights);
        gradientApart = Math.max(gradientApart, largestShare(once, looped));
        otherApart = Math.min(otherApart, largestShare(once, other));
      });
      // On one thread, and by the processor's time: what else the machine does is not in it.
      const time = (step: () => void) => {
        const began = process.cpuUsage();
        scope(step);
        const { user, system } = process.cpuUsage(began);
        return (user + system) / 1000;
      };
      const forced = () => void grad([objective(batch).mean], weights);
      const free = () => void grad([objective({ ...batch, inputs: ownPrefixes(model, batch, 0) }).mean], weights);
      const loop = () => void grad([loopLoss(model, batch)], weights);
      const times: (readonly [number, number, number])[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const [a, b, c] = [time(forced), time(free), time(loop)];
        if (round > 0) times.push([a, b, c]); // the first warms up
      }
      const [a, b, c] = [0, 1, 2].map((i) => median(times.map((each) => each[i]!))) as [number, number, number];
      milliseconds.forced += a / SEEDS.length;
      milliseconds.free += b / SEEDS.length;
      milliseconds.loop += c / SEEDS.length;
      ratios.push(Math.min(b, c) / a);
      log(
        `seed ${s}: sums ${sumApart.toExponential(1)} apart, gradients ${gradientApart.toExponential(1)}, ${ratios.at(-1)!.toFixed(1)} times as fast`,
      );
    }
    const { mean: ratio, low, high } = tInterval(ratios);
    return {
      seeds: SEEDS,
      interval: `95% t interval of the ratio over seeds, against the faster of the two loops: ${low.toFixed(2)} to ${high.toFixed(2)}`,
      value: {
        "largest relative distance of T times the loss from the sum of T steps": sumApart,
        "largest relative distance of gradients from the cached loop's on gold prefixes": gradientApart,
        "teacher-forced step, processor ms": milliseconds.forced,
        "step on prefixes written freely through a cache, then one pass, processor ms": milliseconds.free,
        "step through a loop with a cache and derivatives, processor ms": milliseconds.loop,
        "times as fast, mean": ratio,

        "times as fast, 95 %": [low, high],
        "control: least distance of gradients on prefixes that the model wrote itself": otherApart,
      },
      control: `gradients on prefixes that the model wrote itself: at least ${otherApart.toFixed(2)} of the largest apart`,
    };
  },
});

const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[list.length >> 1]!;

function tinyLlama(s: number): Writes {
  const shape = { vocabulary: VOCABULARY, width: 128, depth: 2, heads: 4, kvHeads: 4, hidden: 352, context: T };
  return initialize(llama({ ...shape, tied: false }), s);
}

function batchOf(s: number) {
  const draw = draws(s);
  const rows = Array.from({ length: B }, () => Array.from({ length: T + 1 }, () => Math.floor(draw() * VOCABULARY)));
  const part = (from: number) => ids(rows.flatMap((row) => row.slice(from, from + T))).reshape([B, T]);
  return { inputs: part(0), targets: part(1) };
}

/** The largest difference of a gradient, as a share of the largest number of that gradient. */
function largestShare(own: readonly (Tensor | undefined)[], others: readonly (Tensor | undefined)[]): number {
  return Math.max(...own.map((one, i) => one!.sub(others[i]!).abs().max().item() / (one!.abs().max().item() + 1e-12)));
}
