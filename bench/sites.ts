/** What a decoding step pays for its sites when no hook stands anywhere: the same model, with modules that call `forward` at once. */
import { findWeights } from "../src/checkpoints/files.ts";
import { pull } from "../src/checkpoints/index.ts";
import { median } from "./comparison.ts";
import { ownSide, type Table } from "./table.ts";

export const sites: Table = {
  title: "SmolLM2-135M-Instruct, Q4_1: a decoding step with its sites and without",
  unit: "share of a step",
  higherIsBetter: false,
  rounds: 7,
  async prepare() {
    const file = findWeights(await pull("smollm2-135m-instruct-q4_1")).path;
    return {
      sides: [ownSide("tenon", "sides/tenon-sites.ts", [file])],
      requests: { "32 steps of each": { steps: 32 } },
    };
  },
  value: ({ share }) => Number(share),
  report(runs) {
    const of = (name: string) => median(runs.map(({ answer }) => Number(answer?.[name])));
    const shares = runs.map(({ value }) => 100 * value);
    return [
      `a step ${(of("step") / 1000).toFixed(3)} ms, ${of("count")} sites of ${of("site").toFixed(1)} ns: ${(100 * of("share")).toFixed(3)} % ` +
        `(${Math.min(...shares).toFixed(3)} to ${Math.max(...shares).toFixed(3)})`,
      `without them ${(of("without") / 1000).toFixed(3)} ms: ${(100 * (of("step") / of("without") - 1)).toFixed(2)} % by medians of whole steps, which the machine's noise decides`,
    ];
  },
};
