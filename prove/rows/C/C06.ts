/** Top-p, or nucleus, sampling (Holtzman et al. 2020): the fewest tokens that reach a mass of p. */
import { uniform } from "../../../src/generation/index.ts";
import { compareProcessors } from "../../../tests/parity/processors.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { processed, softmax, support } from "../../worlds/sampling.ts";

const ROWS = 200;

const demonstration: Demonstration = {
  id: "C06",
  bar: "ids equal to transformers' on rows of 1,000 logits, 20,000 in all, sums that meet the bound exactly included; on 200 random rows of 50 the kept mass is at least p, and without its least token below p",
  oracle: "transformers 5.23.0 TopPLogitsWarper; closed form",
  sources: ["src/generation/processors.ts", "prove/worlds/sampling.ts", "prove/rows/C/C06.ts"],

  async run() {
    const { chains, apart, worst } = compareProcessors((chain) => chain.topP !== undefined);
    let [tooLittle, tooMuch, topKMisses] = [0, 0, 0];
    for (let row = 0; row < ROWS; row++) {
      const logits = Array.from({ length: 50 }, (_, i) => (1 + (row % 7)) * (2 * uniform(row, i) - 1));
      const p = [0.3, 0.5, 0.8, 0.9, 0.95][row % 5]!;
      const all = softmax(logits);
      const kept = support(processed(logits, { temperature: 1, topP: p })).map((token) => all[token]!);
      const mass = kept.reduce((a, b) => a + b);
      if (mass < p - 1e-6) tooLittle++;
      if (mass - Math.min(...kept) >= p + 1e-6) tooMuch++;
      const fixed = all.toSorted((a, b) => b - a).slice(0, 10);
      const fixedMass = fixed.reduce((a, b) => a + b);
      if (fixedMass < p || fixedMass - fixed.at(-1)! >= p) topKMisses++;
    }
    return {
      status: apart + tooLittle + tooMuch === 0 && worst < 1e-5 && topKMisses > ROWS / 2 ? "passed" : "failed",
      value: {
        "chains beside transformers": chains,
        "with other ids": apart,
        "worst logit": worst,
        "rows with too little mass, of 200": tooLittle,
        "rows with a token too many": tooMuch,
      },
      control: `ten tokens whatever the row is are no nucleus in ${topKMisses} of ${ROWS} rows`,
    };
  },
};

export default demonstration;
