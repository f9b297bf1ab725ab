import { optionsOf } from "../sentences/index.ts";
import { Contexts } from "./contexts.ts";
import { NgramModel } from "./model.ts";
import { type Rational, rational } from "./rational.ts";
import { type Counts, child, find, upTo } from "./tables.ts";

const checkLikelihood = optionsOf<{ order?: number }>("maximumLikelihood", { order: "number?" });

/**
 * Relative counts, the maximum-likelihood estimate of an n-gram model:
 *
 *     P(w | h) = c(hw) / sum_w c(hw)
 *
 * The sum equals c(h) where ends are counted too. A word that never followed h has probability 0, and so has every word after
 * an h that was never seen. Throws an ArgumentError where an option is none.
 */
export function maximumLikelihood(counts: Counts, options: { order?: number } = {}): NgramModel {
  checkLikelihood(options);
  const { order = counts.order } = options;
  const kept = upTo(counts, order);
  const { countOf, totalOf } = totals(kept);
  return new NgramModel(kept, (context, token) => Math.log(countOf(context, token) / (totalOf(context) || 1)));
}

/** The same estimate without rounding. Throws a RangeError where the context was never seen: 0/0 is no number. */
export function exactLikelihood(counts: Counts): (context: readonly number[], token: number) => Rational {
  const { countOf, totalOf } = totals(counts);
  return (context, token) => rational(countOf(context, token), totalOf(context));
}

/** c(hw), and sum_w c(hw), for contexts of any length below the order. */
export function totals(counts: Counts) {
  const sums = counts.levels.map(({ counts: own }, i) => new Contexts(counts, i + 1).sum(own, (count) => count));
  return {
    countOf(context: ArrayLike<number>, token: number): number {
      let row = token;
      for (let k = 2; k <= context.length + 1 && row >= 0; k++)
        row = child(counts.levels, k, row, context[context.length + 1 - k]!);
      return row < 0 ? 0 : counts.levels[context.length]!.counts[row]!;
    },
    totalOf(context: ArrayLike<number>): number {
      if (context.length === 0) return sums[0]![0]!;
      const row = find(counts.levels, context);
      return row < 0 ? 0 : sums[context.length]![row]!;
    },
  };
}
