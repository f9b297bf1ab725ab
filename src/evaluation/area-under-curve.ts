/**
 * The area under the curve of true against false positives (ROC), as Hanley & McNeil 1982 read it: the probability that a positive lies
 * above a negative, ties counting half.
 *
 *     AUC = mean over positives p and negatives n of [p > n] + [p = n] / 2
 *
 * NaN where there are none of one kind.
 */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number {
  const sorted = [...negatives].sort((a, b) => a - b);
  const below = (x: number, strictly: boolean) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (strictly ? sorted[middle]! < x : sorted[middle]! <= x) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wins = positives.map((x) => (below(x, true) + below(x, false)) / 2 / sorted.length);
  return wins.reduce((a, b) => a + b, 0) / wins.length;
}
