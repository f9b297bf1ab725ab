/** Temperature: softmax(o / T). */

import { greedy, multinomial, uniform } from "../../../src/generation/index.ts";
import { row } from "../../harness/row.ts";
import { leastStep } from "../../harness/statistics.ts";
import { entropy, processed, slope, softmax } from "../../worlds/sampling.ts";

const HOT = 1e6;
const ROWS = 100;

export default row({
  id: "C07",
  bar: "at T = 1e6 no probability is further from 1/K than gap/(4T), the gap being the largest difference of logits; at T = 1e-3 the best token has more than 1 - 1e-9 and is what is drawn; entropy grows with T; on 100 rows",
  holds: {
    "largest deviation from 1/K, as a share of gap/(4T)": { atMost: 1 + 1e-6 },
    "rows unsure at T = 1e-3": { is: 0 },
    "rows not greedy at T = 1e-3": { is: 0 },
    "rows whose entropy falls as T grows": { is: 0 },
    "control: rows whose entropy falls under an ever stronger filter": { above: 0 },
  },
  oracle: "closed form: the softmax in double precision",

  short: {
    "goes from the best token to equal chances, entropy growing": () => {
      const logits = slope(10, 0.4);
      const at = (temperature: number) => softmax(processed(logits, { temperature }));
      const gap = Math.max(...logits) - Math.min(...logits);
      return {
        "largest deviation from 1/K at T = 1e6": [
          Math.max(...at(1e6).map((p) => Math.abs(p - 1 / 10))),
          { below: gap / (4 * 1e6) },
        ],
        "best token at T = 1e-3": [at(1e-3)[0]!, { above: 1 - 1e-9 }],
        "least growth of entropy": [leastStep([0.1, 0.3, 1, 3, 10].map((t) => entropy(at(t)))), { atLeast: 0 }],
      };
    },
  },

  async full() {
    const temperatures = [0.05, 0.2, 0.5, 0.8, 1, 1.5, 3, 10];
    let [worstHot, unsure, notGreedy, falls, fallsByFilter] = [0, 0, 0, 0, 0];
    for (let row = 0; row < ROWS; row++) {
      const size = [2, 3, 10, 50][row % 4]!;
      const logits = Array.from({ length: size }, (_, i) => 6 * uniform(row, i) - 3);
      logits[greedy(Float32Array.from(logits), 0)]! += 0.1; // no two best tokens tie at T = 1e-3
      const gap = Math.max(...logits) - Math.min(...logits);
      // In double precision: at 1e6 the differences are below what float32 tells apart.
      const hot = softmax(logits.map((logit) => logit / HOT));
      for (const p of hot) worstHot = Math.max(worstHot, (Math.abs(p - 1 / size) * 4 * HOT) / gap);
      const cold = processed(logits, { temperature: 1e-3 });
      if (!(Math.max(...softmax(cold)) > 1 - 1e-9)) unsure++;
      if (multinomial(row)(cold, 0) !== greedy(Float32Array.from(logits), 0)) notGreedy++;
      const entropies = temperatures.map((temperature) => entropy(softmax(processed(logits, { temperature }))));
      if (entropies.some((h, i) => i > 0 && h < entropies[i - 1]! - 1e-6)) falls++;
      const filtered = [1, 2, 5].map((topK) =>
        entropy(softmax(processed(logits, { temperature: 1, topK: Math.ceil(size / topK) }))),
      );
      if (filtered.some((h, i) => i > 0 && h < filtered[i - 1]! - 1e-6)) fallsByFilter++;
    }
    return {
      value: {
        "largest deviation from 1/K, as a share of gap/(4T)": worstHot,
        "rows unsure at T = 1e-3": unsure,
        "rows not greedy at T = 1e-3": notGreedy,
        "rows whose entropy falls as T grows": falls,
        "control: rows whose entropy falls under an ever stronger filter": fallsByFilter,
      },
      control: `an ever stronger filter in place of an ever higher temperature lets entropy fall in ${fallsByFilter} of ${ROWS} rows`,
    };
  },
});
