import type { CausalBatch } from "../data/index.ts";
import { Padded, Pass, type Plan, type Writes } from "../nn/index.ts";
import { crossEntropy, type Tensor } from "../tensor/index.ts";

/** A scalar loss of a batch, in nats where it is a likelihood. What the loop minimizes; runs inside its scope. */
export type Objective<B> = (batch: B) => Tensor;

export interface CausalOptions {
  /** Hooks that ride on every pass, such as a LoRA that learns. */
  plan?: Plan | undefined;
}

/**
 * The causal language-modelling loss: the mean over tokens that have a target of how surprising the next one is.
 *
 *     loss = -(1/N) sum over i of log P(w_(i+1) | w_1 ... w_i)
 *
 * Where every batch has equally many targets, the mean over accumulated batches is the mean over all.
 */
export function causalLM(model: Writes, { plan }: CausalOptions = {}): Objective<CausalBatch> {
  return ({ inputs, targets }) => {
    const { B, T } = inputs.dims("B T");
    const layout = new Padded(Array.from({ length: B }, () => T));
    const logits = model.call(inputs, new Pass({ layout, plan, mode: "train" })); // [B, T, V]
    return crossEntropy(logits.reshape([B * T, -1]).to("float32"), targets.reshape([B * T]));
  };
}
