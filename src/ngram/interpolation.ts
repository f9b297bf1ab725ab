import { type BackoffLevel, backoffModel } from "./backoff.ts";
import { Contexts } from "./contexts.ts";
import type { NgramModel } from "./model.ts";
import type { Counts } from "./tables.ts";

/** What an estimator says of the k-grams of one order. A context is a row of the level below; order 1 has one, the empty one. */
export interface Share {
  readonly counts: Float64Array; // [rows]
  /** What is left of the count of a k-gram, in that context. */
  readonly left: (count: number, context: number) => number;
  readonly whole: Float64Array; // [contexts], by what it is divided
  readonly rest: Float64Array; // [contexts], the weight of the shorter context, 1 for one that was not seen
}

/** The interpolation reaches down to the uniform distribution, so that no word has probability 0, or ends at single words. */
export interface Floor {
  /** Default true. */
  readonly uniform?: boolean;
}

/**
 * The model of interpolation:
 *
 *     P(w | h) = left(c(hw)) / whole(h) + rest(h) P(w | h')
 *
 * where h' is h without its first word; below single words lies 1 / V, V counting every token that can be predicted.
 */
export function interpolate(
  counts: Counts,
  shareOf: (k: number, contexts: Contexts) => Share,
  floor: Floor = {},
): NgramModel {
  const { size, begin, order } = counts;
  const levels: BackoffLevel[] = [];
  let lower: Float64Array = new Float64Array(1);
  for (let k = 1; k <= order; k++) {
    const contexts = new Contexts(counts, k);
    const share = k === 1 && floor.uniform === false ? relative(shareOf(k, contexts)) : shareOf(k, contexts);
    const { words, children } = counts.levels[k - 1]!;
    const base = k > 1 ? undefined : 1 / (size - 1);
    const probs = new Float64Array(words.length);
    contexts.each((row, context, suffix) => {
      const count = share.counts[row]!;
      const own = count > 0 ? share.left(count, context) / share.whole[context]! : 0;
      probs[row] = own + share.rest[context]! * (base ?? lower[suffix]!);
    });
    if (k === 1) probs[begin] = 0;
    else levels[k - 2]!.backoffs.set(share.rest.map(Math.log));
    levels.push({ words, children, logProbs: probs.map(Math.log), backoffs: new Float64Array(words.length) });
    lower = probs;
  }
  return backoffModel(counts, levels);
}

/** Single words by their counts alone. */
function relative({ counts }: Share): Share {
  const whole = new Float64Array([counts.reduce((sum, count) => sum + count, 0)]);
  return { counts, left: (count) => count, whole, rest: new Float64Array(1) };
}
