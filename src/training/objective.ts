import { type Decoder, Padded, Pass, type Plan } from "../nn/index.ts";
import { crossEntropy, type Tensor } from "../tensor/index.ts";

/** A scalar loss of a batch, in nats where it is a likelihood. What the loop minimizes; runs inside its scope. */
export type Objective<B> = (batch: B) => Tensor;

/** Rows of token ids of one length. */
export interface TokenBatch {
  /** int64 [B, T] */
  readonly ids: Tensor;
  /**
   * int64 [B, T]: the token that is to follow each, or -100 where that does not count. Without them each token is to be
   * followed by its neighbour, and the last of a row by nothing.
   */
  readonly targets?: Tensor | undefined;
}

export interface CausalOptions {
  /** Hooks that ride on every pass, such as a LoRA that learns. */
  plan?: Plan | undefined;
}

/**
 * The causal language-modelling loss: the mean over tokens that have a target of what the next one's surprise is.
 *
 *     loss = -(1/N) sum over i of log P(w_(i+1) | w_1 ... w_i)
 *
 * Where each row is filled to the same length, batches of equal size have equally many targets, and the mean over
 * accumulated batches is the mean over all.
 */
export function causalLM(model: Decoder, { plan }: CausalOptions = {}): Objective<TokenBatch> {
  return ({ ids, targets }) => {
    const { B, T } = ids.dims("B T");
    const rows = targets === undefined ? ids.narrow(1, 0, T - 1) : ids; // [B, T]
    const wanted = targets ?? ids.narrow(1, 1, T - 1); // [B, T]
    const length = rows.shape[1]!;
    const layout = new Padded(Array.from({ length: B }, () => length));
    const logits = model.call(rows, new Pass({ layout, plan, mode: "train" })); // [B, T, V]
    return crossEntropy(logits.reshape([B * length, -1]).to("float32"), wanted.reshape([B * length]));
  };
}
