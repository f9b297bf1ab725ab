/**
 * A deterministic task on which a prefix of one's own making misleads: five to eight symbols are shown and then said again and again.
 * What was said a period ago tells the next symbol as well as the prompt does, until one of them is wrong.
 */

import { z } from "zod";
import { type Batches, type CausalBatch, IGNORED } from "../src/data/index.ts";
import { llama } from "../src/models/index.ts";
import { distinctWeights, initialize, type Writes } from "../src/nn/index.ts";
import { adamW, cosine } from "../src/optim/index.ts";
import { factState, ids, scope, seed as seedGenerator } from "../src/tensor/index.ts";
import { causalLM, scheduledSampling, train } from "../src/training/index.ts";
import { draws } from "../tests/draws.ts";
import { type Accuracy, accuracies } from "../tests/prefixes.ts";

const [SYMBOLS, LONGEST, LENGTH, ROWS, STEPS] = [23, 8, 24, 32, 500];
const MARK = SYMBOLS;
const PROMPT = LONGEST + 1;

/** Filling, symbols, a mark, and the symbols until the row is full. Inputs and targets [rows, 23]; what cannot be known is not asked. */
function batchOf(random: () => number, rows: number): CausalBatch {
  const inputs: number[] = [];
  const targets: number[] = [];
  for (let row = 0; row < rows; row++) {
    const period = 5 + Math.floor(random() * (LONGEST - 4));
    const word = Array.from({ length: period }, () => Math.floor(random() * SYMBOLS));
    const said = Array.from({ length: LENGTH - PROMPT }, (_, t) => word[t % period]!);
    const tokens = [...Array<number>(LONGEST - period).fill(MARK), ...word, MARK, ...said];
    inputs.push(...tokens.slice(0, -1));
    targets.push(...tokens.slice(1).map((token, t) => (t < PROMPT - 1 ? IGNORED : token)));
  }
  const shape = [rows, LENGTH - 1];
  return { inputs: ids(inputs).reshape(shape), targets: ids(targets).reshape(shape) };
}

/** Draws rows without end. They are taken up again by drawing what went before. */
function batches(seed: number): Batches<CausalBatch> {
  const random = draws(seed);
  let drawn = 0;
  const next = () => {
    drawn++;
    return batchOf(random, ROWS);
  };
  const seek = (place: number) => {
    while (drawn < place) scope(next);
  };
  return { next, ...factState(z.int().nonnegative(), () => drawn, seek) };
}

/** Trains on gold prefixes alone, or on prefixes of which in the end half are the model's own. The model is the caller's to release. */
export async function copier(how: "forced" | "scheduled", seed: number): Promise<Writes> {
  seedGenerator(seed);
  const shape = { width: 48, depth: 2, heads: 4, kvHeads: 4, hidden: 128, context: LENGTH, tied: false };
  const model = initialize(llama({ vocabulary: SYMBOLS + 1, ...shape }), seed);
  const gold = (step: number) => Math.max(0.5, 1 - Math.max(0, step / STEPS - 0.2) / 0.5);
  const sampling = scheduledSampling(model, { gold });
  await train({
    learns: { model },
    objective: how === "forced" ? causalLM(model) : sampling.objective,
    batches: batches(seed),
    optimizer: adamW(distinctWeights(model), { lr: 3e-3 }),
    schedule: cosine({ steps: STEPS, warmup: 20, floor: 0.05 }),
    steps: STEPS,
    clip: 1,
    callbacks: [sampling.callback],
  });
  return model;
}

/** On 256 rows that nobody trained on. */
export const judged = (model: Writes): Accuracy => accuracies(model, batchOf(draws(999), 256));
