/** Operations over several tensors, and the fused ones that layers are made of. */
import type { Scalar } from "./dtype.ts";
import { hasOperator } from "./operator.ts";
import { ops, type Tensor } from "./tensor.ts";

/** Tensors behind each other along an axis that they have; the other sizes are equal. */
export function cat(tensors: readonly Tensor[], axis = 0): Tensor {
  return ops.aten.cat.default(tensors, axis);
}

/** Tensors of one shape side by side, along a new axis. */
export function stack(tensors: readonly Tensor[], axis = 0): Tensor {
  return ops.aten.stack.default(tensors, axis);
}

/** `a` where the condition holds, else `b`. */
export function where(condition: Tensor, a: Tensor, b: Tensor | Scalar): Tensor {
  return typeof b === "object" ? ops.aten.where.self(condition, a, b) : ops.aten.where.ScalarOther(condition, a, b);
}

/** x W^T + b: x [..., in], weight [out, in], bias [out] -> [..., out]. */
export function linear(x: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  return ops.aten.linear.default(x, weight, bias);
}

/** Rows of a table [V, D] by int64 ids [...] -> [..., D]. */
export function embedding(table: Tensor, ids: Tensor): Tensor {
  return ops.aten.embedding.default(table, ids);
}

/** Mean cross-entropy in nats of logits [N, V] against int64 targets [N]; targets equal to `ignore` do not count. */
export function crossEntropy(logits: Tensor, targets: Tensor, ignore = -100): Tensor {
  return ops.tenon.cross_entropy.default(logits, targets, ignore);
}

/** Whether this LibTorch build has fused attention (2.x has, 1.13 has not). */
export function hasFusedAttention(): boolean {
  return hasOperator("aten::scaled_dot_product_attention");
}

/**
 * Fused softmax(q k^T scale + mask) v. q [B, H, T, K], keys and values [B, H, S, K], mask [.., T, S] added to the scores or, as
 * bool, true where a query may look. `causal` aligns the first query with the first key and takes no mask.
 */
export function fusedAttention(
  q: Tensor,
  keys: Tensor,
  values: Tensor,
  { mask, causal = false, scale }: { mask?: Tensor | undefined; causal?: boolean; scale?: number } = {},
): Tensor {
  return ops.aten.scaled_dot_product_attention.default(q, keys, values, mask, 0, causal, { scale });
}
