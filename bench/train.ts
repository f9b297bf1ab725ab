/**
 * A training step: forward, loss, backward, AdamW, on a small LLaMA that learns the addresses of American presidents, ours beside
 * PyTorch on the same weights and batches. Each run goes on where the last one ended, so the losses of all rounds are those of one
 * training. With BENCH_ULP, PyTorch also learns beside itself, one weight a last place higher: how far that leads apart.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { save } from "../src/checkpoints/index.ts";
import { LlamaConfig, llama } from "../src/models/index.ts";
import { initialize } from "../src/nn/index.ts";
import { trainByteLevelBpe } from "../src/tokenizers/index.ts";
import { comparison } from "./comparison.ts";
import { paragraphs } from "./speech-paragraphs.ts";
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
/** A new batch each step, as in training. */
const batch = { rows: 8, length: 128, count: 240 };
const STEPS = 40;
const ULP = "PyTorch, a weight one last place higher";

/** The folder that both sides begin from: `model.safetensors`, `config.json`, and `batches.bin`, int32 [count, rows, length + 1]. */
async function beginning(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "tenon-bench-train-"));
  process.once("exit", () => rmSync(folder, { recursive: true }));
  await save(folder, { model: initialize(llama(config), 1), config });
  const texts = paragraphs(2_000_000);
  const tokenizer = trainByteLevelBpe(texts, { vocabularySize: config.vocabulary });
  const ids = Int32Array.from(texts.flatMap((text) => tokenizer.encode(text)));
  const wanted = batch.count * batch.rows * (batch.length + 1);
  if (ids.length < wanted) throw new Error(`bench: the text has ${ids.length} tokens, not ${wanted}`);
  writeFileSync(join(folder, "batches.bin"), ids.subarray(0, wanted));
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
    const ulp = pythonSide(ULP, "sides/torch-train.py", [...args, "ulp"]);
    const peers = [
      eager,
      ...(process.env.BENCH_COMPILE === undefined ? [] : [compiled]),
      ...(process.env.BENCH_ULP === undefined ? [] : [ulp]),
    ];
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

/** Whether the sides did the same work: how far the losses of each lie from ours, or PyTorch's from its own, and peak memory. */
function agreement(runs: readonly Run[]): string[] {
  const of = (side: string) => runs.filter((run) => run.side === side).map(({ answer }) => answer!);
  const lossesOf = (side: string) => of(side).flatMap(({ losses }) => losses as number[]);
  const peakOf = (side: string) => `${(Math.max(...of(side).map(({ peak }) => Number(peak))) / 1e6).toFixed(0)} MB`;
  const [ours = "", ...theirs] = new Set(runs.map(({ side }) => side));
  return theirs.map((side) => {
    const from = side === ULP ? theirs[0]! : ours;
    const [a, b] = [lossesOf(from), lossesOf(side)];
    const apart = a.map((loss, i) => Math.abs(loss - b[i]!));
    const within = (steps: number) => `${Math.max(...apart.slice(0, steps)).toExponential(1)} within ${steps}`;
    const spread = [STEPS, 2 * STEPS, apart.length].filter((steps, i, all) => all.indexOf(steps) === i).map(within);
    const fall = `${a[0]!.toFixed(3)} to ${a.at(-1)!.toFixed(3)}`;
    return `${" ".repeat(28)} ${from} beside ${side}: losses ${fall}, apart by ${spread.join(", ")}; peak resident ${peakOf(from)} and ${peakOf(side)}`;
  });
}
