/** Surrogate losses: cross-entropy above the 0-1 loss, smooth, and with a gradient that says where to go. */
import { below, descend, gradientApart, losses, steepestBend } from "../../../examples/surrogate-loss.ts";
import type { Demonstration } from "../../harness/evidence.ts";

const SEEDS = [1, 2, 3, 4, 5];
const SHAPES = [
  { classes: 2, spread: 0.1 },
  { classes: 2, spread: 3 },
  { classes: 2, spread: 100 },
  { classes: 10, spread: 3 },
  { classes: 1000, spread: 1 },
];

const demonstration: Demonstration = {
  id: "A21",
  bar:
    "cross-entropy in bits is never below the 0-1 loss, over 4.01 million random rows of 2, 10 and 1,000 logits of spread 0.1 to 100; " +
    "its gradient by autograd is softmax - one-hot to 1e-6; its slope in the margin changes by at most 1/4 nat a unit; a line that descends on it " +
    "ends with at most 6 % of points on the wrong side, five seeds, where one that descends on the 0-1 loss does not move",
  oracle: "closed forms",
  sources: ["examples/surrogate-loss.ts", "prove/rows/A/A21.ts"],

  async run(log) {
    let [violations, rows, inNats] = [0, 0, 0];
    for (const seed of SEEDS)
      for (const { classes, spread } of SHAPES) {
        const n = classes === 1000 ? 2000 : 200_000;
        const { bits, nats } = below(n, classes, spread, seed);
        [violations, rows, inNats] = [violations + bits, rows + n, inNats + nats];
      }
    log(`${rows} rows: below the 0-1 loss ${violations} times in bits, ${inNats} times in nats`);
    const gradients = SEEDS.flatMap((seed) => [2, 10, 1000].map((classes) => gradientApart(500, classes, seed)));
    const apart = Math.max(...gradients.map(({ formula }) => formula));
    const softmaxAlone = Math.min(...gradients.map((row) => row.softmaxAlone));
    const bend = steepestBend(losses.crossEntropyBits) * Math.LN2;
    const hinge = steepestBend(losses.hinge);
    const lines = SEEDS.map((seed) => ({
      surrogate: descend(losses.crossEntropyBits, seed),
      itself: descend(losses.zeroOne, seed),
    }));
    const worst = Math.max(...lines.map(({ surrogate }) => surrogate.after));
    const moved = lines.filter(({ itself }) => itself.after !== itself.before).length;
    const met =
      violations === 0 &&
      inNats > 0 &&
      apart < 1e-6 &&
      softmaxAlone > 0.9 &&
      bend < 0.25 + 1e-4 &&
      hinge > 100 &&
      worst <= 0.06 &&
      moved === 0;
    return {
      status: met ? "passed" : "failed",
      value: {
        "rows of logits": rows,
        "rows where cross-entropy in bits is below the 0-1 loss": violations,
        "gradient by autograd from softmax - one-hot, at worst": apart,
        "largest change of slope, nats a unit": bend,
        "wrong before, at least": Math.min(...lines.map(({ surrogate }) => surrogate.before)),
        "wrong after descending on cross-entropy, at worst": worst,
        "lines that descending on the 0-1 loss moved": moved,
      },
      control:
        `in nats, not bits, cross-entropy is below the 0-1 loss on ${inNats} rows; softmax alone is ${softmaxAlone.toFixed(2)} from the gradient; ` +
        `the hinge's slope changes by ${hinge.toFixed(0)} a unit at its kink`,
      seeds: SEEDS,
    };
  },
};

export default demonstration;
