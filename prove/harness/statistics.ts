/** What demonstrations say of effects over seeds. */

/** Student's t at 97.5 % for 1 to 9 degrees of freedom. */
const T975 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The mean of 2 to 10 values with its 95 % t interval. */
export function tInterval(values: readonly number[]): Interval {
  const t = T975[values.length - 2];
  if (t === undefined) throw new RangeError(`a t interval of ${values.length} values is not in the table`);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const reach = t * Math.sqrt(variance / values.length);
  return { mean, low: mean - reach, high: mean + reach };
}

/** As a sentence: "0.98 (95 % t interval over 3 seeds: 0.96 to 1.00)". */
export function described({ mean, low, high }: Interval, seeds: number, digits = 4): string {
  return `${mean.toFixed(digits)} (95 % t interval over ${seeds} seeds: ${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

/** Spearman's rank correlation; equal values share their mean rank. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  return pearson(ranks(a), ranks(b));
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (x: readonly number[]) => x.reduce((sum, value) => sum + value, 0) / x.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    const [da, db] = [value - meanA, b[i]! - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  return ab / Math.sqrt(aa * bb);
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const rank = Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let i = start; i < end; i++) rank[order[i]!] = (start + end - 1) / 2;
    start = end;
  }
  return rank;
}

/** The least step from a value to the next: above 0 where they rise strictly. */
export const leastStep = (values: readonly number[]): number =>
  Math.min(...values.slice(1).map((value, i) => value - values[i]!));

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
