import { type BackoffLevel, backoffModel } from "./backoff.ts";
import { Contexts } from "./contexts.ts";
import type { Share } from "./interpolation.ts";
import type { NgramModel } from "./model.ts";
import type { Counts } from "./tables.ts";

/**
 * The model of backing off:
 *
 *     P(w | h) = left(c(hw)) / whole(h)   if c(hw) > 0
 *              = b(h) P(w | h')           otherwise
 *     b(h)     = (1 - sum_seen P(w | h)) / (1 - sum_seen P(w | h'))
 *
 * Below single words lies the uniform distribution over those that were never seen. A context that leaves nothing, since none
 * of its counts is discounted, is divided by whole(h) + 1, as if one more word had been seen; one that every word has followed
 * needs nothing left, and its shares are scaled to sum 1.
 */
export function backOff(counts: Counts, shareOf: (k: number, contexts: Contexts) => Omit<Share, "rest">): NgramModel {
  const { size, begin, order } = counts;
  const levels: BackoffLevel[] = [];
  let lower: Float64Array = new Float64Array([1 / (size - 1)]);
  for (let k = 1; k <= order; k++) {
    const contexts = new Contexts(counts, k);
    const share = shareOf(k, contexts);
    const { words, children } = counts.levels[k - 1]!;
    const probs = new Float64Array(words.length);
    const seen = new Float64Array(contexts.length);
    const seenBelow = new Float64Array(contexts.length);
    const types = new Uint32Array(contexts.length);
    contexts.each((row, context, suffix) => {
      const count = share.counts[row]!;
      if (count === 0) return;
      probs[row] = share.left(count, context) / share.whole[context]!;
      seen[context]! += probs[row]!;
      seenBelow[context]! += lower[suffix]!;
      types[context]!++;
    });
    const scale = seen.map((sum, h) => {
      if (types[h] === size - 1) return 1 / sum;
      return sum > 1 - 1e-12 ? share.whole[h]! / (share.whole[h]! + 1) : 1;
    });
    const weight = seen.map((sum, h) => {
      if (types[h] === 0) return 1;
      return types[h] === size - 1 ? 0 : (1 - sum * scale[h]!) / (1 - seenBelow[h]!);
    });
    contexts.each((row, context, suffix) => {
      if (share.counts[row]! > 0) probs[row]! *= scale[context]!;
      else if (row !== begin) probs[row] = weight[context]! * lower[suffix]!; // of single words alone
    });
    if (k > 1) levels[k - 2]!.backoffs.set(weight.map(Math.log));
    levels.push({ words, children, logProbs: probs.map(Math.log), backoffs: new Float64Array(words.length) });
    lower = probs;
  }
  return backoffModel(counts, levels);
}
