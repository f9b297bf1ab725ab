import { optionsOf } from "../sentences/index.ts";
import { backOff } from "./backing-off.ts";
import { continuationCounts, countsOfCounts } from "./continuation.ts";
import { type Floor, interpolate } from "./interpolation.ts";
import type { NgramModel } from "./model.ts";
import { type Counts, upTo } from "./tables.ts";

/** How much is discounted, and where it goes. */
export interface KneserNeyOptions extends Floor {
  /** The length of the longest n-gram. Default: that of the counts. */
  readonly order?: number;
  /** D of every order, from 0 to below 1; by default each order has n1 / (n1 + 2 n2). */
  readonly discount?: number;
  /** Back off, as in 1995, in place of interpolating. */
  readonly backoff?: boolean;
}

const checkKneserNey = optionsOf<KneserNeyOptions>("kneserNey", {
  order: "number?",
  discount: "number?",
  backoff: "flag?",
  uniform: "flag?",
});

/**
 * Kneser-Ney smoothing (Kneser & Ney 1995), interpolated (Chen & Goodman 1998) or backing off. With the continuation counts
 * a(hw) of `continuation.ts`, and T(h) the number of different words after h:
 *
 *     P(w | h) = (a(hw) - D) / sum_w a(hw) + D T(h) / sum_w a(hw) P(w | h')
 *
 * A word is as probable after an unknown context as the number of contexts it was seen in: "Francisco" follows one word.
 * Throws an ArgumentError where an option is none, a RangeError where a discount is none.
 */
export function kneserNey(counts: Counts, options: KneserNeyOptions = {}): NgramModel {
  checkKneserNey(options);
  const { order = counts.order, discount, backoff = false, ...floor } = options;
  if (discount !== undefined && !(discount >= 0 && discount < 1))
    throw new RangeError(`discount: ${discount} is not from 0 to below 1`);
  const kept = upTo(counts, order);
  const estimate = (k: number) => {
    const a = continuationCounts(kept, k);
    const D = discount ?? estimateDiscount(a);
    return { a, D, left: (count: number) => count - D };
  };
  if (backoff)
    return backOff(kept, (k, contexts) => {
      const { a, left } = estimate(k);
      return { counts: a, left, whole: contexts.sum(a, (count) => count) };
    });
  return interpolate(
    kept,
    (k, contexts) => {
      const { a, D, left } = estimate(k);
      const whole = contexts.sum(a, (count) => count);
      const types = contexts.sum(a, () => 1);
      return { counts: a, left, whole, rest: types.map((T, h) => (T > 0 ? (D * T) / whole[h]! : 1)) };
    },
    floor,
  );
}

/** D of one order; 1/2 where no n-gram has the count 1, or none the count 2: nothing would be left of those seen once. */
export function estimateDiscount(counts: Float64Array): number {
  const n = countsOfCounts(counts, 2);
  return n[1]! > 0 && n[2]! > 0 ? n[1]! / (n[1]! + 2 * n[2]!) : 0.5;
}
