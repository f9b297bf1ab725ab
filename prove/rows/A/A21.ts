/** Surrogate losses: cross-entropy above the 0-1 loss, smooth, and with a gradient that says where to go. */

import { below, descend, gradientApart, losses, steepestBend } from "../../../examples/surrogate-loss.ts";
import { row } from "../../harness/row.ts";

const SEEDS = [1, 2, 3, 4, 5];
const SHAPES = [
  { classes: 2, spread: 0.1 },
  { classes: 2, spread: 3 },
  { classes: 2, spread: 100 },
  { classes: 10, spread: 3 },
  { classes: 1000, spread: 1 },
];

export default row({
  id: "A21",
  bar:
    "cross-entropy in bits is never below the 0-1 loss, over 4.01 million random rows of 2, 10 and 1,000 logits of spread 0.1 to 100; " +
    "its gradient by autograd is softmax - one-hot to 1e-6; its slope in the margin changes by at most 1/4 nat a unit; a line that descends on it " +
    "ends with at most 6 % of points on the wrong side, five seeds, where one that descends on the 0-1 loss does not move",
  holds: {
    "rows where cross-entropy in bits is below the 0-1 loss": { is: 0 },
    "gradient by autograd from softmax - one-hot, at worst": { below: 1e-6 },
    "largest change of slope, nats a unit": { below: 0.2501 },
    "wrong after descending on cross-entropy, at worst": { atMost: 0.06 },
    "lines that descending on the 0-1 loss moved": { is: 0 },
    "control: rows where cross-entropy in nats is below the 0-1 loss": { above: 0 },
    "control: gradient from softmax alone, at least": { above: 0.9 },
    "control: largest change of the hinge's slope": { above: 100 },
  },
  oracle: "closed forms",

  short: {
    "cross-entropy in bits bounds the 0-1 loss from above, and in nats does not": () => {
      const { bits, nats } = below(20_000, 5, 2, 1);
      return {
        "rows below, in bits": [bits, { is: 0 }],
        "rows below, in nats": [nats, { above: 100 }],
        "at the margin 0, in bits, less 1": [Math.abs(losses.crossEntropyBits(0) - 1), { below: 5e-16 }],
      };
    },
    "its gradient is softmax - one-hot, its slope changes by at most 1/4 nat a unit": () => {
      const { formula, softmaxAlone } = gradientApart(50, 7, 2);
      return {
        "from softmax - one-hot": [formula, { below: 1e-6 }],
        "from softmax alone": [softmaxAlone, { above: 0.5 }],
        "largest change of slope less 1/4, nats a unit": [
          Math.abs(steepestBend(losses.crossEntropyBits) * Math.LN2 - 0.25),
          { below: 5e-7 },
        ],
        "largest change of the hinge's slope": [steepestBend(losses.hinge), { above: 100 }],
      };
    },
    "is a way down where the 0-1 loss is flat": () => {
      const { before, after } = descend(losses.crossEntropyBits, 1);
      return {
        "wrong after, share of before": [after / before, { below: 0.1 }],
        "wrong after descending on the 0-1 loss, less before": [descend(losses.zeroOne, 1).after - before, { is: 0 }],
      };
    },
  },

  async full(log) {
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
    return {
      value: {
        "rows of logits": rows,
        "rows where cross-entropy in bits is below the 0-1 loss": violations,
        "gradient by autograd from softmax - one-hot, at worst": apart,
        "largest change of slope, nats a unit": bend,
        "wrong before, at least": Math.min(...lines.map(({ surrogate }) => surrogate.before)),
        "wrong after descending on cross-entropy, at worst": worst,
        "lines that descending on the 0-1 loss moved": moved,

        "control: rows where cross-entropy in nats is below the 0-1 loss": inNats,
        "control: gradient from softmax alone, at least": softmaxAlone,
        "control: largest change of the hinge's slope": hinge,
      },
      control:
        `in nats, not bits, cross-entropy is below the 0-1 loss on ${inNats} rows; softmax alone is ${softmaxAlone.toFixed(2)} from the gradient; ` +
        `the hinge's slope changes by ${hinge.toFixed(0)} a unit at its kink`,
      seeds: SEEDS,
    };
  },
});
