/** A specimen of an intervention, and the tiny model on which it is tried. */

import type { Base } from "../../src/checkpoints/index.ts";
import { type Intervention, Run } from "../../src/interventions/index.ts";
import { LlamaConfig, llama } from "../../src/models/index.ts";
import { initialize, type Module, type Reads, type Writes } from "../../src/nn/index.ts";
import { noGrad, randn, seed, type Tensor } from "../../src/tensor/index.ts";

export interface Specimen {
  make(model: Reads): Intervention;
  /** Whether it promises to change nothing at birth. */
  neutral: boolean;
  /** Whether it only watches. */
  watches?: boolean;
  /** The same change on the side of the weights, where it can be baked. */
  merged?(intervention: Intervention): Intervention;
}

/** Of a tiny model, whatever its kind. */
export const SIZES = { vocabulary: 13, width: 16, depth: 2, heads: 4, hidden: 24 };
const CONFIG = LlamaConfig.parse({ ...SIZES, kvHeads: 2 });
export const newModel = () => initialize(llama(CONFIG), 3);
/** Such a model as what is saved of an intervention is named by. */
export const baseOf = (model: Module): Base => ({ model, config: CONFIG });
export const TOKENS = [3, 1, 4, 1, 5, 9, 2, 6];

/** Logits [T, V] of a sequence under interventions, from the beginning that they ask for. */
export function logits(model: Writes, tokens: readonly number[], interventions: readonly Intervention[]): Tensor {
  return noGrad(() => new Run(model, { with: interventions }).read([tokens]).logits("all"));
}

/** Gives every tensor that an intervention holds random values, as training would. */
export function awaken(intervention: Intervention): Intervention {
  seed(8);
  noGrad(() => {
    for (const tensor of intervention.state?.values() ?? []) tensor.copyFrom(randn(tensor.shape, 0.3));
  });
  return intervention;
}
