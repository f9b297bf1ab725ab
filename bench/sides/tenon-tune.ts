/** A step of a LoRA on q and v, or of one on all linear maps, over a frozen SmolLM2. */
import { readFileSync } from "node:fs";
import { loadModel } from "../../src/checkpoints/index.ts";
import type { CausalBatch } from "../../src/data/index.ts";
import { IGNORED } from "../../src/data/index.ts";
import { writes } from "../../src/nn/index.ts";
import { adamW } from "../../src/optim/index.ts";
import { lora } from "../../src/peft/index.ts";
import { build, ids, threads } from "../../src/tensor/index.ts";
import { causalLM, type Learner, learner, type Objective } from "../../src/training/index.ts";
import { serve } from "./requests.ts";

const [folder = "", count = "1", shape = "{}"] = process.argv.slice(2);
const { rows, length } = JSON.parse(shape) as Record<"rows" | "length", number>;
threads(Number(count));
const { model: base } = loadModel(folder);
if (!writes(base)) throw new Error("the model writes nothing");

interface Tuned {
  readonly learn: Learner;
  readonly objective: Objective<CausalBatch>;
}

const known = new Map<string, Tuned>();
function tunedAt(at: string): Tuned {
  const before = known.get(at);
  if (before !== undefined) return before;
  const change = lora(base, { at, rank: 8, alpha: 16 });
  const made = {
    learn: learner(adamW(change.state, { lr: 1e-3, weightDecay: 0 })),
    objective: causalLM(base, { with: [change] }),
  };
  known.set(at, made);
  return made;
}

/** Tokens by a rule, and as targets every one, or of each row the last so many. */
function batchOf(step: number, targets: number): CausalBatch {
  const all = Array.from({ length: rows * (length + 1) }, (_, i) => 100 + (((i + 7919 * step) * 37) % 40_000));
  const row = (i: number) => all.slice(i * (length + 1), (i + 1) * (length + 1));
  const each = Array.from({ length: rows }, (_, i) => row(i));
  return {
    inputs: ids(each.flatMap((tokens) => tokens.slice(0, -1))).reshape([rows, length]),
    targets: ids(
      each.flatMap((tokens) => tokens.slice(1).map((token, t) => (t < length - targets ? IGNORED : token))),
    ).reshape([rows, length]),
  };
}

const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))![1]) * 1024;

let taken = 0;
await serve(
  { libtorch: build().version, threads: threads() },
  ({ steps, at, targets }: { steps: number; at: string; targets: number }) => {
    const { learn, objective } = tunedAt(at);
    const begin = performance.now();
    const losses = Array.from({ length: steps }, () => learn.step(() => objective(batchOf(taken++, targets))));
    const seconds = (performance.now() - begin) / 1000;
    return { seconds, steps, losses, peak: [peak()] };
  },
);
