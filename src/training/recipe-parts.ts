/** What a recipe stands for: a model, its objective, an optimizer and a schedule. */
import { causalDocuments, causalRows, type TokenBatch, tokenBatches } from "../data/index.ts";
import { distinctWeights, recompute, type Writes } from "../nn/index.ts";
import {
  adamW,
  constant,
  cosine,
  decayMatrices,
  linearDecay,
  muon,
  type Optimizer,
  type Schedule,
  together,
  wsd,
} from "../optim/index.ts";
import type { ProcessGroup } from "../tensor/index.ts";
import type { Prepared } from "./corpus.ts";
import { causalLM } from "./objective.ts";
import { refusal } from "./origin.ts";
import type { Recipe, RecipeSettings } from "./recipe.ts";
import type { Survey } from "./source.ts";

/** Where a process stands among those of a run. */
export type Place = Pick<ProcessGroup, "rank" | "worldSize">;

export const ALONE: Place = { rank: 0, worldSize: 1 };

/** What the loop is made of. Of each batch this process takes its share among those of a group. Throws a DataError where the corpus has too few rows. */
export function partsOf(recipe: Recipe, model: Writes, { train: shards }: Prepared, place: Place = ALONE) {
  const { batch, steps, clip, precision, seed } = recipe;
  const lm = causalLM(model, { with: recipe.recompute ? [recompute()] : [] });
  const collate = batch.apart ? causalDocuments : causalRows;
  const { rows, length, documents } = batch;
  return {
    learns: { model },
    objective: (tokens: TokenBatch) => lm(collate(tokens)),
    batches: tokenBatches(shards, { length, documents, batch: rows, seed, ...place }),
    optimizer: optimizerOf(model, recipe),
    accumulate: batch.accumulate,
    schedule: scheduleOf(recipe, steps),
    steps,
    clip,
    precision,
  };
}

/** Throws a RecipeError where processes cannot share a batch equally, or a corpus has too little text for one, whatever its tokens are. */
export function refuseRows(recipe: Recipe, { documents, bytes }: Survey, { worldSize }: Place = ALONE): void {
  const { rows, length } = recipe.batch;
  if (rows % worldSize !== 0)
    throw refusal(recipe, "batch.rows", `${worldSize} processes cannot share ${rows} rows equally`);
  const most = bytes + documents; // a token has a byte at least, and each document an end
  if (most <= rows * length)
    throw refusal(
      recipe,
      "batch.rows",
      `${rows} rows of ${length} tokens are more than the corpus has, of ${bytes} bytes`,
    );
}

function optimizerOf(model: Writes, { optimizer, muon: hidden }: RecipeSettings): Optimizer {
  const all = [...distinctWeights(model)];
  const rest = (weights: typeof all) => adamW(decayMatrices(weights, optimizer.weightDecay), optimizer);
  if (hidden === undefined) return rest(all);
  const isHidden = ([path, { rank }]: (typeof all)[number]) => path.startsWith("blocks.") && rank === 2;
  return together(muon(all.filter(isHidden), hidden), rest(all.filter((weight) => !isHidden(weight))));
}

const DECAYING = { cosine, linear: linearDecay, wsd } as const;

export function scheduleOf({ schedule }: Pick<RecipeSettings, "schedule">, steps: number): Schedule {
  const { kind, warmup, floor } = schedule;
  return kind === "constant" ? constant({ warmup }) : DECAYING[kind]({ warmup, floor, steps });
}
