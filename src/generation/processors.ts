/**
 * Logits processors: what may be said and how likely, as functions of logits. Equal to the warpers of Hugging Face's
 * transformers, in their order: penalties, temperature, top-k, top-p, min-p.
 */
import { ids, ops, stack, type Tensor, tensor, where } from "../tensor/index.ts";

/** A sequence so far: the prompt and what was written behind it. */
export interface Row {
  readonly prompt: readonly number[];
  readonly written: readonly number[];
}

/** Logits [B, V] of the next token of B rows -> logits [B, V]; a token that must not come has -Infinity. */
export type Processor = (logits: Tensor, rows: readonly Row[]) => Tensor;

export interface ProcessorSettings {
  temperature: number;
  topK?: number | undefined;
  topP?: number | undefined;
  minP?: number | undefined;
  repetitionPenalty?: number | undefined;
  presencePenalty?: number | undefined;
  frequencyPenalty?: number | undefined;
}

/**
 * The processors that settings ask for, in order; those that would change nothing are left out. At temperature 0, where
 * the best token is taken, only the penalties remain.
 */
export function processors(settings: ProcessorSettings): Processor[] {
  const { repetitionPenalty = 1, frequencyPenalty = 0, presencePenalty = 0 } = settings;
  const { temperature: heat, topK: k, topP: p = 1, minP: m = 0 } = settings;
  const chosen: Processor[] = [];
  if (repetitionPenalty !== 1) chosen.push(repetition(repetitionPenalty));
  if (frequencyPenalty !== 0) chosen.push(frequency(frequencyPenalty));
  if (presencePenalty !== 0) chosen.push(presence(presencePenalty));
  if (heat === 0) return chosen;
  if (heat !== 1) chosen.push(temperature(heat));
  if (k !== undefined) chosen.push(topK(k));
  if (p < 1) chosen.push(topP(p));
  if (m > 0) chosen.push(minP(m));
  return chosen;
}

/** Positive logits of tokens in prompt or answer divided, negative ones multiplied (Keskar et al. 2019, arXiv:1909.05858). */
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

/** A processor that changes the logits [n] of some tokens of each row. */
function onTokens(
  choose: (row: Row) => readonly number[],
  change: (logits: Tensor, tokens: readonly number[], row: Row) => Tensor,
): Processor {
  return (logits, rows) =>
    stack(
      rows.map((row, i) => {
        const own = logits.select(0, i); // [V]
        const tokens = choose(row);
        if (tokens.length === 0) return own;
        const index = ids(tokens);
        return ops.aten.index_copy.default(own, 0, index, change(own.indexSelect(0, index), tokens, row).to(own.dtype));
      }),
    );
}

/** logits / t (Ackley, Hinton and Sejnowski 1985). */
export function temperature(t: number): Processor {
  return (logits) => logits.div(t);
}

/** The k highest logits of each row, and all that equal the lowest of them (Fan et al. 2018, arXiv:1805.04833). */
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
