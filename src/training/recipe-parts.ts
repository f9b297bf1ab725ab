/** What a recipe stands for: a model, its objective, an optimizer and a schedule. */
import { causalRows, tokenBatches } from "../data/index.ts";
import { architecture, type ModelConfig } from "../models/index.ts";
import { distinctWeights, recalls, recompute, type Writes, writes } from "../nn/index.ts";
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
import { check } from "../sentences/index.ts";
import type { ProcessGroup } from "../tensor/index.ts";
import type { Prepared } from "./corpus.ts";
import { causalLM } from "./objective.ts";
import { type Recipe, RecipeError, type RecipeSettings } from "./recipe.ts";

/** Where a process stands among those of a run. */
type Place = Pick<ProcessGroup, "rank" | "worldSize">;

const ALONE: Place = { rank: 0, worldSize: 1 };

/** The architecture's config: the recipe's, with the vocabulary that the tokenizer has come to. */
export function configOf({ name, model, batch }: Recipe, vocabulary: number): ModelConfig {
  const { config } = architecture(model.kind);
  const context = "context" in config.shape ? { context: batch.length } : {};
  const { data, fault } = check(config, { ...context, ...model, vocabulary });
  if (fault === undefined) return data;
  throw new RecipeError(`the recipe "${name}": ${["model", ...fault.path].join(".")}: ${fault.reason}`);
}

export function build(config: ModelConfig, { name }: Recipe): Writes {
  const model = architecture(config.kind).build(config);
  if (writes(model) && !recalls(model)) return model;
  throw new RecipeError(`the recipe "${name}": model.kind: a ${config.kind} does not write from left to right`);
}

/** What the loop is made of. Of each batch this process takes its share among those of a group. */
export function partsOf(recipe: Recipe, model: Writes, { train: shards }: Prepared, place: Place = ALONE) {
  const { batch, steps, clip, precision, seed } = recipe;
  const lm = causalLM(model, { with: recipe.recompute ? [recompute()] : [] });
  return {
    learns: { model },
    objective: (tokens: Parameters<typeof causalRows>[0]) => lm(causalRows(tokens)),
    batches: tokenBatches(shards, { length: batch.length, batch: shared(recipe, place), seed, ...place }),
    optimizer: optimizerOf(model, recipe),
    accumulate: batch.accumulate,
    schedule: scheduleOf(recipe),
    steps,
    clip,
    precision,
  };
}

/** Rows of a batch, which all processes share equally. */
function shared({ name, batch: { rows } }: Recipe, { worldSize }: Place): number {
  if (rows % worldSize === 0) return rows;
  throw new RecipeError(`the recipe "${name}": batch.rows: ${worldSize} processes cannot share ${rows} rows equally`);
}

function optimizerOf(model: Writes, { optimizer, muon: hidden }: RecipeSettings): Optimizer {
  const all = [...distinctWeights(model)];
  const rest = (weights: typeof all) => adamW(decayMatrices(weights, optimizer.weightDecay), optimizer);
  if (hidden === undefined) return rest(all);
  const isHidden = ([path, { rank }]: (typeof all)[number]) => path.startsWith("blocks.") && rank === 2;
  return together(muon(all.filter(isHidden), hidden), rest(all.filter((weight) => !isHidden(weight))));
}

const SCHEDULES = { constant, cosine, linear: linearDecay, wsd } as const;

function scheduleOf({ schedule: { kind, ...shape }, steps }: RecipeSettings): Schedule {
  return SCHEDULES[kind]({ ...shape, steps });
}
