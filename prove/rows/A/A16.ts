/** Gradients of recurrent networks vanish or explode (Bengio et al. 1994; Pascanu et al. 2013): the norm goes as rho^T. */

import { clipGradNorm, sgd } from "../../../src/optim/index.ts";
import { scope, type Tensor, threads, zeros } from "../../../src/tensor/index.ts";
import { row } from "../../harness/row.ts";
import { jacobianNorms, ofSpectralRadius, slope } from "../../worlds/gradients.ts";

const SEEDS = [1, 2, 3, 4, 5];
const RADII = [0.9, 1.1];
const WIDTH = 24;
const LENGTHS = Array.from({ length: 15 }, (_, i) => 60 + 10 * i);
/** Where saturation makes it vanish, longer sequences leave float32. */
const SHORT = [10, 20, 30, 40];
const LIMIT = 1;

/** How far one step of gradient descent, rate 1, moves weights whose gradient has this norm. */
function moved(norm: number, clip: boolean): number {
  return scope(() => {
    const weight = zeros([WIDTH, WIDTH]).requireGrad();
    weight.grad = ((unit: Tensor) => unit.mul(norm / unit.norm().item()))(ofSpectralRadius(1, WIDTH, 1));
    if (clip) clipGradNorm([weight], LIMIT);
    const optimizer = sgd([["weight", weight]], { lr: 1 });
    optimizer.step();
    optimizer.release();
    return weight.detach().norm().item();
  });
}

export default row({
  id: "A16",
  bar:
    "for linear recurrent networks of spectral radius 0.9 and 1.1, five each, the slope of ln |dh_T/dh_0| over T from 60 to 200 has the sign of " +
    "ln rho and lies within 10 % of it; a step of gradients clipped to norm 1 moves the weights by the rate at most, however large the gradient",
  holds: {
    "worst slope, share of ln rho apart": { below: 0.1 },
    "moved when clipped": { atMost: 1 },
    "control: moved when not clipped": { above: 100 },
    "control: farthest slope of tanh at rho 1.1, share of ln rho apart": { above: 0.1 },
  },
  oracle: "the closed form: dh_T/dh_0 is the T-th power of the matrix, and grows as its largest eigenvalue",

  short: {
    "a linear network's gradient goes as rho^T: its slope has the sign of ln rho and lies within 10 % of it": () => {
      const lengths = [40, 60, 80, 100];
      const apart = (rho: number) =>
        scope(() => slope(lengths, jacobianNorms("linear", ofSpectralRadius(rho, 8, 1), lengths)) / Math.log(rho) - 1);
      return {
        "share of ln rho apart, rho 0.9": [Math.abs(apart(0.9)), { below: 0.1 }],
        "share of ln rho apart, rho 1.1": [Math.abs(apart(1.1)), { below: 0.1 }],
      };
    },
    "clipping bounds how far a step moves, however large the gradient": () =>
      scope(() => {
        const weight = zeros([3, 3]).requireGrad();
        weight.mul(1e9).sum().backward();
        clipGradNorm([weight], 0.5);
        const optimizer = sgd([["weight", weight]], { lr: 0.1 });
        optimizer.step();
        optimizer.release();
        return { "moved, less 0.05": [Math.abs(weight.detach().norm().item() - 0.05), { below: 5e-7 }] };
      }),
  },

  async full(log) {
    threads(1);
    const value: Record<string, number[]> = {};
    let worst = 0;
    let largest = 0;
    for (const rho of RADII) {
      const slopes = SEEDS.map((seed) =>
        scope(() => {
          const norms = jacobianNorms("linear", ofSpectralRadius(rho, WIDTH, seed), LENGTHS);
          largest = Math.max(largest, Math.exp(norms.at(-1)!));
          return slope(LENGTHS, norms);
        }),
      );
      log(`rho ${rho}: ln rho ${Math.log(rho)}, slopes ${slopes}`);
      worst = Math.max(worst, ...slopes.map((found) => Math.abs(found / Math.log(rho) - 1)));
      value[`slopes at rho ${rho}, ln rho ${Math.log(rho).toFixed(5)}`] = slopes;
    }
    // A matrix of radius 1.1 whose network is not linear: saturation holds the growth down.
    const saturated = SEEDS.map((seed) =>
      scope(() => slope(SHORT, jacobianNorms("tanh", ofSpectralRadius(1.1, WIDTH, seed), SHORT))),
    );
    const [clipped, unclipped] = [moved(largest, true), moved(largest, false)];
    log(`tanh: ${saturated}; moved ${clipped} clipped, ${unclipped} unclipped`);
    const apart = Math.max(...saturated.map((found) => Math.abs(found / Math.log(1.1) - 1)));
    return {
      value: {
        ...value,
        "worst slope, share of ln rho apart": worst,
        "largest gradient": largest,
        "moved when clipped": clipped,

        "control: moved when not clipped": unclipped,
        "control: farthest slope of tanh at rho 1.1, share of ln rho apart": apart,
      },
      seeds: SEEDS,
      interval: "each matrix by itself",
      control:
        `without clipping the same gradient moves the weights by ${unclipped.toExponential(2)}; with tanh and rho 1.1 the law does not hold, ` +
        `slopes ${saturated.map((s) => s.toFixed(3)).join(", ")}`,
    };
  },
});
