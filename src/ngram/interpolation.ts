import { type BackoffLevel, backoffModel } from "./backoff.ts";
import type { NgramModel } from "./model.ts";
import { type Counts, contextRows } from "./tables.ts";

/** What an estimator says of the k-grams of one order. A context is a row of the level below; order 1 has one, the empty one. */
export interface Share {
  readonly counts: Float64Array; // [rows]
  /** What is left of the count of a k-gram, in that context. */
  readonly left: (count: number, context: number) => number;
  readonly whole: Float64Array; // [contexts], by what it is divided
  readonly rest: Float64Array; // [contexts], the weight of the shorter context
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
    const share = shareOf(k, contexts);
    const { words, children } = counts.levels[k - 1]!;
    const base = k > 1 ? undefined : floor.uniform === false ? 0 : 1 / (size - 1);
    const probs = new Float64Array(words.length);
    contexts.each((row, context, suffix) => {
      const count = share.counts[row]!;
      const own = count > 0 ? share.left(count, context) / share.whole[context]! : 0;
      probs[row] = own + share.rest[context]! * (base ?? lower[suffix]!);
    });
    if (k === 1) probs[begin] = 0;
    else weigh(levels[k - 2]!, share);
    levels.push({ words, children, logProbs: probs.map(Math.log), backoffs: new Float64Array(words.length) });
    lower = probs;
  }
  return backoffModel(counts, levels);
}

/** Sets the back-off weights of the level below: those contexts that were seen have the rest that is theirs. */
function weigh(level: BackoffLevel, { whole, rest }: Share): void {
  whole.forEach((total, context) => {
    if (total > 0) level.backoffs[context] = Math.log(rest[context]!);
  });
}

/** The contexts of the k-grams of one order. */
export class Contexts {
  readonly #rows: Uint32Array | undefined; // [rows] of level k; undefined for single words
  readonly length: number;

  constructor(
    readonly counts: Counts,
    readonly k: number,
  ) {
    this.#rows = k === 1 ? undefined : contextRows(counts.levels, k);
    this.length = k === 1 ? 1 : counts.levels[k - 2]!.words.length;
  }

  /** Calls back for each k-gram w1..wk: its row, the row of its context w1..w(k-1), the row of its suffix w2..wk. */
  each(visit: (row: number, context: number, suffix: number) => void): void {
    if (this.#rows === undefined) {
      for (let row = 0; row < this.counts.size; row++) visit(row, 0, 0);
      return;
    }
    const { children } = this.counts.levels[this.k - 2]!;
    for (let suffix = 0; suffix + 1 < children.length; suffix++) {
      for (let row = children[suffix]!; row < children[suffix + 1]!; row++) visit(row, this.#rows[row]!, suffix);
    }
  }

  /** The sum of `value` over the k-grams that were seen, for each context: [contexts]. */
  sum(counts: Float64Array, value: (count: number) => number): Float64Array {
    const sums = new Float64Array(this.length);
    this.each((row, context) => {
      if (counts[row]! > 0) sums[context]! += value(counts[row]!);
    });
    return sums;
  }
}
