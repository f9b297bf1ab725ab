/** Temperature: softmax(o / T). */
import { greedy, multinomial, uniform } from "../../../src/generation/index.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { entropy, processed, softmax } from "../../worlds/sampling.ts";

const HOT = 1e6;
const ROWS = 100;

const demonstration: Demonstration = {
  id: "C07",
  bar: "at T = 1e6 no probability is further from 1/K than gap/(4T), the gap being the largest difference of logits; at T = 1e-3 the best token has more than 1 - 1e-9 and is what is drawn; entropy grows with T; on 100 rows",
  oracle: "closed form: the softmax in double precision",
  sources: ["src/generation/processors.ts", "prove/worlds/sampling.ts", "prove/rows/C/C07.ts"],

  async run() {
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
      status: worstHot <= 1 + 1e-6 && unsure + notGreedy + falls === 0 && fallsByFilter > 0 ? "passed" : "failed",
      value: {
        "largest deviation from 1/K, as a share of gap/(4T)": Number(worstHot.toFixed(6)),
        "rows unsure at T = 1e-3": unsure,
        "rows not greedy at T = 1e-3": notGreedy,
        "rows whose entropy falls as T grows": falls,
      },
      control: `an ever stronger filter in place of an ever higher temperature lets entropy fall in ${fallsByFilter} of ${ROWS} rows`,
    };
  },
};

export default demonstration;
