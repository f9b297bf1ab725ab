import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadModel } from "../../src/checkpoints/index.ts";
import { distinctWeights, Padded, Pass, type Writes } from "../../src/nn/index.ts";
import { adamW, type Optimizer } from "../../src/optim/index.ts";
import { autocast, build, crossEntropy, fromData, keep, scope, type Tensor, threads } from "../../src/tensor/index.ts";
import { serve } from "./requests.ts";

type Precision = "float32" | "bfloat16";
interface Run {
  readonly model: Writes;
  readonly optimizer: Optimizer;
  step: number;
}

const [folder = "", count = "1", shape = "{}"] = process.argv.slice(2);
const { rows, length, count: batches } = JSON.parse(shape) as Record<"rows" | "length" | "count", number>;
threads(Number(count));
const bytes = readFileSync(join(folder, "batches.bin"));
const ids = keep(
  fromData(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4), [batches, rows, length + 1]).to("int64"),
);

/** A model and its optimizer for each precision: a run goes on where the last one ended. */
const runs = new Map<Precision, Run>();
async function runOf(precision: Precision): Promise<Run> {
  const known = runs.get(precision);
  if (known !== undefined) return known;
  const model = (await loadModel(folder)).model;
  for (const [, weight] of distinctWeights(model)) weight.requireGrad();
  const run = { model, optimizer: adamW(distinctWeights(model), { lr: 1e-3, weightDecay: 0.1 }), step: 0 };
  runs.set(precision, run);
  return run;
}

const layout = () => new Padded(Array.from({ length: rows }, () => length));

function lossOf(model: Writes, batch: Tensor): Tensor {
  const inputs = batch.narrow(1, 0, length);
  const targets = batch.narrow(1, 1, length).reshape([rows * length]);
  const logits = model.call(inputs, new Pass({ layout: layout() })); // [B, T, V]
  return crossEntropy(logits.reshape([rows * length, -1]).to("float32"), targets);
}

function stepOf(run: Run, precision: Precision): number {
  return scope(() => {
    const batch = ids.select(0, run.step++ % batches);
    const compute = () => lossOf(run.model, batch);
    const loss = scope(() => (precision === "bfloat16" ? autocast("bfloat16", compute) : compute()));
    loss.backward();
    run.optimizer.step();
    run.optimizer.zeroGrad();
    return loss.item();
  });
}

const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))![1]) * 1024;

await serve(
  { libtorch: build().version, threads: threads() },
  async ({ steps, precision }: { steps: number; precision: Precision }) => {
    const run = await runOf(precision);
    const begin = performance.now();
    const losses = Array.from({ length: steps }, () => stepOf(run, precision));
    const seconds = (performance.now() - begin) / 1000;
    return { seconds, tokens: steps * rows * length, losses, peak: [peak()] };
  },
);
