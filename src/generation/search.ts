/**
 * Search for the most probable continuation.
 *
 *     argmax over y_1..M of sum over t of ln P(y_t | x, y_<t)
 *
 * There are |D|^M continuations of M tokens over a vocabulary D, and for models in general nothing shorter than looking at
 * all of them is sure to find the best (for n-grams Viterbi is). `exhaustiveSearch` does that where it can be done, and is
 * the oracle of `beamSearch`, which keeps the b best partial sequences (Lowerre 1976). They are partial *sequences*: what
 * may follow depends on all that stands before, so the best words of each place cannot be combined afterwards.
 */

import { highest } from "./highest.ts";

/** A sequence among those held, by its place, and the token behind it. */
export interface Choice {
  /** The sequence's place among those held. */
  readonly row: number;
  /** What it goes on with. */
  readonly token: number;
}

/** Sequences that grow together, as search sees them; `Decoding` is one, a tree written by hand may be another. */
export interface Frontier {
  /** Logits [V] of the next token of each sequence. */
  logits(): readonly ArrayLike<number>[];
  /** Goes on with these. A sequence may go on in several ways, or in none. */
  extend(choices: readonly Choice[]): void;
}

/** A continuation that was found. */
export interface Hypothesis {
  /** Behind the prompt, the stop token included where one ended it. */
  readonly tokens: readonly number[];
  /** ln P(tokens | prompt), by the processed logits. */
  readonly logprob: number;
  /** What hypotheses are ordered by. */
  readonly score: number;
}

/** Most sequences that an exhaustive search may hold. */
const MOST_SEQUENCES = 100_000;

/**
 * Every continuation of `length` tokens, or shorter ones that end in a stop token. Returns how many there are and the best, of
 * equal ones the first in the order of ids. Throws where there are more than 100,000 to be held.
 */
export function exhaustiveSearch(
  frontier: Frontier,
  { length, stopIds = new Set() }: { length: number; stopIds?: ReadonlySet<number> },
): { count: number; best: Hypothesis } {
  let open: Hypothesis[] = [{ tokens: [], logprob: 0, score: 0 }];
  let count = 0;
  let best: Hypothesis | undefined;
  for (let step = 1; step <= length && open.length > 0; step++) {
    const next: Hypothesis[] = [];
    const choices: Choice[] = [];
    for (const [row, logits] of frontier.logits().entries()) {
      if (open.length * logits.length > MOST_SEQUENCES) {
        throw new RangeError(`there are more than ${MOST_SEQUENCES} continuations`);
      }
      for (const [token, logprob] of logSoftmax(logits).entries()) {
        const grown = follow(open[row]!, token, logprob);
        if (step === length || stopIds.has(token)) {
          count++;
          if (best === undefined || grown.logprob > best.logprob) best = grown;
        } else {
          next.push(grown);
          choices.push({ row, token });
        }
      }
    }
    if (count + next.length > MOST_SEQUENCES)
      throw new RangeError(`there are more than ${MOST_SEQUENCES} continuations`);
    open = next;
    if (open.length > 0) frontier.extend(choices);
  }
  if (best === undefined) throw new RangeError(`there is no continuation of ${length} tokens`);
  return { count, best };
}

export function follow({ tokens, logprob }: Hypothesis, token: number, own: number): Hypothesis {
  return { tokens: [...tokens, token], logprob: logprob + own, score: logprob + own };
}

/** ln softmax of a row of logits, in double precision. Throws a LanguageModelError where one is NaN or Infinity, or all are -Infinity. */
export function logSoftmax(logits: ArrayLike<number>): Float64Array {
  const most = logits[highest(logits)]!;
  let total = 0;
  for (let i = 0; i < logits.length; i++) total += Math.exp(logits[i]! - most);
  const shift = most + Math.log(total);
  return Float64Array.from({ length: logits.length }, (_, i) => logits[i]! - shift);
}
