/** Temperature, top-K and top-p together: the order decides. */
import { uniform } from "../../../src/generation/index.ts";
import { compareProcessors } from "../../../tests/parity/processors.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { processed, support } from "../../worlds/sampling.ts";

const ROWS = 100;

const demonstration: Demonstration = {
  id: "C08",
  bar: "scale then filter, the default, equals transformers' list of warpers in ids and logits; filter then scale keeps what T = 1 keeps on every row; the two differ on rows with T = 0.5 and p = 0.8",
  oracle: "transformers 5.23.0 LogitsProcessorList; the definition of each order",
  sources: ["src/generation/processors.ts", "prove/worlds/sampling.ts", "prove/rows/C/C08.ts"],

  async run() {
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
    const met = together.apart === 0 && together.worst < 1e-5 && wider > 0.9 * ROWS && notTheModels === 0;
    return {
      status: met && differAtOne === 0 ? "passed" : "failed",
      value: {
        "chains beside transformers": together.chains,
        "with other ids": together.apart,
        "worst logit": together.worst,
        "rows on which the orders differ, of 100": wider,
        "rows on which filtering first is not what T = 1 keeps": notTheModels,
      },
      control: `at T = 1 the orders differ on ${differAtOne} rows`,
    };
  },
};

export default demonstration;
