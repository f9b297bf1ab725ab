import { type Counts, contextRows } from "./tables.ts";

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
