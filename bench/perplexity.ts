/**
 * Perplexity on speeches to the United States' Congress (`corpora/`): stored weights, as they
 * read and as they decode, beside the same weights in float32, and beside llama.cpp where its binding is quick enough.
 *
 *     perplexity = exp(-mean ln P(token | those before it in its window))
 */

import { findWeights } from "../src/checkpoints/files.ts";
import { load } from "../src/checkpoints/index.ts";
import { speeches } from "../src/data/index.ts";
import { ownSide, type Run, type Table } from "./table.ts";

const WINDOW = 501;
const WINDOWS = 40;
const BASE = "tenon float32";

export const perplexity: Table = {
  title: `${WINDOWS} windows of ${WINDOW - 1} predicted tokens`,
  unit: "-ln P a token",
  higherIsBetter: false,
  fresh: true,
  rounds: 1,
  async prepare(threads) {
    const { tokenizer, path } = await load("smollm2-135m-instruct-q4_1", { dtype: "stored" });
    const file = findWeights(path).path;
    const windows: number[][] = [];
    for (const { text } of [...speeches()].slice(-WINDOWS)) windows.push(tokenizer.encode(text).slice(0, WINDOW));
    const own = (name: string, ...how: string[]) => ownSide(name, "sides/tenon-perplexity.ts", [file, ...how]);
    return {
      sides: [
        own("tenon stored, reading", "stored", "256", String(threads)),
        own("tenon stored, decoding", "stored", "1", String(threads)),
        own(BASE, "float32", "256", String(threads)),
        {
          name: "llama.cpp",
          command: process.execPath,
          args: ["sides/llama-cpp-perplexity.mjs", file, String(threads)],
          cwd: new URL(".", import.meta.url).pathname,
        },
      ],
      // llama.cpp's binding hands over a sorted table of all 49,152 probabilities a token: it reads one window.
      requests: Object.fromEntries(windows.map((tokens, i) => [`window ${i}`, { tokens, slow: i === 0 }])),
    };
  },
  value: ({ loss }) => (loss === null ? undefined : Number(loss)),
  report(runs) {
    return [...new Set(runs.map(({ side }) => side))].map((side) => {
      const own = runs.filter((run) => run.side === side);
      const base = runs.filter((run) => run.side === BASE && own.some(({ task }) => task === run.task));
      const more = (100 * (exp(own) / exp(base) - 1)).toFixed(3);
      return `${side.padEnd(24)} ${exp(own).toFixed(4)} on ${own.length * (WINDOW - 1)} tokens, ${more} % above float32's ${exp(base).toFixed(4)}`;
    });
  },
};

function exp(runs: readonly Run[]): number {
  return Math.exp(runs.reduce((sum, { value }) => sum + value, 0) / runs.length);
}
