/**
 * Logits processors: what may be said and how likely, as functions of logits. Equal to the warpers of Hugging Face's
 * transformers, in their order: penalties, temperature, top-k, top-p, min-p, typical. `temperatureLast` filters by the model's
 * own probabilities and divides afterwards, as some books have it: the temperature then changes how what is kept is
 * weighed and not what is kept.
 */
import { ids, ops, stack, type Tensor, tensor, where } from "../tensor/index.ts";

/** A sequence so far: the prompt and what was written behind it. */
export interface Row {
  /** Tokens that were given. */
  readonly prompt: readonly number[];
  /** Tokens that were chosen so far. */
  readonly written: readonly number[];
}

/** Logits [B, V] of the next token of B rows -> logits [B, V]; a token that must not come has -Infinity. */
export type Processor = (logits: Tensor, rows: readonly Row[]) => Tensor;

/** What `processors` makes processors of, as options of `generate` have it. */
export interface ProcessorSettings {
  /** Divides the logits; at 0 only the penalties remain. */
  temperature: number;
  /** Keeps the k most probable tokens; 0 keeps all. */
  topK?: number | undefined;
  /** Keeps the fewest tokens whose probabilities sum to p; 1 keeps all. */
  topP?: number | undefined;
  /** Keeps tokens at least this fraction as probable as the best; 0 keeps all. */
  minP?: number | undefined;
  /** Keeps the most typical tokens, as few as sum to p; 1 keeps all. */
  typicalP?: number | undefined;
  /** Filters first and divides by the temperature afterwards. Default false. */
  temperatureLast?: boolean | undefined;
  /** Weakens tokens of prompt and answer; 1 changes nothing. */
  repetitionPenalty?: number | undefined;
  /** Taken once from the logit of each token written; 0 changes nothing. */
  presencePenalty?: number | undefined;
  /** Taken from a token's logit for each time it was written; 0 changes nothing. */
  frequencyPenalty?: number | undefined;
}

/**
 * The processors that settings ask for, in order; those that would change nothing are left out. At temperature 0, where
 * the best token is taken, only the penalties remain.
 */
export function processors(settings: ProcessorSettings): Processor[] {
  const { repetitionPenalty = 1, frequencyPenalty = 0, presencePenalty = 0 } = settings;
  const { temperature: heat, topK: k = 0, topP: p = 1, minP: m = 0, typicalP: mass = 1 } = settings;
  const { temperatureLast = false } = settings;
  const chosen: Processor[] = [];
  if (repetitionPenalty !== 1) chosen.push(repetition(repetitionPenalty));
  if (frequencyPenalty !== 0) chosen.push(frequency(frequencyPenalty));
  if (presencePenalty !== 0) chosen.push(presence(presencePenalty));
  if (heat === 0) return chosen;
  if (heat !== 1 && !temperatureLast) chosen.push(temperature(heat));
  if (k > 0) chosen.push(topK(k));
  if (p < 1) chosen.push(topP(p));
  if (m > 0) chosen.push(minP(m));
  if (mass < 1) chosen.push(typical(mass));
  if (heat !== 1 && temperatureLast) chosen.push(temperature(heat));
  return chosen;
}

/**
 * Logits of tokens in prompt or answer are weakened (Keskar et al. 2019, arXiv:1909.05858).
 *
 *     o_v <- o_v / penalty where o_v > 0,     o_v <- o_v penalty where o_v < 0
 */
export function repetition(penalty: number): Processor {
  return onTokens(
    ({ prompt, written }) => [...new Set([...prompt, ...written])],
    (logits) => where(logits.lt(0), logits.mul(penalty), logits.div(penalty)),
  );
}

/** `penalty` taken once from the logit of each token already written. */
export function presence(penalty: number): Processor {
  return onTokens(
    ({ written }) => [...new Set(written)],
    (logits) => logits.sub(penalty),
  );
}

/** `penalty` taken from a token's logit for each time it was written. */
export function frequency(penalty: number): Processor {
  return onTokens(
    ({ written }) => [...new Set(written)],
    (logits, tokens, { written }) => {
      const counts = new Map<number, number>();
      for (const token of written) counts.set(token, (counts.get(token) ?? 0) + 1);
      return logits.sub(tensor(tokens.map((token) => counts.get(token)! * penalty)));
    },
  );
}

