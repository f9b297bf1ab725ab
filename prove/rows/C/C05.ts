/** Top-K sampling (Fan et al. 2018): the K most probable tokens, renormalized. */

import { multinomial } from "../../../src/generation/index.ts";
import { compareProcessors } from "../../../tests/parity/processors.ts";
import { row } from "../../harness/row.ts";
import { chiSquare, chiSquare99, processed, slope, softmax, support } from "../../worlds/sampling.ts";

const K = 5;

export default row({
  id: "C05",
  bar: "exactly K tokens are left where there are no ties, and all that tie with the K-th where there are; ids and logits equal to transformers'; chi-square of 100,000 draws against the renormalized probabilities has p > 0.01 in at least 4 of 5 seeds",
  holds: {
    "with other ids": { is: 0 },
    "worst logit": { below: 1e-5 },
    "tokens left of 50 at K = 5": { is: K },
    "seeds within the bound, of 5": { atLeast: 4 },
    "control: seeds in which draws without the filter are refused": { is: 5 },
  },
  oracle: "transformers 5.23.0 TopKLogitsWarper on 20 rows of 1,000 logits, ties among them; closed form",

  short: {
    "among the K most probable leaves exactly K, their probabilities made to sum to one": () => {
      const logits = slope(10, 0.4);
      const all = softmax(logits);
      const kept = [1, 3, 10].map((k) => {
        const left = processed(logits, { temperature: 1, topK: k });
        const total = all.slice(0, k).reduce((a, b) => a + b);
        const apart = softmax(left)
          .slice(0, k)
          .map((p, i) => Math.abs(p - all[i]! / total));
        return { support: support(left), apart: Math.max(...apart) };
      });
      const three = processed(logits, { temperature: 1, topK: 3 });
      return {
        "tokens left": [kept.map((one) => one.support), { is: [[0], [0, 1, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]] }],
        "probabilities from p / sum p": [kept.map((one) => one.apart), { below: 5e-7 }],
        "seeds refused by the unfiltered probabilities": [
          Number(chiSquare(three, softmax(Float32Array.from(logits)), 5_000, multinomial(1)) > chiSquare99(9)),
          { is: 1 },
        ],
      };
    },
  },

  async full() {
    const { chains, apart, worst } = compareProcessors((chain) => chain.topK !== undefined);
    const logits = slope(50, 0.1);
    const left = processed(logits, { temperature: 1, topK: K });
    const probabilities = softmax(logits).slice(0, K);
    const mass = probabilities.reduce((a, b) => a + b);
    const expected = logits.map((_, i) => (i < K ? probabilities[i]! / mass : 0));
    const seeds = [1, 2, 3, 4, 5];
    const bound = chiSquare99(K - 1);
    const found = seeds.map((seed) => chiSquare(left, expected, 100_000, multinomial(seed)));
    const whole = seeds.map((seed) => chiSquare(Float32Array.from(logits), expected, 10_000, multinomial(seed)));
    return {
      value: {
        "chains beside transformers": chains,
        "with other ids": apart,
        "worst logit": worst,
        "tokens left of 50 at K = 5": support(left).length,
        [`chi-square (bound ${bound.toFixed(1)})`]: found,

        "seeds within the bound, of 5": found.filter((x) => x < bound).length,
        "control: seeds in which draws without the filter are refused": whole.filter((x) => x > bound).length,
      },
      seeds,
      interval: "each seed by itself, above",
      control: "draws without the filter are refused in every seed: tokens come that cannot",
    };
  },
});
