/** What recipes come to, as `tenon train` runs them. */
import { join } from "node:path";
import induction from "../../recipes/induction.ts";
import { load } from "../../src/checkpoints/index.ts";
import { architecture } from "../../src/models/index.ts";
import { Decoder, initialize } from "../../src/nn/index.ts";
import type { Tokenizer } from "../../src/tokenizers/index.ts";
import { type Recipe, runRecipe } from "../../src/training/index.ts";
import { keptIn } from "../harness/kept.ts";

export interface Trained {
  readonly model: Decoder;
  /** The same with the weights that were drawn for it. */
  readonly untrained: Decoder;
  readonly tokenizer: Tokenizer;
}

/**
 * Trains a recipe from a seed; its run is kept for the demonstration `file`, so that one that was cut goes on. The models are the caller's
 * to release.
 */
export async function trained(
  recipe: Recipe,
  seed: number,
  file: string,
  log: (line: string) => void,
): Promise<Trained> {
  const out = join(keptIn(file), `${recipe.name}-${seed}`);
  const every = { ...recipe.every, evaluation: recipe.steps, sample: recipe.steps };
  const { steps, heldOut } = await runRecipe({ ...recipe, seed, every, baselines: false }, { out, resume: true });
  log(`${recipe.name}, seed ${seed}: ${steps} steps, ${heldOut?.loss.toFixed(3)} nats a token held out`);
  const { model, config, tokenizer } = await load(out);
  const untrained = architecture(config.kind).build(config);
  if (model instanceof Decoder && untrained instanceof Decoder)
    return { model, untrained: initialize(untrained, seed), tokenizer };
  throw new TypeError(`${recipe.name} trains no decoder`);
}

export const inductionRecipe: Recipe = induction;
