/** Peak resident memory of loading SmolLM2 and decoding with it, above Node and LibTorch alone, and the time to load. */
import { readFileSync } from "node:fs";
import { findWeights } from "../src/checkpoints/files.ts";
import { pull } from "../src/checkpoints/index.ts";
import { median } from "./comparison.ts";
import type { Run, Table } from "./table.ts";

const MODEL = "smollm2-135m-instruct-q4_1";
const MiB = 2 ** 20;
const PARAMETERS = 134_515_008;
let file = "";

/** What the weights of a side take, MiB: the file's bytes, which hold little else, or four a parameter. */
const weights = (side: string) => (side.startsWith("float32") ? 4 * PARAMETERS : readFileSync(file).length) / MiB;

export const memory: Table = {
  title: "SmolLM2-135M-Instruct: loading and decoding 64 tokens behind 32",
  unit: "MiB resident at the peak",
  higherIsBetter: false,
  fresh: true,
  rounds: 3,
  async prepare() {
    file = findWeights(await pull(MODEL)).path;
    readFileSync(file); // a warm disk cache
    const side = (name: string, ...args: string[]) => ({
      name,
      command: process.execPath,
      args: [new URL("sides/memory.mjs", import.meta.url).pathname, ...args],
    });
    return {
      sides: [
        side("stored", file, "stored"),
        side("stored, no tokenizer", file, "stored", "model"),
        side("float32", file, "float32"),
        side("Node and LibTorch", file),
      ],
      requests: { peak: {} },
    };
  },
  value: ({ peak }) => Number(peak),
  report(runs) {
    const floor = median(runs.filter(({ side }) => side === "Node and LibTorch").map(({ value }) => value));
    return [...new Set(runs.map(({ side }) => side))].map((side) =>
      line(
        side,
        runs.filter((run) => run.side === side),
        floor,
      ),
    );
  },
};

function line(side: string, runs: readonly Run[], floor: number): string {
  const peaks = runs.map(({ value }) => value);
  const peak = median(peaks);
  const begin = `${side.padEnd(22)} peak ${peak.toFixed(0).padStart(4)} (${Math.min(...peaks).toFixed(0)} to ${Math.max(...peaks).toFixed(0)})`;
  const seconds = runs.map(({ answer }) => Number(answer?.seconds)).filter(Number.isFinite);
  if (seconds.length === 0) return `${begin}  the floor`;
  const above = peak - floor;
  const held = weights(side);
  // Weights in blocks stay in the mapped file, which LibTorch does not count.
  const tensors = median(runs.map(({ answer }) => Number(answer?.tensors))) + (side.startsWith("stored") ? held : 0);
  return (
    `${begin}  above the floor ${above.toFixed(0)}, weights ${held.toFixed(0)}: ${(above / held).toFixed(2)} x, ` +
    `tensors and mapping alone ${tensors.toFixed(0)}: ${(tensors / held).toFixed(2)} x  ` +
    `loaded in ${median(seconds).toFixed(2)} s (${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)})`
  );
}
