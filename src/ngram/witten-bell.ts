import { optionsOf } from "../sentences/index.ts";
import { type Floor, interpolate } from "./interpolation.ts";
import type { NgramModel } from "./model.ts";
import { type Counts, upTo } from "./tables.ts";

type Options = Floor & { order?: number };

const checkOptions = optionsOf<Options>("wittenBell", { order: "number?", uniform: "flag?" });

/**
 * Witten-Bell smoothing (Witten & Bell 1991, method C), interpolated:
 *
 *     P(w | h) = (c(hw) + T(h) P(w | h')) / (sum_w c(hw) + T(h))
 *
 * T(h), the number of different words that followed h, is how often something new came after h.
 * Throws an ArgumentError where an option is none.
 */
export function wittenBell(counts: Counts, options: Options = {}): NgramModel {
  checkOptions(options);
  const { order = counts.order, ...floor } = options;
  const kept = upTo(counts, order);
  return interpolate(
    kept,
    (k, contexts) => {
      const c = kept.levels[k - 1]!.counts;
      const T = contexts.sum(c, () => 1);
      const whole = contexts.sum(c, (count) => count).map((total, h) => total + T[h]!);
      return {
        counts: c,
        left: (count) => count,
        whole,
        rest: T.map((types, h) => (types > 0 ? types / whole[h]! : 1)),
      };
    },
    floor,
  );
}
