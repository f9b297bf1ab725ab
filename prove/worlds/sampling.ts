/** What the rows about sampling share: draws counted against a distribution, and what processors leave of one. */
import { multinomial, type ProcessorSettings, processors, type Sampler } from "../../src/generation/index.ts";
import { scope, tensor } from "../../src/tensor/index.ts";

/** The 0.99 quantile of chi-square with k degrees of freedom (Wilson & Hilferty 1931): what p > 0.01 is tested by. */
export function chiSquare99(k: number): number {
  const a = 2 / (9 * k);
  return k * (1 - a + 2.3263 * Math.sqrt(a)) ** 3;
}

/** Pearson's sum over (drawn - expected)^2 / expected of `draws` tokens, drawn a step each; Infinity where one came that cannot. */
export function chiSquare(
  logits: Float32Array,
  probabilities: readonly number[],
  draws: number,
  sampler: Sampler,
): number {
  const counts = new Array<number>(logits.length).fill(0);
  for (let step = 0; step < draws; step++) counts[sampler(logits, step)]!++;
  return counts.reduce((sum, count, token) => {
    const expected = probabilities[token]! * draws;
    if (expected === 0) return count === 0 ? sum : Infinity;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

/** A sampler that is a little too sure, as at temperature 0.9: what a test of samplers must catch. */
export function biased(seed: number): Sampler {
  const fair = multinomial(seed);
  return (logits, step) =>
    fair(
      logits.map((logit) => logit / 0.9),
      step,
    );
}

export function softmax(logits: ArrayLike<number>): number[] {
  const highest = Math.max(...Array.from(logits));
  const weights = Array.from(logits, (logit) => Math.exp(logit - highest));
  const total = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / total);
}

/** Logits after the processors that settings ask for, of a row with nothing before it. */
export function processed(logits: readonly number[], settings: ProcessorSettings): Float32Array {
  return scope(() =>
    processors(settings)
      .reduce((x, process) => process(x, [{ prompt: [], written: [] }]), tensor([[...logits]]))
      .floats(),
  );
}

/** The tokens that are left. */
export function support(logits: ArrayLike<number>): number[] {
  return [...Array.from(logits).keys()].filter((token) => logits[token] !== -Infinity);
}

export function entropy(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, p) => (p === 0 ? sum : sum - p * Math.log(p)), 0);
}

/** `count` logits that fall from 0 in equal steps. */
export const slope = (count: number, step: number) => Array.from({ length: count }, (_, i) => -step * i);
