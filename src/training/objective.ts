import { type CausalBatch, IGNORED, type PackedBatch } from "../data/index.ts";
import { Run, type RunSettings } from "../interventions/index.ts";
import type { Pass, Writes } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { ids, type Tensor } from "../tensor/index.ts";
import { type Loss, tokenLoss } from "./loss.ts";

/** What a batch costs, in nats where it is a likelihood. The loop minimizes its mean; runs inside the loop's scope. */
export type Objective<B> = (batch: B) => Loss;

/** What rides on every pass, such as a LoRA that learns, and what is added to the loss. */
export interface CausalOptions extends Pick<RunSettings, "with"> {
  /** What parts of the model say beside the stream, and how much it counts in the loss. Default: nothing. */
  plus?: Terms | undefined;
}

const checkCausal = optionsOf<CausalOptions>("causalLM", { with: "list?", plus: "object?" });

/** What parts of a model say beside the stream (`pass.say`), by name, and how much each counts in the loss: `{ balance: 0.01 }`. */
export type Terms = Readonly<Record<string, number>>;

/** mean loss + sum over names of weight times term. Throws where nobody in the pass said such a term. */
export function plusTerms(loss: Loss, pass: Pass, terms: Terms = {}): Loss {
  const heard = pass.heard();
  return Object.entries(terms).reduce((sum, [name, weight]) => {
    const term = heard.get(name);
    if (term === undefined) throw new Error(`the loss adds the term "${name}", and no part of the model said it`);
    return sum.plus(term.mul(weight));
  }, loss);
}

/**
 * The causal language-modelling loss, over the N tokens that have a target: how surprising the next one is.
 *
 *     loss = -(1/N) sum over i of log P(w_(i+1) | w_1 ... w_i)
 *
 * The head is computed at those tokens alone: of a conversation, where answers are learned, at few.
 * Throws an ArgumentError where an option is none.
 */
export function causalLM(model: Writes, options: CausalOptions = {}): Objective<CausalBatch | PackedBatch> {
  checkCausal(options);
  const { plus, ...settings } = options;
  const run = new Run(model, settings);
  return ({ inputs, targets }) => {
    const reading = run.read(inputs);
    const flat = targets.reshape([-1]);
    const counted = placesOf(flat);
    if (counted.length === targets.size) {
      const logits = reading.logits("all"); // [B, T, V] or [N, V]
      return plusTerms(tokenLoss(logits.reshape([targets.size, -1]), flat), reading.pass, plus);
    }
    const at = ids(counted); // [n]
    return plusTerms(tokenLoss(reading.logits(at), flat.indexSelect(0, at)), reading.pass, plus); // [n, V]
  };
}

/** Where a target stands, among tokens in order. */
const placesOf = (targets: Tensor): number[] =>
  targets.numbers().flatMap((target, place) => (target === IGNORED ? [] : [place]));
