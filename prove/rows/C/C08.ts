/** Temperature, top-K and top-p together: the order decides. */

import { uniform } from "../../../src/generation/index.ts";
import { compareProcessors } from "../../../tests/parity/processors.ts";
import { row } from "../../harness/row.ts";
import { processed, slope, support } from "../../worlds/sampling.ts";

const ROWS = 100;

export default row({
  id: "C08",
  bar: "scale then filter, the default, equals transformers' list of warpers in ids and logits; filter then scale keeps what T = 1 keeps on every row; the two differ on rows with T = 0.5 and p = 0.8",
  holds: {
    "with other ids": { is: 0 },
    "worst logit": { below: 1e-5 },
    "rows on which the orders differ, of 100": { above: 90 },
    "rows on which filtering first is not what T = 1 keeps": { is: 0 },
    "control: rows on which the orders differ at T = 1": { is: 0 },
  },
  oracle: "transformers 5.23.0 LogitsProcessorList; the definition of each order",

  short: {
    "scaling before filtering and after it are two methods": () => {
      const logits = slope(10, 0.4);
      const settings = { temperature: 0.5, topP: 0.8 };
      const after = support(processed(logits, { ...settings, temperatureLast: true }));
      return {
        "tokens kept, scaled first": [
          support(processed(logits, settings)).length,
          { below: "tokens kept, filtered first" },
        ],
        "tokens kept, filtered first": [after.length, { above: 0 }],
        "tokens of the latter": [after, { is: support(processed(logits, { ...settings, temperature: 1 })) }],
      };
    },
  },

  async full() {
    const together = compareProcessors((chain) => Object.keys(chain).length > 1);
    let [wider, notTheModels, differAtOne] = [0, 0, 0];
    for (let row = 0; row < ROWS; row++) {
      const logits = Array.from({ length: 40 }, (_, i) => 4 * uniform(row, i));
      const kept = (temperature: number, temperatureLast: boolean) =>
        `${support(processed(logits, { temperature, topK: 30, topP: 0.8, temperatureLast }))}`;
      if (kept(0.5, false) !== kept(0.5, true)) wider++;
      if (kept(0.5, true) !== kept(1, false)) notTheModels++;
      if (kept(1, true) !== kept(1, false)) differAtOne++;
    }
    return {
      value: {
        "chains beside transformers": together.chains,
        "with other ids": together.apart,
        "worst logit": together.worst,
        "rows on which the orders differ, of 100": wider,
        "rows on which filtering first is not what T = 1 keeps": notTheModels,
        "control: rows on which the orders differ at T = 1": differAtOne,
      },
      control: `at T = 1 the orders differ on ${differAtOne} rows`,
    };
  },
});
