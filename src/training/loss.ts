import { IGNORED } from "../data/index.ts";
import { crossEntropy, type Tensor } from "../tensor/index.ts";

/** The numbers of a loss, or of several added up. */
export interface Tally {
  /** In what the loss is measured in, such as nats. */
  readonly sum: number;
  /** Tokens, rows or whatever the sum goes over. */
  readonly count: number;
}

/**
 * What a batch costs: a sum, and how much was counted, such as nats and tokens. A step divides once, over all its batches and
 * processes, so that each token weighs the same wherever it stands.
 */
export class Loss {
  /** A scalar. */
  readonly sum: Tensor;
  /** Tokens, rows or whatever the sum goes over. */
  readonly count: number;

  constructor(sum: Tensor, count: number) {
    this.sum = sum;
    this.count = count;
  }

  /** A mean that counts once: its batch weighs as much as any other, whatever it holds. */
  static once(mean: Tensor): Loss {
    return new Loss(mean, 1);
  }

  /** A scalar; 0 where nothing was counted. */
  get mean(): Tensor {
    return this.count === 0 ? this.sum : this.sum.div(this.count);
  }

  /** The same with a scalar added to the mean. */
  plus(term: Tensor): Loss {
    return new Loss(this.sum.add(term.mul(this.count)), this.count);
  }
}

/**
 * The cross-entropy in nats of logits [N, V] against int64 targets [N], of which those that are `IGNORED` do not count.
 *
 *     sum = -sum over i of log softmax(logits_i)[targets_i]
 */
export function tokenLoss(logits: Tensor, targets: Tensor): Loss {
  const count = targets.ne(IGNORED).sum().item();
  if (count === 0) return new Loss(logits.narrow(0, 0, 0).sum(), 0); // a mean of nothing is no number
  return new Loss(crossEntropy(logits.to("float32"), targets, IGNORED).mul(count), count);
}
