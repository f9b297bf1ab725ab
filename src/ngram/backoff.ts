import { NgramModel } from "./model.ts";
import { child, type Frame, type Level } from "./tables.ts";

/** What an ARPA file holds: probabilities of n-grams, and the weight of a context whose continuation is not among them. */
export interface BackoffLevel extends Level {
  /** [rows], log P(wk | w1..w(k-1)). */
  readonly logProbs: Float64Array;
  /** [rows], log weight of the shorter context after w1..wk; 0 where no n-gram goes on from it. */
  readonly backoffs: Float64Array;
}

/** A back-off model as ARPA files have it. */
export interface BackoffTable {
  /** [order], level k at place k - 1. */
  readonly levels: readonly BackoffLevel[];
}

/**
 * A model that looks up the longest n-gram it has (Katz 1987; the form of ARPA files):
 *
 *     P(w | h) = p(hw)              if hw is in the table
 *              = b(h) P(w | h')     otherwise, h' being h without its first word and b(h) = 1 for an unknown h
 *
 * Interpolated models have this form too: p(hw) then holds what the shorter contexts add.
 */
export function backoffModel(frame: Frame, levels: readonly BackoffLevel[]): NgramModel {
  return new NgramModel(frame, (context, token) => logProb(levels, context, token), { levels });
}

/** log P(token | context) in the levels that there are; the context is at most one word shorter than their number. */
export function logProb(levels: readonly BackoffLevel[], context: ArrayLike<number>, token: number): number {
  const last = context.length - 1;
  let result = levels[0]!.logProbs[token]!;
  let matched = 0; // words of the context that the n-gram found has
  for (let row = token; matched <= last; matched++) {
    row = child(levels, matched + 2, row, context[last - matched]!);
    if (row < 0) break;
    result = levels[matched + 1]!.logProbs[row]!;
  }
  if (matched > last) return result;
  let row = context[last]!;
  for (let k = 1; row >= 0; k++) {
    if (k > matched) result += levels[k - 1]!.backoffs[row]!;
    if (k > last) break;
    row = child(levels, k + 1, row, context[last - k]!);
  }
  return result;
}
