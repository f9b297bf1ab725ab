import { headOf, Padded, Pass, type Reads } from "../nn/index.ts";
import { crossEntropy, ids, type Tensor } from "../tensor/index.ts";
import type { Objective } from "./objective.ts";

/** Rows of token ids some of which are hidden, such as `maskTokens` of the `data` room makes. */
export interface MaskedRows {
  /** int64 [B, T] */
  readonly inputs: Tensor;
  /** int64 [B, T]: the token that stood there, or a negative number where none is to be named. */
  readonly targets: Tensor;
  /** Tokens of each row; default T. */
  readonly lengths?: readonly number[] | undefined;
}

/**
 * The masked language-modelling loss (Devlin et al. 2019, arXiv:1810.04805), over the places S that have a target and no others.
 *
 *     loss = -(1/|S|) sum over i in S of log P(w_i | what is shown of the whole row)
 *
 * A batch without a target has the loss 0.
 */
export function maskedLM(model: Reads): Objective<MaskedRows> {
  return ({ inputs, targets, lengths }) => {
    const { B, T } = inputs.dims("B T");
    const layout = new Padded(lengths ?? Array.from({ length: B }, () => T));
    const pass = new Pass({ layout, mode: "train" });
    const { logits, wanted } = maskedLogits(model, { inputs, targets }, pass);
    return wanted.size === 0 ? logits.sum() : crossEntropy(logits.to("float32"), wanted);
  };
}

/** Logits [S, V] at the S places that have a target, and those targets [S]: the head is computed nowhere else. */
export function maskedLogits(
  model: Reads,
  { inputs, targets }: Pick<MaskedRows, "inputs" | "targets">,
  pass: Pass,
): { logits: Tensor; wanted: Tensor } {
  const flat = targets.reshape([-1]); // [B T]
  const places = ids(flat.numbers().flatMap((target, place) => (target < 0 ? [] : [place]))); // [S]
  const stream = model.stream(inputs, pass); // [B, T, D]
  const chosen = stream.reshape([-1, stream.shape.at(-1)!]).indexSelect(0, places); // [S, D]
  return { logits: headOf(model, "masked").call(chosen, pass), wanted: flat.indexSelect(0, places) };
}
