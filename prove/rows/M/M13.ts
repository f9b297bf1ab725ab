/** How LoRA begins: B = 0 and A drawn, by which distribution matters little; A = 0 too, and nothing ever learns. */
import type { LowRankDelta } from "../../../src/interventions/index.ts";
import { lora } from "../../../src/peft/index.ts";
import { noGrad } from "../../../src/tensor/index.ts";
import { largest, row } from "../../harness/row.ts";
import { tInterval } from "../../harness/statistics.ts";
import { apartFromBase, firstGradients, plantedLosses, plantedModel, uniform } from "../../worlds/planted-rank.ts";

const SEEDS = [1, 2, 3, 4, 5];

/** The loss after as many steps, from A by the paper's Gaussian or peft's uniform numbers, or with the roles of A and B swapped. */
function learned(seed: number, begin: "gaussian" | "uniform" | "swapped", steps: number): number {
  return plantedLosses({ seed, planted: 4, rank: 4, begin, steps }).at(-1)!;
}

export default row({
  id: "M13",
  bar:
    "with B = 0 the adapted model's logits are the base's to the bit; with A = 0 too every gradient is exactly zero, and a step moves nothing; from A Gaussian (the paper), " +
    "A uniform (peft's default) and the roles swapped (A = 0, B Gaussian) the same planted change is learned to below a hundredth of its loss in five seeds",
  holds: {
    "logits from the base's at birth": { is: 0 },
    "A's largest gradient at birth": { is: 0 },
    "B's largest gradient at birth": { above: 1e-4 },
    "loss left, A Gaussian": { below: 0.01 },
    "loss left, A uniform": { below: 0.01 },
    "loss left, A = 0 and B Gaussian": { below: 0.01 },
    "control: largest gradient with A = B = 0": { is: 0 },
  },
  oracle: "closed form: dL/dA = s B^T G x^T, dL/dB = s G (A x)^T",

  short: {
    "begins as nothing, and can learn; both zero can not": () => {
      const born = firstGradients("gaussian");
      const dead = firstGradients("both zero");
      return {
        "logits from the base's": [apartFromBase("gaussian"), { is: 0 }],
        "gradient of A": [born.a, { is: 0 }],
        "gradient of B": [born.b, { above: 1e-4 }],
        "gradients where both are zero": [largest([dead.a, dead.b]), { is: 0 }],
        "gradient of A, roles swapped": [firstGradients("swapped").a, { above: 1e-4 }],
      };
    },
    "A has a variance of 1 / in by the paper, and of a third of that by peft": () => {
      const model = plantedModel();
      const squares = (change: LowRankDelta) =>
        [...change.parts.values()].map(({ a }) => noGrad(() => a.mul(a).mean().item() * a.shape[1]!));
      const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
      return {
        "in times the variance, Gaussian": [
          mean(squares(lora(model, { at: "map", rank: 16 }))),
          { above: 0.85, below: 1.15 },
        ],
        "in times the variance, uniform": [mean(squares(uniform(model, 16))), { above: 0.28, below: 0.39 }],
        "numbers that are zero in B": [
          [...lora(model, { at: "map" }).parts.values()].every(({ b }) => b.numbers().every((one) => one === 0)),
          { is: true },
        ],
      };
    },
  },

  full(log) {
    const of = (begin: "gaussian" | "uniform" | "swapped") =>
      SEEDS.map((seed) => {
        const left = learned(seed, begin, 400);
        log(`${begin}, seed ${seed}: ${left.toPrecision(3)} of the loss left`);
        return left;
      });
    const [gaussian, even, swapped] = [of("gaussian"), of("uniform"), of("swapped")];
    const born = firstGradients("gaussian");
    const dead = firstGradients("both zero");
    const less = tInterval(gaussian.map((one, i) => one - even[i]!));
    return {
      value: {
        "logits from the base's at birth": apartFromBase("gaussian"),
        "A's largest gradient at birth": born.a,
        "B's largest gradient at birth": born.b,
        "loss left, A Gaussian": gaussian,
        "loss left, A uniform": even,
        "loss left, A = 0 and B Gaussian": swapped,
        "loss left, Gaussian less uniform": [less.mean, less.low, less.high],
        "control: largest gradient with A = B = 0": largest([dead.a, dead.b]),
      },
      seeds: SEEDS,
      interval: `loss left, Gaussian less uniform: ${less.mean.toPrecision(2)}, 95 % from ${less.low.toPrecision(2)} to ${less.high.toPrecision(2)}`,
      control: "with A = B = 0 every gradient is exactly zero, whatever the loss",
    };
  },
});
