import { optionsOf } from "../sentences/index.ts";
import { Contexts } from "./contexts.ts";
import { NgramModel } from "./model.ts";
import { type Counts, find, upTo } from "./tables.ts";

const checkGoodTuring = optionsOf<{ order?: number }>("goodTuring", { order: "number?" });

/**
 * Good-Turing smoothing, with the counts of counts made smooth as in "simple Good-Turing" (Good 1953; Gale & Sampson 1995):
 *
 *     r* = (r + 1) n_(r+1) / n_r       for small r, as long as it differs from the next line by 1.65 standard deviations
 *        = (r + 1) S(r+1) / S(r)       from there on; log S(r) = a + b log r is fitted to the counts of counts
 *     q_r = (1 - q) r* / sum r* n_r,   q = n_1 / N for all unseen n-grams together
 *
 * The variant: n-grams are pairs of a context that was seen and a word, and P(w | h) = q_c(hw) / sum_w q_c(hw), where each
 * unseen pair has an equal part of q. After a context that was never seen every word is equally probable.
 * Throws an ArgumentError where an option is none.
 */
export function goodTuring(counts: Counts, options: { order?: number } = {}): NgramModel {
  checkGoodTuring(options);
  const { order = counts.order } = options;
  const kept = upTo(counts, order);
  const V = kept.size - 1;
  const levels = kept.levels.map(({ counts: c }, i) => {
    const contexts = new Contexts(kept, i + 1);
    const types = contexts.sum(c, () => 1);
    const seenContexts = types.reduce((sum, T) => sum + (T > 0 ? 1 : 0), 0);
    const q = goodTuringShares(c, seenContexts * V);
    return { c, q, whole: contexts.sum(c, q.of).map((sum, h) => sum + (V - types[h]!) * q.unseen) };
  });
  return new NgramModel(kept, (context, token) => {
    if (token === kept.begin) return -Infinity;
    const { c, q, whole } = levels[context.length]!;
    const h = context.length === 0 ? 0 : find(kept.levels, context);
    if (h < 0 || whole[h] === V * q.unseen) return -Math.log(V);
    const row = find(kept.levels, [...Array.from(context), token]);
    return Math.log((row < 0 || c[row] === 0 ? q.unseen : q.of(c[row]!)) / whole[h]!);
  });
}

/** The share of an n-gram seen r times, and of one among those `possible` that was not seen. All shares sum to 1. */
export function goodTuringShares(counts: Float64Array, possible: number): { of(r: number): number; unseen: number } {
  const n = new Map<number, number>();
  for (const count of counts) if (count > 0) n.set(count, (n.get(count) ?? 0) + 1);
  const sizes = [...n.keys()].sort((a, b) => a - b);
  const N = sizes.reduce((sum, r) => sum + r * n.get(r)!, 0);
  const unseenTypes = possible - sizes.reduce((sum, r) => sum + n.get(r)!, 0);
  // Were every n-gram seen once, nothing would be left for them: then as if one more token had been seen.
  const q = unseenTypes > 0 ? Math.min((n.get(1) ?? 0) / N, N / (N + 1)) : 0;
  const smoothed = smoothedCounts(n, sizes);
  const total = sizes.reduce((sum, r) => sum + n.get(r)! * smoothed.get(r)!, 0);
  return { of: (r) => ((1 - q) * smoothed.get(r)!) / total, unseen: unseenTypes > 0 ? q / unseenTypes : 0 };
}

/** r* for each r that occurs. */
function smoothedCounts(n: ReadonlyMap<number, number>, sizes: readonly number[]): Map<number, number> {
  if (sizes.length < 2) return new Map(sizes.map((r) => [r, r]));
  const b = slope(n, sizes);
  const smoothed = new Map<number, number>();
  let fitted = false;
  for (const r of sizes) {
    const [nr, next] = [n.get(r)!, n.get(r + 1) ?? 0];
    const line = (r + 1) * ((r + 1) / r) ** b;
    const turing = ((r + 1) * next) / nr;
    const deviation = Math.sqrt(((r + 1) ** 2 * next * (1 + next / nr)) / nr ** 2);
    fitted ||= next === 0 || Math.abs(turing - line) <= 1.65 * deviation;
    smoothed.set(r, fitted ? line : turing);
  }
  return smoothed;
}

/** b of log Z = a + b log r by least squares, where Z spreads n_r over the gap between the sizes beside r. */
function slope(n: ReadonlyMap<number, number>, sizes: readonly number[]): number {
  const x = sizes.map(Math.log);
  const y = sizes.map((r, i) => {
    const before = sizes[i - 1] ?? 0;
    const after = sizes[i + 1] ?? 2 * r - before;
    return Math.log((2 * n.get(r)!) / (after - before));
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, xi, i) => sum + (xi - mx) * (y[i]! - my), 0);
  return covariance / x.reduce((sum, xi) => sum + (xi - mx) ** 2, 0);
}
