/** What `tools/training_parity.py` computed in PyTorch, and the same by our loop. */
import { z } from "zod";
import { loadModel } from "../../src/checkpoints/index.ts";
import { type Batches, type CausalBatch, IGNORED } from "../../src/data/index.ts";
import { DataParallel, type ProcessGroup } from "../../src/distributed/index.ts";
import { distinctWeights, type Writes } from "../../src/nn/index.ts";
import { adamW, cosine, decayMatrices } from "../../src/optim/index.ts";
import { arange, ids, noGrad, scope, type Tensor, where } from "../../src/tensor/index.ts";
import { causalLM, type TrainOptions, train } from "../../src/training/index.ts";
import { fixturePath } from "../fixtures.ts";
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
  return scope(() =>
    noGrad(() => causalLM(model)({ inputs: tensor(rows, 0), targets: tensor(labels, shift) }).mean.item()),
  );
}

/** The first steps of the fixture's run of `whole` steps. */
export async function curveOf(
  model: Writes,
  steps: number,
  whole: number,
  { batches = rows(), parallel }: Partial<Pick<TrainOptions<CausalBatch>, "batches" | "parallel">> = {},
): Promise<{ losses: readonly number[]; norms: number[] }> {
  const norms: number[] = [];
  const { losses } = await train({
    learns: { model },
    objective: causalLM(model),
    batches,
    ...(parallel !== undefined && { parallel }),
    optimizer: adamW(decayMatrices(distinctWeights(model), 0.1), { lr: 3e-3, betas: [0.9, 0.95] }),
    schedule: cosine({ steps: whole, warmup: 10 }),
    steps,
    accumulate: 2,
    clip: 1,
    callbacks: [{ afterStep: ({ gradientNorm }) => norms.push(gradientNorm) }],
  });
  return { losses, norms };
}

/** Targets of each row of a batch: from none at all to the whole row. */
function targetsOf(batch: number): number[] {
  if (batch === 7) return [0, 0, 0, 0];
  if (batch % 5 === 3) return [1, 0, 0, 0];
  return [0, 1, 2, 3].map((row) => 1 + ((7 * batch * batch + 5 * row) % 24));
}

/** The batches of `uneven`, of which one of `worldSize` processes has its share of rows. */
export function unevenRows({ rank = 0, worldSize = 1 } = {}): Batches<CausalBatch> {
  const whole = rows();
  const share = 4 / worldSize;
  let batch = 0;
  return {
    ...whole,
    next() {
      const { inputs, targets } = whole.next();
      const counted = arange(0, 24).lt(ids(targetsOf(batch++)).unsqueeze(1)); // [B, T]
      const own = (all: Tensor) => all.narrow(0, rank * share, share);
      return { inputs: own(inputs), targets: own(where(counted, targets, IGNORED)) };
    },
  };
}

/** Losses and norms of the first steps of the run of `uneven`, by this process or by a group of them. */
export async function unevenCurve(steps: number, group?: ProcessGroup) {
  const { model } = loadModel(fixturePath("llama/tiny"));
  for (const [, weight] of distinctWeights(model)) weight.requireGrad();
  const parallel = group && new DataParallel(distinctWeights(model), group);
  return curveOf(model, steps, 100, { batches: unevenRows(group), ...(parallel !== undefined && { parallel }) });
}
