/** Top-p, or nucleus, sampling (Holtzman et al. 2020): the fewest tokens that reach a mass of p. */

import { uniform } from "../../../src/generation/index.ts";
import { compareProcessors } from "../../../tests/parity/processors.ts";
import { row } from "../../harness/row.ts";
import { processed, slope, softmax, support } from "../../worlds/sampling.ts";

const ROWS = 200;

export default row({
  id: "C06",
  bar: "ids equal to transformers' on rows of 1,000 logits, 21,000 in all, among them a row of halves whose sums meet four bounds to the bit; on 200 random rows of 50 the kept mass is at least p, and without its least token below p",
  holds: {
    "with other ids": { is: 0 },
    "worst logit": { below: 1e-5 },
    "rows with too little mass, of 200": { is: 0 },
    "rows with a token too many": { is: 0 },
    "control: rows of which ten tokens are no nucleus": { above: ROWS / 2 },
  },
  oracle: "transformers 5.23.0 TopPLogitsWarper; closed form",

  short: {
    "in the nucleus keeps the fewest tokens that reach p": () => {
      const logits = slope(10, 0.4);
      return Object.fromEntries(
        [0.1, 0.5, 0.9, 0.99].flatMap((p) => {
          const kept = support(processed(logits, { temperature: 1, topP: p })).map((token) => softmax(logits)[token]!);
          const mass = kept.reduce((a, b) => a + b);
          return [
            [`mass kept at ${p}`, [mass, { atLeast: p }]],
            [`mass without its least token at ${p}`, [mass - kept.at(-1)!, { below: p }]],
          ];
        }),
      );
    },
    "stops where the sum meets p exactly": () => {
      const kept = (p: number) => support(processed(new Array(8).fill(0), { temperature: 1, topP: p })).length;
      return { "of eight equal tokens, kept at 1/4, 1/2 and 3/4": [[0.25, 0.5, 0.75].map(kept), { is: [2, 4, 6] }] };
    },
    "leaves the ids that transformers leaves": () => {
      const { apart, worst } = compareProcessors((chain) => chain.topP !== undefined);
      return { "with other ids": [apart, { is: 0 }], "worst logit": [worst, { below: 1e-5 }] };
    },
  },

  async full() {
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
      value: {
        "chains beside transformers": chains,
        "with other ids": apart,
        "worst logit": worst,
        "rows with too little mass, of 200": tooLittle,
        "rows with a token too many": tooMuch,
        "control: rows of which ten tokens are no nucleus": topKMisses,
      },
      control: `ten tokens whatever the row is are no nucleus in ${topKMisses} of ${ROWS} rows`,
    };
  },
});
