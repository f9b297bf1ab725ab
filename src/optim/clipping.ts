import { noGrad, ops, scope, stack, type Tensor } from "../tensor/index.ts";

/**
 * Clipping by the norm of all gradients together (Pascanu et al. 2013, arXiv:1211.5063).
 *
 *     g = g min(1, limit / (|g| + 1e-6))
 *
 * Returns |g| as it was. Where that is no finite number the gradients are left as they are: whether to skip the step is
 * the caller's choice.
 */
export function clipGradNorm(parameters: Iterable<Tensor>, limit: number): number {
  return noGrad(() =>
    scope(() => {
      const gradients = [...parameters].map(({ grad }) => grad).filter((grad) => grad !== undefined);
      if (gradients.length === 0) return 0;
      const norm = stack(ops.aten._foreach_norm.Scalar(gradients)).norm().item();
      const share = limit / (norm + 1e-6);
      if (share < 1) ops.aten._foreach_mul_.Scalar(gradients, share);
      return norm;
    }),
  );
}
