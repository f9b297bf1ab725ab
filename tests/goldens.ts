/**
 * What a refactor must leave alone: logits of fifty prompts, tokens written behind them, losses of a short training, as a digest
 * of their bits and in a few numbers. `tools/goldens.ts` writes them, once for each supported build of LibTorch.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { load } from "../src/checkpoints/index.ts";
import { Run } from "../src/interventions/index.ts";
import type { Writes } from "../src/nn/index.ts";
import { build, infer, threads } from "../src/tensor/index.ts";
import { train } from "../src/training/index.ts";
import { fixture, LogitsFixture } from "./fixtures.ts";
import { cachedLoop } from "./parity/loops.ts";
import { tinyRun } from "./tiny-training.ts";

const Row = z.strictObject({
  /** SHA-256 of all logits [T, V], float32. */
  digest: z.string(),
  /** The last position's logits of eight tokens spread over the vocabulary. */
  some: z.array(z.number()),
});

export const Goldens = z.strictObject({
  libtorch: z.string(),
  /** Model and flags of the processor, by which kernels are chosen: bits can be asked for on the same alone. */
  processor: z.string(),
  float32: z.array(Row),
  stored: z.array(Row),
  /** Eight tokens behind each prompt, chosen greedily on stored weights, all prompts of a batch of ten together. */
  written: z.array(z.array(z.int())),
  losses: z.array(z.number()),
});
export type Goldens = z.infer<typeof Goldens>;

export const processor = createHash("sha256")
  .update(
    readFileSync("/proc/cpuinfo", "utf8")
      .match(/^(?:cpu family|model|stepping|flags)\b.*$/gm)!
      .slice(0, 5)
      .join("\n"),
  )
  .digest("hex");
export const goldensPath = `goldens/${build().version.split("+")[0]}.json.gz`;

/** `share`: one prompt of so many. On two threads, since bits depend on their number. */
export async function measureGoldens({ share = 1 } = {}): Promise<Goldens> {
  threads(2);
  const { prompts } = fixture("llama/logits.json.gz", LogitsFixture);
  const ids = prompts.filter((_, i) => i % share === 0).map((prompt) => prompt.ids);
  const rowsOf = (model: Writes, fast: boolean) =>
    ids.map((tokens) => infer(() => rowOf(new Run(model, { fast }), tokens)));
  const exact = await load("smollm2-135m-instruct-q4_1", { pull: false });
  const float32 = rowsOf(exact.model, false);
  const { model, fast } = await load("smollm2-135m-instruct-q4_1", { pull: false, dtype: "stored" });
  const batches = Array.from({ length: Math.ceil(ids.length / 10) }, (_, i) => ids.slice(10 * i, 10 * i + 10));
  return {
    libtorch: build().version,
    processor,
    float32,
    stored: rowsOf(model, fast),
    written: batches.flatMap((batch) => cachedLoop(model, batch, 8, { fast })),
    losses: [...(await train(tinyRun({ steps: 20 }))).losses],
  };
}

function rowOf(run: Run<Writes>, tokens: readonly number[]): z.infer<typeof Row> {
  const logits = run.read([tokens]).logits("all"); // [T, V]
  const { T, V } = logits.dims("T V");
  const all = logits.floats();
  const last = all.subarray((T - 1) * V);
  return {
    digest: createHash("sha256").update(all).digest("hex"),
    some: Array.from({ length: 8 }, (_, i) => last[Math.floor((i * V) / 8)]!),
  };
}
