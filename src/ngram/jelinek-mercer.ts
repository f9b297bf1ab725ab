import { optionsOf } from "../sentences/index.ts";
import { type Floor, interpolate } from "./interpolation.ts";
import { totals } from "./maximum-likelihood.ts";
import type { NgramModel } from "./model.ts";
import { type Counts, upTo } from "./tables.ts";

/** Contexts seen 1, 2-3, 4-7, ... times share a weight. */
const BUCKETS = 32;
const bucketOf = (total: number) => Math.min(BUCKETS - 1, Math.floor(Math.log2(total)));
/** A weight of 1 would leave nothing for unseen words. */
const LARGEST = 0.9999;

/** The weight of relative counts, for each order and bucket: [order][BUCKETS]. */
export type Weights = readonly Float64Array[];

const checkFloor = optionsOf<Floor>("jelinekMercer", { uniform: "flag?" });

/**
 * Jelinek-Mercer smoothing (Jelinek & Mercer 1980), interpolated down to the uniform distribution:
 *
 *     P(w | h) = L P_ML(w | h) + (1 - L) P(w | h')
 *
 * L depends on the length of h and on how often it was seen, in buckets that double. `fitWeights` estimates it on a text that
 * was held out: on the counted text itself L = 1 would be best. Throws an ArgumentError where an option is none.
 */
export function jelinekMercer(counts: Counts, weights: Weights, floor: Floor = {}): NgramModel {
  checkFloor(floor);
  const kept = upTo(counts, weights.length);
  return interpolate(
    kept,
    (k, contexts) => {
      const c = kept.levels[k - 1]!.counts;
      const total = contexts.sum(c, (count) => count);
      const L = total.map((sum) => (sum > 0 ? weights[k - 1]![bucketOf(sum)]! : 0));
      const whole = total.map((sum, h) => (sum > 0 ? sum / L[h]! : 0));
      return { counts: c, left: (count) => count, whole, rest: L.map((l) => 1 - l) };
    },
    floor,
  );
}

const checkFit = optionsOf<{ order?: number; rounds?: number }>("fitWeights", { order: "number?", rounds: "number?" });

/**
 * Expectation-maximization of the weights. Each held-out token is taken to come from one order: with probability L from the
 * longest whose context was seen, otherwise from a shorter one. L becomes the share of tokens that stopped there among those
 * that came so far. `logLikelihoods` is that of the held-out text before each round: it never falls.
 * Throws an ArgumentError where an option is none.
 */
export function fitWeights(
  counts: Counts,
  heldOut: Iterable<ArrayLike<number>>,
  options: { order?: number; rounds?: number } = {},
): { weights: Weights; logLikelihoods: number[] } {
  checkFit(options);
  const { order = counts.order, rounds = 20 } = options;
  const kept = upTo(counts, order);
  const seen = totals(kept);
  const events = [...heldOut].flatMap((sequence) => eventsOf(kept, seen, sequence));
  const weights = Array.from({ length: order }, () => new Float64Array(BUCKETS).fill(0.5));
  const logLikelihoods: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const came = weights.map(() => new Float64Array(BUCKETS));
    const stopped = weights.map(() => new Float64Array(BUCKETS));
    let logLikelihood = 0;
    for (const event of events) logLikelihood += expect(event, weights, 1 / (kept.size - 1), came, stopped);
    logLikelihoods.push(logLikelihood);
    weights.forEach((own, k) => {
      own.forEach((_, b) => {
        if (came[k]![b]! > 0) own[b] = Math.min(LARGEST, Math.max(1 - LARGEST, stopped[k]![b]! / came[k]![b]!));
      });
    });
  }
  return { weights, logLikelihoods };
}

/** A token of the held-out text: for each order whose context was seen, P_ML(w | h) and the bucket of h. */
interface Event {
  readonly likelihoods: readonly number[];
  readonly buckets: readonly number[];
}

function eventsOf(
  { order, begin, end }: Counts,
  { countOf, totalOf }: ReturnType<typeof totals>,
  sequence: ArrayLike<number>,
): Event[] {
  const ids = [begin, ...Array.from(sequence), ...(end === undefined ? [] : [end])];
  return ids.slice(1).map((token, i) => {
    const likelihoods: number[] = [];
    const buckets: number[] = [];
    for (let length = 0; length < Math.min(order, i + 2); length++) {
      const context = ids.slice(i + 1 - length, i + 1);
      const total = totalOf(context);
      if (total === 0) break;
      likelihoods.push(countOf(context, token) / total);
      buckets.push(bucketOf(total));
    }
    return { likelihoods, buckets };
  });
}

/** Adds to the tokens that `came` to each order and that `stopped` there; gives log P of the event. */
function expect(event: Event, weights: Weights, uniform: number, came: Weights, stopped: Weights): number {
  const { likelihoods, buckets } = event;
  const probs = [uniform];
  likelihoods.forEach((likelihood, k) => {
    const L = weights[k]![buckets[k]!]!;
    probs.push(L * likelihood + (1 - L) * probs[k]!);
  });
  let share = 1;
  for (let k = likelihoods.length - 1; k >= 0; k--) {
    const b = buckets[k]!;
    const here = (share * weights[k]![b]! * likelihoods[k]!) / probs[k + 1]!;
    came[k]![b]! += share;
    stopped[k]![b]! += here;
    share -= here;
  }
  return Math.log(probs.at(-1)!);
}
