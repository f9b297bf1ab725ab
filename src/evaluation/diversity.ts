/** How much a text repeats itself. Token ids or words, whatever can be told apart. */
import { countNgrams } from "./ngrams.ts";

/**
 * rep-n: the share of n-grams that came before in the same text (Welleck et al. 2019, arXiv:1908.04319).
 *
 *     1 - distinct n-grams / n-grams
 *
 * 0 for a text of fewer than n tokens.
 */
export function repetitionRate(tokens: readonly (number | string)[], n: number): number {
  return tokens.length < n ? 0 : 1 - distinct([tokens], n);
}

/** distinct-n: distinct n-grams of some texts beside all of theirs (Li et al. 2015, arXiv:1510.03055). */
export function distinct(texts: readonly (readonly (number | string)[])[], n: number): number {
  const grams = texts.map((tokens) => countNgrams(tokens, n));
  const all = texts.reduce((sum, { length }) => sum + Math.max(0, length - n + 1), 0);
  return all === 0 ? 0 : new Set(grams.flatMap((counts) => [...counts.keys()])).size / all;
}
