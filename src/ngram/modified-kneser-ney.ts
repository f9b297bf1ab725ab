import { optionsOf } from "../sentences/index.ts";
import { continuationCounts, countsOfCounts } from "./continuation.ts";
import { type Floor, interpolate } from "./interpolation.ts";
import type { NgramModel } from "./model.ts";
import { type Counts, upTo } from "./tables.ts";

/** What is taken off a count of 1, of 2, and of 3 or more. */
export type Discounts = readonly [one: number, two: number, more: number];

/** Used for an order whose text is too small to estimate them. */
export const FALLBACK: Discounts = [0.5, 1, 1.5];

type Options = Floor & { order?: number; discounts?: Discounts };

const checkOptions = optionsOf<Options>("modifiedKneserNey", {
  order: "number?",
  discounts: "list?",
  uniform: "flag?",
});

/**
 * Interpolated modified Kneser-Ney smoothing (Chen & Goodman 1998, "An Empirical Study of Smoothing Techniques for Language
 * Modeling", 4.1.6; Kneser & Ney 1995). With a(hw) the continuation counts of `continuation.ts`:
 *
 *     P(w | h) = (a(hw) - D(a(hw))) / sum_w a(hw) + g(h) P(w | h')
 *     g(h)     = (D1 N1(h .) + D2 N2(h .) + D3 N3+(h .)) / sum_w a(hw)
 *     D1 = 1 - 2 Y n2 / n1,   D2 = 2 - 3 Y n3 / n2,   D3+ = 3 - 4 Y n4 / n3,   Y = n1 / (n1 + 2 n2)
 *
 * Nr(h .) counts the words that follow h with a(hw) = r, nr the n-grams of that order with a = r. Each order has discounts of
 * its own. KenLM's lmplz (Heafield et al. 2013) estimates the same where nothing is pruned.
 * Throws an ArgumentError where an option is none, a RangeError where discounts are none.
 */
export function modifiedKneserNey(counts: Counts, options: Options = {}): NgramModel {
  checkOptions(options);
  const { order = counts.order, discounts, ...floor } = options;
  if (discounts !== undefined && !areDiscounts(discounts))
    throw new RangeError(`discounts: ${discounts.join(", ")} are not three numbers from 0 to 1, 2 and 3`);
  const kept = upTo(counts, order);
  return interpolate(
    kept,
    (k, contexts) => {
      const a = continuationCounts(kept, k);
      const D = discounts ?? estimateDiscounts(a);
      const off = (count: number) => D[Math.min(count, 3) - 1]!;
      const whole = contexts.sum(a, (count) => count);
      const mass = contexts.sum(a, off);
      return {
        counts: a,
        left: (count) => count - off(count),
        whole,
        rest: mass.map((m, h) => (whole[h]! > 0 ? m / whole[h]! : 1)),
      };
    },
    floor,
  );
}

/** D1, D2 and D3+ of one order; FALLBACK where counts of counts are missing or put a discount outside of 0 to r. */
export function estimateDiscounts(counts: Float64Array): Discounts {
  const n = countsOfCounts(counts, 4);
  const Y = n[1]! / (n[1]! + 2 * n[2]!);
  const discount = (r: number) => r - (r + 1) * Y * (n[r + 1]! / n[r]!);
  const D = [discount(1), discount(2), discount(3)] as const;
  return areDiscounts(D) ? D : FALLBACK;
}

const areDiscounts = (D: readonly number[]) => D.length === 3 && D.every((d, i) => d >= 0 && d <= i + 1);
