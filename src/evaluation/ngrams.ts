/** Multisets of n-grams, as every measure of overlap counts them. */

/** How often each n-gram of some tokens occurs; keys are unique to the n-gram. */
export function countNgrams(tokens: readonly (number | string)[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= tokens.length; i++) {
    const gram = tokens.slice(i, i + n).join("\0");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

/** The size of the intersection of two multisets: of a gram, as many as both have. */
export function overlap(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0;
  for (const [gram, count] of a) common += Math.min(count, b.get(gram) ?? 0);
  return common;
}
