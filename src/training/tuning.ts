/** Recipes that tune: a small change of a model learns to answer as somebody's examples do. */
import { z } from "zod";
import type { Examples } from "../data/index.ts";
import { LoraConfig } from "../peft/index.ts";
import { check, strictObject } from "../sentences/index.ts";
import { type CorpusOptions, RecipeError } from "./recipe.ts";
import { count, LEARNING, NAMED } from "./recipe-fields.ts";

/** Every linear map of a block: of changes with as many parameters those on all maps learn most. */
const EVERY_MAP = "blocks.*.{mixer,mlp}.*";

/** A recipe that tunes, but for its examples. */
export const TuningSettings = strictObject({
  ...NAMED,
  /** The model that is tuned, by name or folder. It stays as it is. */
  from: z.string(),
  /** The change that learns. */
  lora: strictObject({
    ...LoraConfig.shape,
    /** Pattern of the paths of the linear maps that learn; all of the blocks unless given. */
    at: LoraConfig.shape.at.unwrap().default(EVERY_MAP),
  }).prefault({}),
  /** What one pass reads, and how many make a step. */
  batch: strictObject({
    /** B, examples. */
    rows: count.default(4),
    /** T: tokens of an example at most. Default: 512, or what the model reads where that is less. */
    length: count.min(2).optional(),
    /** Batches that make one step. */
    accumulate: count.default(1),
  }).prefault({}),
  /** The share of the examples that are held out, 64 at most: every so many, as far as the share makes a whole one. */
  heldOut: z.number().min(0).max(0.5).default(0.1),
  ...LEARNING,
  /** Steps of the whole run. Default: what `epochs` come to. */
  steps: count.optional(),
  /** How often each example comes. Default: three times, or as often as makes 30 steps, and 1000 at most. */
  epochs: z.number().positive().optional(),
  /** How often something happens beside the steps. */
  every: strictObject({
    /** Steps from one measurement on held-out examples to the next. */
    evaluation: count.default(10),
    /** Steps from one checkpoint to the next. */
    checkpoint: count.default(10),
  }).prefault({}),
  /** Evaluations without improvement that end the run. Default: none do. */
  patience: count.optional(),
});
export type TuningSettings = z.output<typeof TuningSettings>;

interface Exemplified {
  /** What is learned: the same examples at each call. Throws an error of one sentence where there are none. */
  readonly examples: (options: CorpusOptions) => Examples;
}

/** A tuning as it is written down, defaults left out. */
export type TuningInput = z.input<typeof TuningSettings> & Exemplified;

/** A tuning with everything filled in, as `runRecipe` takes it. */
export type Tuning = TuningSettings & Exemplified;

/** What suits small matrices that begin at zero. */
const BRISK = { optimizer: { lr: 1e-3, weightDecay: 0 }, schedule: { kind: "linear", warmup: 3 } } as const;

/**
 * A recipe for `tenon train` that tunes: what `tenon tune` makes of its flags, written down.
 *
 *     export default defineTuning({ name: "shop", from: "smollm2-135m-instruct", examples: () => exampleLines("shop.jsonl") });
 *
 * Checks it and fills in what it leaves out. Throws a RecipeError of one sentence that names the field.
 */
export function defineTuning({ examples, ...settings }: TuningInput): Tuning {
  const asked = {
    ...settings,
    optimizer: { ...BRISK.optimizer, ...settings.optimizer },
    schedule: { ...BRISK.schedule, ...settings.schedule },
  };
  const { data, fault } = check(TuningSettings, asked);
  const refuse = (field: string, why: string) => new RecipeError(`the recipe "${settings.name}": ${field}: ${why}`);
  if (fault !== undefined) throw refuse(fault.path.join(".") || "it", fault.reason);
  if (data.steps !== undefined && data.epochs !== undefined)
    throw refuse("epochs", `${data.steps} steps are asked for as well: leave one of them out`);
  return { ...data, examples };
}

/** Steps of a tuning with so many rows to learn from. */
export function stepsOf({ steps, epochs, batch }: TuningSettings, rows: number): number {
  if (steps !== undefined) return steps;
  const times = (epochs: number) => Math.max(1, Math.ceil((epochs * rows) / (batch.rows * batch.accumulate)));
  return epochs === undefined ? Math.min(1000, Math.max(30, times(3))) : times(epochs);
}
