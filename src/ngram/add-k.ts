import { optionsOf } from "../sentences/index.ts";
import { totals } from "./maximum-likelihood.ts";
import { NgramModel } from "./model.ts";
import { type Counts, upTo } from "./tables.ts";

const checkAddK = optionsOf<{ order?: number; k?: number }>("addK", { order: "number?", k: "number?" });

/**
 * Additive smoothing (Lidstone 1920; with k = 1 Laplace's):
 *
 *     P(w | h) = (c(hw) + k) / (sum_w c(hw) + k V)
 *
 * V counts every token that can be predicted. Where h was never seen it is 1 / V. Throws a RangeError where k is not above 0.
 */
export function addK(counts: Counts, options: { order?: number; k?: number } = {}): NgramModel {
  checkAddK(options);
  const { order = counts.order, k = 1 } = options;
  if (!(k > 0)) throw new RangeError(`k: ${k} is not above 0`);
  const kept = upTo(counts, order);
  const { countOf, totalOf } = totals(kept);
  const V = kept.size - 1;
  return new NgramModel(kept, (context, token) =>
    token === kept.begin ? -Infinity : Math.log((countOf(context, token) + k) / (totalOf(context) + k * V)),
  );
}
