import type { CausalBatch } from "../data/index.ts";
import { type Decoder, Padded, Pass, type Plan } from "../nn/index.ts";
import { crossEntropy, type Tensor } from "../tensor/index.ts";

/** A scalar loss of a batch, in nats where it is a likelihood. What the loop minimizes; runs inside its scope. */
export type Objective<B> = (batch: B) => Tensor;

export interface CausalOptions {
  /** Hooks that ride on every pass, such as a LoRA that learns. */
  plan?: Plan | undefined;
  plus?: Terms | undefined;
}

/** What parts of a model say beside the stream (`pass.say`), by name, and how much each counts in the loss: `{ balance: 0.01 }`. */
export type Terms = Readonly<Record<string, number>>;

/** loss + sum over names of weight times term. Throws where nobody in the pass said such a term. */
export function plusTerms(loss: Tensor, pass: Pass, terms: Terms = {}): Tensor {
  const heard = pass.heard();
  return Object.entries(terms).reduce((sum, [name, weight]) => {
    const term = heard.get(name);
    if (term === undefined) throw new Error(`the loss adds the term "${name}", and no part of the model said it`);
    return sum.add(term.mul(weight));
  }, loss);
}

/**
 * The causal language-modelling loss: the mean over tokens that have a target of how surprising the next one is.
 *
 *     loss = -(1/N) sum over i of log P(w_(i+1) | w_1 ... w_i)
 *
 * Where every batch has equally many targets, the mean over accumulated batches is the mean over all.
 */
export function causalLM(model: Decoder, { plan, plus }: CausalOptions = {}): Objective<CausalBatch> {
  return ({ inputs, targets }) => {
    const { B, T } = inputs.dims("B T");
    const layout = new Padded(Array.from({ length: B }, () => T));
    const pass = new Pass({ layout, plan });
    const logits = model.call(inputs, pass); // [B, T, V]
    const loss = crossEntropy(logits.reshape([B * T, -1]).to("float32"), targets.reshape([B * T]));
    return plusTerms(loss, pass, plus);
  };
}
