/** Perplexity of what was scored, and a model that has none but V. */
import { distinctWeights, type Writes } from "../src/nn/index.ts";
import { noGrad } from "../src/tensor/index.ts";

export const perplexityOf = (logprobs: readonly number[]): number =>
  Math.exp(-logprobs.reduce((sum, logprob) => sum + logprob, 0) / logprobs.length);

/** Every logit 0: each token as likely as any other. */
export function withoutPreference(model: Writes): void {
  noGrad(() => {
    for (const [, weight] of distinctWeights(model)) weight.fill(0);
  });
}
