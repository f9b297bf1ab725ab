/** What a language model takes out of a batch of tokens. */
import { ids, scope, type Tensor, where } from "../tensor/index.ts";
import type { TokenBatch } from "./batches.ts";

/** The target that a loss passes over. */
export const IGNORED = -100;

/** What is read, and what is to be foretold. */
export interface CausalBatch {
  /** int64 [B, T] */
  readonly inputs: Tensor;
  /** int64 [B, T]: the token after each input; `IGNORED` where none is to be predicted. */
  readonly targets: Tensor;
}

/** Sequences of a batch end to end, each by itself. */
export interface PackedBatch {
  /** The ids of each sequence. */
  readonly inputs: readonly (readonly number[])[];
  /** int64 [N]: the token after each input, over all sequences; `IGNORED` where none is to be predicted. */
  readonly targets: Tensor;
}

/**
 * Next-token prediction that keeps documents apart: each part of a document in a row is a sequence of its own, which sees nothing else
 * of the row. Its last token is a target only, its first an input only; one that stands alone has none to predict.
 */
export function causalDocuments({ tokens, segments }: TokenBatch): PackedBatch {
  const width = tokens.shape[1]!;
  const [all, of] = [tokens.numbers(), segments.numbers()];
  const inputs: number[][] = [];
  const targets: number[] = [];
  for (let start = 0, end = 0; start < all.length; start = end) {
    const rowEnd = (Math.floor(start / width) + 1) * width;
    while (end < rowEnd && of[end] === of[start]) end++;
    if (of[start]! < 0) continue; // padding
    const last = Math.max(start + 1, end - 1);
    inputs.push(all.slice(start, last));
    targets.push(...(end - start > 1 ? all.slice(start + 1, end) : [IGNORED]));
  }
  return { inputs, targets: ids(targets) };
}

/**
 * Next-token prediction: inputs are all tokens but the last, targets all but the first. Padding is never a target; with
 * `boundaries` neither is the first token of a document, which nothing before it in the row foretells.
 */
export function causalRows({ tokens, segments }: TokenBatch, { boundaries = false } = {}): CausalBatch {
  return scope(() => {
    const length = tokens.shape[1]! - 1;
    const of = segments.narrow(1, 1, length); // [B, T]
    const real = of.ge(0);
    const counts = boundaries ? real.logicalAnd(of.eq(segments.narrow(1, 0, length))) : real;
    return {
      inputs: tokens.narrow(1, 0, length).clone(), // [B, T]
      targets: where(counts, tokens.narrow(1, 1, length), IGNORED), // [B, T]
    };
  });
}
