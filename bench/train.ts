/**
 * A training step: forward, loss, backward, AdamW, on a small LLaMA, ours beside PyTorch on the same weights and batches.
 * Each run goes on where the last one ended, so the losses of all rounds are those of one training.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { save } from "../src/checkpoints/index.ts";
import { LlamaConfig, llama } from "../src/models/index.ts";
import { initialize } from "../src/nn/index.ts";
import { comparison } from "./comparison.ts";
import { NO_PYTHON, ownSide, pythonSide, type Run, type Table } from "./table.ts";

const config = LlamaConfig.parse({
  kind: "llama",
  vocabulary: 4096,
  width: 256,
  depth: 4,
  heads: 4,
  kvHeads: 4,
  hidden: 704,
  tied: true,
});
/** A new batch each step: learnt by heart, a few of them would amplify last places until no two programs agree. */
const batch = { rows: 8, length: 128, count: 240 };
const STEPS = 40;

/** The folder that both sides begin from: `model.safetensors`, `config.json`, and `batches.bin`, int32 [count, rows, length + 1]. */
async function beginning(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "tenon-bench-train-"));
  process.once("exit", () => rmSync(folder, { recursive: true }));
  await save(folder, { model: initialize(llama(config), 1), config });
  const ids = new Int32Array(batch.count * batch.rows * (batch.length + 1));
  // Words by Zipf's law, drawn by a linear congruential generator: something can be learned, and both sides read the same.
  let state = 1;
  for (let i = 0; i < ids.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    ids[i] = Math.floor(config.vocabulary ** (state / 2 ** 32)) - 1;
  }
  writeFileSync(join(folder, "batches.bin"), ids);
  return folder;
}

export const train: Table = {
  title: `training a LLaMA of width ${config.width}, ${config.depth} blocks, V ${config.vocabulary}, on ${batch.rows} x ${batch.length} tokens a step`,
  unit: "tokens/s",
  higherIsBetter: true,
  async prepare(threads) {
    const args = [await beginning(), String(threads), JSON.stringify(batch)];
    const eager = pythonSide("PyTorch", "sides/torch-train.py", [...args, "eager"]);
    const compiled = pythonSide("PyTorch, compiled", "sides/torch-train.py", [...args, "compile"]);
    const peers = process.env.BENCH_COMPILE === undefined ? [eager] : [eager, compiled];
    return {
      sides: [
        ownSide("tenon", "sides/tenon-train.ts", args),
        ...peers.flatMap((side) => (side === undefined ? [] : [side])),
      ],
      requests: {
        float32: { steps: STEPS, precision: "float32" },
        "bfloat16 autocast": { steps: STEPS, precision: "bfloat16" },
      },
      ...(eager === undefined && { note: NO_PYTHON }),
    };
  },
  value: ({ seconds, tokens }) => Number(tokens) / Number(seconds),
  report(runs) {
    return [...new Set(runs.map(({ task }) => task))].flatMap((task) => [
      ...comparison(train, runs, task),
      ...agreement(runs.filter((run) => run.task === task)),
    ]);
  },
};

/** Whether the sides did the same work: their losses over all rounds, and their peak memory. */
function agreement(runs: readonly Run[]): string[] {
  const lossesOf = (side: string) =>
    runs.filter((run) => run.side === side).flatMap(({ answer }) => answer!.losses as number[]);
  const peakOf = (side: string) =>
    Math.max(...runs.filter((run) => run.side === side).map(({ answer }) => Number(answer!.peak)));
  const [ours, ...theirs] = [...new Set(runs.map(({ side }) => side))];
  const mine = lossesOf(ours!);
  return theirs.map((side) => {
    const losses = lossesOf(side);
    const apart = Math.max(...mine.map((loss, i) => Math.abs(loss - losses[i]!)));
    const peaks = [ours!, side].map((name) => `${(peakOf(name) / 1e6).toFixed(0)} MB`).join(" and ");
    return `${" ".repeat(28)} beside ${side}: ${mine.length} losses, at most ${apart.toExponential(1)} apart; peak resident ${peaks}`;
  });
}
