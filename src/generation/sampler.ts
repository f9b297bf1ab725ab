/**
 * From logits to a token. Both samplers run in TypeScript on one row, so that ties and rounding do not depend on LibTorch's
 * build: the same logits and the same seed give the same token everywhere.
 */
import { highest } from "./highest.ts";
import { uniform } from "./philox.ts";

/**
 * Chooses the next token from a row of logits [V]; `step` counts the tokens of the answer from 0. Throws a LanguageModelError where a
 * logit is NaN or Infinity, or all are -Infinity.
 */
export type Sampler = (logits: Float32Array, step: number) => number;

/**
 * The most probable token; of equal ones the lowest id.
 *
 *     y = argmax over v of P(v)
 */
export const greedy: Sampler = highest;

/**
 * Draws from softmax(logits) by the inverse of its distribution function: the first id up to which the probabilities, in
 * the order of ids, sum to more than a uniform number of the seed and the step.
 *
 *     y = min v with sum over u <= v of P(u) > r,     r ~ U(0, 1)
 */
export function multinomial(seed: number): Sampler {
  return (logits, step) => {
    const most = logits[highest(logits)]!;
    let total = 0;
    for (const logit of logits) total += Math.exp(logit - most);
    const target = uniform(seed, step) * total;
    let sum = 0;
    let last = 0;
    for (let id = 0; id < logits.length; id++) {
      const weight = Math.exp(logits[id]! - most);
      if (weight === 0) continue;
      sum += weight;
      last = id;
      if (sum > target) return id;
    }
    return last; // rounding left the sum just short of the target
  };
}
