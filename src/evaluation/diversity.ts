/** How much a text repeats itself. Token ids or words, whatever can be told apart. */

/**
 * rep-n: the share of n-grams that came before in the same text (Welleck et al. 2019, arXiv:1908.04319).
 *
 *     1 - distinct n-grams / n-grams
 *
 * 0 for a text of fewer than n tokens.
 */
export function repetition(tokens: readonly (number | string)[], n: number): number {
  const grams = ngrams(tokens, n);
  return grams.length === 0 ? 0 : 1 - new Set(grams).size / grams.length;
}

/** distinct-n: distinct n-grams of some texts beside all of theirs (Li et al. 2015, arXiv:1510.03055). */
export function distinct(texts: readonly (readonly (number | string)[])[], n: number): number {
  const grams = texts.flatMap((tokens) => ngrams(tokens, n));
  return grams.length === 0 ? 0 : new Set(grams).size / grams.length;
}

function ngrams(tokens: readonly (number | string)[], n: number): string[] {
  return Array.from({ length: Math.max(0, tokens.length - n + 1) }, (_, i) => JSON.stringify(tokens.slice(i, i + n)));
}
