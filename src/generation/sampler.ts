/**
 * From logits to a token. Both samplers run in TypeScript on one row, so that ties and rounding do not depend on LibTorch's
 * build: the same logits and the same seed give the same token everywhere.
 */
import { uniform } from "./philox.ts";

/** Chooses the next token from a row of logits [V]; `step` counts the tokens of the answer from 0. */
export type Sampler = (logits: Float32Array, step: number) => number;

/** The most probable token; of equal ones the lowest id. Throws where the logits are not numbers. */
export const greedy: Sampler = (logits) => {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if (logits[id]! > logits[best]!) best = id;
  if (Number.isNaN(logits[best])) throw new Error("the model's logits are not numbers");
  return best;
};

/**
 * Draws from softmax(logits) by the inverse of its distribution function: the first id up to which the probabilities, in
 * the order of ids, sum to more than a uniform number of the seed and the step.
 */
export function multinomial(seed: number): Sampler {
  return (logits, step) => {
    const highest = logits[greedy(logits, step)]!;
    let total = 0;
    for (const logit of logits) total += Math.exp(logit - highest);
    const target = uniform(seed, step) * total;
    let sum = 0;
    let last = 0;
    for (let id = 0; id < logits.length; id++) {
      const weight = Math.exp(logits[id]! - highest);
      if (weight === 0) continue;
      sum += weight;
      last = id;
      if (sum > target) return id;
    }
    return last; // rounding left the sum just short of the target
  };
}
