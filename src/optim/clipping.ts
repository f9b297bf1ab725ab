import { noGrad, ops, scope, stack, type Tensor } from "../tensor/index.ts";

/** |g|: the norm of all gradients together; 0 where there is none. */
export function gradNorm(parameters: Iterable<Tensor>): number {
  return noGrad(() => scope(() => normOf(gradientsOf(parameters))));
}

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
      const gradients = gradientsOf(parameters);
      const norm = normOf(gradients);
      const share = limit / (norm + 1e-6);
      if (Number.isFinite(norm) && share < 1) ops.aten._foreach_mul_.Scalar(gradients, share);
      return norm;
    }),
  );
}

/** g = g / n, each by itself. */
export function divideGradients(parameters: Iterable<Tensor>, n: number): void {
  const gradients = gradientsOf(parameters);
  if (n !== 1 && gradients.length > 0) noGrad(() => ops.aten._foreach_div_.Scalar(gradients, n));
}

const gradientsOf = (parameters: Iterable<Tensor>): Tensor[] =>
  [...parameters].map(({ grad }) => grad).filter((grad) => grad !== undefined);

const normOf = (gradients: Tensor[]): number =>
  gradients.length === 0 ? 0 : stack(ops.aten._foreach_norm.Scalar(gradients)).norm().item();
