/** Top-K sampling (Fan et al. 2018): the K most probable tokens, renormalized. */
import { multinomial } from "../../../src/generation/index.ts";
import { compareProcessors } from "../../../tests/parity/processors.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { chiSquare, chiSquare99, processed, slope, softmax, support } from "../../worlds/sampling.ts";

const K = 5;

const demonstration: Demonstration = {
  id: "C05",
  bar: "exactly K tokens are left where there are no ties, and all that tie with the K-th where there are; ids and logits equal to transformers'; chi-square of 100,000 draws against the renormalized probabilities has p > 0.01 in at least 4 of 5 seeds",
  oracle: "transformers 5.23.0 TopKLogitsWarper on 20 rows of 1,000 logits, ties among them; closed form",
  sources: [
    "src/generation/processors.ts",
    "src/generation/sampler.ts",
    "prove/worlds/sampling.ts",
    "prove/rows/C/C05.ts",
  ],

  async run() {
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
    const met = apart === 0 && worst < 1e-5 && support(left).length === K && found.filter((x) => x < bound).length >= 4;
    return {
      status: met && whole.every((x) => x > bound) ? "passed" : "failed",
      value: {
        "chains beside transformers": chains,
        "with other ids": apart,
        "worst logit": worst,
        "tokens left of 50 at K = 5": support(left).length,
        [`chi-square (bound ${bound.toFixed(1)})`]: found.map((x) => x.toFixed(1)).join(" "),
      },
      seeds,
      interval: "each seed by itself, above",
      control: "draws without the filter are refused in every seed: tokens come that cannot",
    };
  },
};

export default demonstration;
