import type { Counts } from "./tables.ts";

/**
 * The counts that Kneser-Ney smoothing works on. For the highest order they are c(w1..wk); for a lower one the number of
 * different words that were seen before it,
 *
 *     N1+(. w1..wk) = |{ v : c(v w1..wk) > 0 }|,
 *
 * except that an n-gram at the beginning of a sequence, which nothing can precede, keeps c(w1..wk).
 */
export function continuationCounts({ levels, order }: Counts, k: number): Float64Array {
  const { counts, children } = levels[k - 1]!;
  if (k === order) return counts;
  return counts.map((count, row) => children[row + 1]! - children[row]! || count);
}

/** How many n-grams have the count 1, 2, ... up to `most`: the value for r stands at place r, place 0 is 0. */
export function countsOfCounts(counts: Float64Array, most: number): number[] {
  const table = new Array<number>(most + 1).fill(0);
  for (const count of counts) if (count > 0 && count <= most) table[count]!++;
  return table;
}
