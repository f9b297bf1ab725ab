/** A tiny run: a LLaMA of 20,000 weights that learns rows of a fixed text, in an order drawn by a seed. */
import { z } from "zod";
import type { CausalBatch } from "../src/data/index.ts";
import { llama } from "../src/models/index.ts";
import { distinctWeights, initialize, type Writes, weights } from "../src/nn/index.ts";
import { adamW, cosine, type Optimizer } from "../src/optim/index.ts";
import { factState, ids } from "../src/tensor/index.ts";
import { causalLM, type TrainOptions } from "../src/training/index.ts";

const TEXT = "We the People of the United States, in Order to form a more perfect Union, establish Justice. ".repeat(4);
const CODES = [...TEXT].map((character) => character.charCodeAt(0) - 32);

/** Rows that begin at pseudo-random places, by a generator whose number is all their state. */
export function rows({ count = 4, length = 24, seed = 7 } = {}): TrainOptions<CausalBatch>["batches"] {
  let x = seed;
  const draw = () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return x % (CODES.length - length - 1);
  };
  return {
    next() {
      const starts = Array.from({ length: count }, draw);
      const after = (shift: number) =>
        ids(starts.flatMap((start) => CODES.slice(start + shift, start + shift + length))).reshape([count, length]);
      return { inputs: after(0), targets: after(1) };
    },
    ...factState(
      z.int().nonnegative(),
      () => x,
      (drawn) => {
        x = drawn;
      },
    ),
  };
}

export type TinyRun = TrainOptions<CausalBatch> & { model: Writes; optimizer: Optimizer };

/** A run, and what a test wants to know of it, which is no option of `train`: a spread does not take it along. */
export function beside<R extends object, E extends object>(run: R, known: E): R & E {
  const properties = Object.entries(known).map(([name, value]) => [name, { value }] as const);
  return Object.defineProperties(run, Object.fromEntries(properties)) as R & E;
}

export function tinyRun(options: Partial<TrainOptions<CausalBatch>> = {}): TinyRun {
  const model = initialize(
    llama({ vocabulary: 96, width: 32, depth: 2, heads: 4, kvHeads: 2, hidden: 64, context: 64, tied: true }),
    3,
  );
  const steps = options.steps ?? 8;
  const run: TrainOptions<CausalBatch> & { optimizer: Optimizer } = {
    objective: causalLM(model),
    batches: rows(),
    optimizer: adamW(distinctWeights(model), { lr: 3e-3 }),
    schedule: cosine({ steps, warmup: 2 }),
    clip: 1,
    accumulate: 2,
    learns: { model },
    ...options,
    steps,
  };
  return beside(run, { model });
}

/** All weights as bytes. */
export function bitsOf(model: Writes): string {
  return [...weights(model)]
    .map(([path, weight]) => `${path} ${Buffer.from(weight.floats().buffer).toString("base64")}`)
    .join("\n");
}
