/** What a language model takes out of a batch of tokens. */
import { scope, type Tensor, where } from "../tensor/index.ts";
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
