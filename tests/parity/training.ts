/** What `tools/training_parity.py` computed in PyTorch, and the same by our loop. */
import { z } from "zod";
import type { Writes } from "../../src/nn/index.ts";
import { distinctWeights } from "../../src/nn/index.ts";
import { adamW, cosine, decayMatrices } from "../../src/optim/index.ts";
import { ids, noGrad, scope } from "../../src/tensor/index.ts";
import { causalLM, train } from "../../src/training/index.ts";
import { rows } from "../tiny-training.ts";

const numbers = z.array(z.number());
const made = z.strictObject({ torch: z.string(), transformers: z.string(), attention: z.string() });

/** Rows of ids, labels of which some do not count, and the loss that transformers gives of each row and of all. */
export const CausalFixture = z.strictObject({
  made,
  rows: z.array(numbers), // [B, T]
  labels: z.array(numbers), // [B, T]
  losses: numbers, // [B]
  whole: z.number(),
});

/** Loss and norm of the gradients in each step. */
export const CurveFixture = z.strictObject({ made, losses: numbers, norms: numbers });

/** The causal loss of rows whose labels stand where their tokens do; `shift` 1 is how transformers reads them. */
export function lossOf(model: Writes, rows: readonly number[][], labels: readonly number[][], shift = 1): number {
  const length = rows[0]!.length - shift;
  const tensor = (values: readonly number[][], from: number) =>
    ids(values.flatMap((row) => row.slice(from, from + length))).reshape([rows.length, length]);
  return scope(() => noGrad(() => causalLM(model)({ inputs: tensor(rows, 0), targets: tensor(labels, shift) }).item()));
}

/** The first steps of the fixture's run of `whole` steps. */
export async function curveOf(
  model: Writes,
  steps: number,
  whole: number,
): Promise<{ losses: readonly number[]; norms: number[] }> {
  const norms: number[] = [];
  const { losses } = await train({
    learns: { model },
    objective: causalLM(model),
    batches: rows(),
    optimizer: adamW(decayMatrices(distinctWeights(model), 0.1), { lr: 3e-3, betas: [0.9, 0.95] }),
    schedule: cosine({ steps: whole, warmup: 10 }),
    steps,
    accumulate: 2,
    clip: 1,
    callbacks: [{ afterStep: ({ gradientNorm }) => norms.push(gradientNorm) }],
  });
  return { losses, norms };
}
