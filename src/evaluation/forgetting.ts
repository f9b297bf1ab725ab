/** Scores of tasks learned one after the other: `scores[i]![j]` is that on task j once task i has been learned. */
export type Scores = readonly (readonly number[])[];

/**
 * How much of what was once known of earlier tasks is gone in the end (Chaudhry et al. 2018, arXiv:1801.10112).
 *
 *     mean over j < T of  max over i < T of R[i][j]  -  R[T][j]
 *
 * 0 for fewer than two tasks.
 */
export function forgetting(scores: Scores): number {
  return meanOverEarlier(scores, (j, last) => Math.max(...scores.slice(0, -1).map((row) => row[j]!)) - last[j]!);
}

/**
 * What learning later tasks did to earlier ones (Lopez-Paz & Ranzato 2017, arXiv:1706.08840); below 0 where they were forgotten.
 *
 *     mean over j < T of  R[T][j] - R[j][j]
 */
export function backwardTransfer(scores: Scores): number {
  return meanOverEarlier(scores, (j, last) => last[j]! - scores[j]![j]!);
}

function meanOverEarlier(scores: Scores, of: (task: number, last: readonly number[]) => number): number {
  const earlier = scores.length - 1;
  if (earlier < 1) return 0;
  return Array.from({ length: earlier }, (_, j) => of(j, scores.at(-1)!)).reduce((sum, x) => sum + x) / earlier;
}
