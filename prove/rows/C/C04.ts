/** Ancestral sampling: tokens drawn from the model's distribution. */
import { multinomial } from "../../../src/generation/index.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { biased, chiSquare, chiSquare99, slope, softmax } from "../../worlds/sampling.ts";

const DRAWS = 100_000;

const demonstration: Demonstration = {
  id: "C04",
  bar: "chi-square of 100,000 draws has p > 0.01 in at least 4 of 5 seeds on each of three distributions, one of 1,000 tokens; the same test refuses a biased sampler in every one",
  oracle: "closed form: the softmax of the logits",
  sources: ["src/generation/sampler.ts", "src/generation/philox.ts", "prove/worlds/sampling.ts", "prove/rows/C/C04.ts"],

  async run() {
    const seeds = [1, 2, 3, 4, 5];
    const distributions = {
      "10 tokens": slope(10, 0.4),
      "3 tokens, peaked": [0, -3, -5],
      "1,000 tokens": slope(1000, 0.004),
    };
    const value: Record<string, string> = {};
    let [worst, caught] = [seeds.length, 0];
    for (const [name, logits] of Object.entries(distributions)) {
      const row = Float32Array.from(logits);
      const probabilities = softmax(row);
      const bound = chiSquare99(logits.length - 1);
      const found = seeds.map((seed) => chiSquare(row, probabilities, DRAWS, multinomial(seed)));
      const control = seeds.map((seed) => chiSquare(row, probabilities, DRAWS, biased(seed)));
      worst = Math.min(worst, found.filter((x) => x < bound).length);
      caught += control.filter((x) => x > bound).length;
      value[`${name}, chi-square (bound ${bound.toFixed(1)})`] = found.map((x) => x.toFixed(1)).join(" ");
      value[`${name}, biased`] = control.map((x) => x.toFixed(1)).join(" ");
    }
    const runs = seeds.length * Object.keys(distributions).length;
    return {
      status: worst >= 4 && caught === runs ? "passed" : "failed",
      value,
      seeds,
      interval: "each seed by itself, above",
      control: `a sampler at temperature 0.9 is refused in ${caught} of ${runs} runs`,
    };
  },
};

export default demonstration;
