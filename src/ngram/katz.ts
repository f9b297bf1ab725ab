import { optionsOf } from "../sentences/index.ts";
import { backOff } from "./backing-off.ts";
import { countsOfCounts } from "./continuation.ts";
import type { NgramModel } from "./model.ts";
import { type Counts, upTo } from "./tables.ts";

const checkKatz = optionsOf<{ order?: number; most?: number }>("katz", { order: "number?", most: "number?" });

/**
 * Katz smoothing (Katz 1987): counts up to `most` are discounted as Good and Turing say, larger ones are trusted, and what is
 * taken off goes to words that were not seen, by backing off (`backing-off.ts`):
 *
 *     left(r) = d_r r
 *     d_r     = (r* / r - m) / (1 - m),   r* = (r + 1) n_(r+1) / n_r,   m = (most + 1) n_(most+1) / n_1
 *
 * n_r counts the n-grams of that order seen r times. Where they are too few for 0 < d_r <= 1, d_r = (r - 1/2) / r.
 * Throws an ArgumentError where an option is none.
 */
export function katz(counts: Counts, options: { order?: number; most?: number } = {}): NgramModel {
  checkKatz(options);
  const { order = counts.order, most = 5 } = options;
  const kept = upTo(counts, order);
  return backOff(kept, (k, contexts) => {
    const c = kept.levels[k - 1]!.counts;
    const d = katzDiscounts(c, most);
    return {
      counts: c,
      left: (count) => (count <= most ? d[count]! * count : count),
      whole: contexts.sum(c, (count) => count),
    };
  });
}

/** d_r for r from 1 to `most`, at place r. */
export function katzDiscounts(counts: Float64Array, most: number): number[] {
  const n = countsOfCounts(counts, most + 1);
  const m = ((most + 1) * n[most + 1]!) / n[1]!;
  return Array.from({ length: most + 1 }, (_, r) => {
    const d = (((r + 1) * n[r + 1]!) / n[r]! / r - m) / (1 - m);
    return d > 0 && d <= 1 ? d : (r - 0.5) / r;
  });
}
