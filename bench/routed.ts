/** What adapters of their own cost sixteen rows of a batch, beside the same step of the base. */
import { findWeights } from "../src/checkpoints/files.ts";
import { pull } from "../src/checkpoints/index.ts";
import { median } from "./comparison.ts";
import { ownSide, type Table } from "./table.ts";

const ALL_MAPS = "blocks.*.*.*";
const QUERIES_AND_VALUES = "blocks.*.mixer.{q,v}";
const RANKS = [1, 2, 4, 8, 16, 32, 64];
const steps = 12;

export const routed: Table = {
  title: "SmolLM2-135M-Instruct, Q4_1: a step of 16 rows, each under an adapter of its own",
  unit: "ms a step",
  higherIsBetter: false,
  async prepare(threads) {
    const file = findWeights(await pull("smollm2-135m-instruct-q4_1")).path;
    return {
      sides: [ownSide("tenon", "sides/tenon-routed.ts", [file, String(threads)])],
      requests: {
        base: { ranks: [], at: ALL_MAPS, steps },
        "rank 8 on q and v": { ranks: [8], at: QUERIES_AND_VALUES, steps },
        "rank 8 on all seven maps": { ranks: [8], at: ALL_MAPS, steps },
        "ranks 1 to 64 on all seven maps": { ranks: RANKS, at: ALL_MAPS, steps },
      },
    };
  },
  value: ({ milliseconds }) => Number(milliseconds),
  report(runs) {
    const of = (task: string) => runs.filter((run) => run.task === task);
    const base = of("base");
    return [...new Set(runs.map(({ task }) => task))].map((task) => {
      const own = of(task);
      const step = median(own.map(({ value }) => value));
      const ratio = median(own.map(({ value }, round) => value / base[round]!.value));
      const more = median(own.map(({ value }, round) => value - base[round]!.value));
      const megabytes = Number(own[0]!.answer?.bytes) / 1e6;
      const reading =
        megabytes > 0 ? `; ${megabytes.toFixed(0)} MB of factors at ${(megabytes / more).toFixed(1)} GB/s` : "";
      return `${task}: ${step.toFixed(1)} ms, ${ratio.toFixed(2)} x the base's${reading}`;
    });
  },
};