/** A processor that changes the logits [n] of some tokens of each row; an id that the model has not is passed over. */
export function onTokens(
  choose: (row: Row) => readonly number[],
  change: (logits: Tensor, tokens: readonly number[], row: Row) => Tensor,
): Processor {
  return (logits, rows) =>
    stack(
      rows.map((row, i) => {
        const own = logits.select(0, i); // [V]
        const tokens = choose(row).filter((id) => id < own.size);
        if (tokens.length === 0) return own;
        const index = ids(tokens);
        return ops.aten.index_copy.default(own, 0, index, change(own.indexSelect(0, index), tokens, row).to(own.dtype));
      }),
    );
}

/** Colder or hotter, a temperature changes nothing any more, and float32 has no number for it or for its reciprocal soon after. */
const [COLDEST, HOTTEST] = [1e-30, 1e30];

/** Below this, logits of common size would leave float32's range. */
const SAFE = 1e-6;

/**
 * Boltzmann's temperature (Ackley, Hinton and Sejnowski 1985).
 *
 *     P(v) = exp(o_v / t) / sum over u of exp(o_u / t)
 *
 * Of a t close to 0 the highest logit is taken off first, which changes no probability: all but the best tokens go to -Infinity then, and
 * nothing overflows.
 */
export function temperature(t: number): Processor {
  if (t >= SAFE) return (logits) => logits.div(Math.min(t, HOTTEST));
  return (logits) => logits.sub(logits.max(-1, true)).div(Math.max(t, COLDEST));
}

/**
 * The k highest logits of each row, and all that equal the lowest of them (Fan et al. 2018, arXiv:1805.04833).
 *
 *     P'(v) = P(v) / sum over u in S of P(u),     S the k most probable
 */
export function topK(k: number): Processor {
  return (logits) => {
    const { V } = logits.dims("B V");
    const { values } = logits.topk(Math.min(k, V)); // [B, k]
    return logits.maskedFill(logits.lt(values.narrow(-1, values.shape[1]! - 1, 1)), -Infinity);
  };
}

/**
 * The nucleus: the most probable tokens of each row, as few as reach p (Holtzman et al. 2020, arXiv:1904.09751). Counted
 * from below, as the reference does: those whose probabilities sum to at most 1 - p go, and the best one never. Of equally
 * probable tokens the lowest ids stay.
 *
 *     P'(v) = P(v) / sum over u in S of P(u),     S the fewest with sum over v in S of P(v) >= p
 */
export function topP(p: number): Processor {
  return (logits) => {
    const { V } = logits.dims("B V");
    const { values, indices } = logits.sort(-1, true);
    const ascending = ops.aten.flip.default(values, [-1]); // [B, V]
    const below = ascending
      .softmax(-1)
      .cumsum(-1)
      .le(1 - p);
    below.narrow(-1, V - 1, 1).fill(false);
    const gone = ops.aten.flip.default(below, [-1]); // in the order of `indices`
    return logits.maskedFill(ops.aten.scatter.src(gone, -1, indices, gone), -Infinity);
  };
}

/** Tokens at least `m` times as probable as the best (Nguyen et al. 2024, arXiv:2407.01082). */
export function minP(m: number): Processor {
  return (logits) => {
    const probabilities = logits.softmax(-1);
    return logits.maskedFill(probabilities.lt(probabilities.max(-1, true).mul(m)), -Infinity);
  };
}

/**
 * Locally typical sampling (Meister et al. 2022, arXiv:2202.00666): the tokens whose information is nearest to what the model
 * expects of the next one, as few as reach a mass.
 *
 *     |-ln p(y) - H|,     H = -sum of p ln p
 *
 * The best token is not always among them.
 */
export function typical(mass: number): Processor {
  return (logits) => {
    const logprobs = logits.logSoftmax(-1);
    const probabilities = logprobs.exp();
    // A banned token has p ln p = 0 x -Infinity, which is no number and counts as none.
    const entropy = ops.aten.nansum.default(probabilities.mul(logprobs), [-1], true).neg(); // [B, 1]
    const { values, indices } = logprobs.neg().sub(entropy).abs().sort(-1);
    const cumulative = probabilities.gather(-1, indices).cumsum(-1);
    const { V } = logits.dims("B V");
    const last = ops.aten.clamp.default(cumulative.lt(mass).sum(-1, true), null, V - 1); // [B, 1]
    const beyond = values.gt(values.gather(-1, last));
    beyond.narrow(-1, 0, 1).fill(false);
    return logits.maskedFill(ops.aten.scatter.src(beyond, -1, indices, beyond), -Infinity);
  };
}
