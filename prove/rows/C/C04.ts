/** Ancestral sampling: tokens drawn from the model's distribution. */

import { multinomial, type Sampler } from "../../../src/generation/index.ts";
import { row } from "../../harness/row.ts";
import { biased, chiSquare, chiSquare99, slope, softmax } from "../../worlds/sampling.ts";

const DRAWS = 100_000;

export default row({
  id: "C04",
  bar: "chi-square of 100,000 draws has p > 0.01 in at least 4 of 5 seeds on each of three distributions, one of 1,000 tokens; the same test refuses a biased sampler in every one",
  holds: {
    "seeds within the bound, of 5, by distribution": { atLeast: 4 },
    "control: runs in which a sampler at temperature 0.9 is refused": { is: 15 },
  },
  oracle: "closed form: the softmax of the logits",

  short: {
    "draws each token as often as its probability says, and a biased sampler is caught": () => {
      const row = Float32Array.from(slope(10, 0.4));
      const square = (sampler: Sampler) => chiSquare(row, softmax(row), 20_000, sampler);
      return {
        "chi-square": [square(multinomial(1)), { below: chiSquare99(9) }],
        "chi-square of a biased sampler": [square(biased(1)), { above: chiSquare99(9) }],
      };
    },
  },

  async full() {
    const seeds = [1, 2, 3, 4, 5];
    const distributions = {
      "10 tokens": slope(10, 0.4),
      "3 tokens, peaked": [0, -3, -5],
      "1,000 tokens": slope(1000, 0.004),
    };
    const value: Record<string, number[]> = {};
    const within: number[] = [];
    let caught = 0;
    for (const [name, logits] of Object.entries(distributions)) {
      const row = Float32Array.from(logits);
      const probabilities = softmax(row);
      const bound = chiSquare99(logits.length - 1);
      const found = seeds.map((seed) => chiSquare(row, probabilities, DRAWS, multinomial(seed)));
      const control = seeds.map((seed) => chiSquare(row, probabilities, DRAWS, biased(seed)));
      within.push(found.filter((x) => x < bound).length);
      caught += control.filter((x) => x > bound).length;
      value[`${name}, chi-square (bound ${bound.toFixed(1)})`] = found;
      value[`${name}, biased`] = control;
    }
    const runs = seeds.length * Object.keys(distributions).length;
    return {
      value: {
        ...value,
        "seeds within the bound, of 5, by distribution": within,
        "control: runs in which a sampler at temperature 0.9 is refused": caught,
      },
      seeds,
      interval: "each seed by itself, above",
      control: `a sampler at temperature 0.9 is refused in ${caught} of ${runs} runs`,
    };
  },
});
