/** How the derivative of the last state by the first fares with the length of a sequence (Pascanu et al. 2013, arXiv:1211.5063). */
import { type Cell, type Hook, initialize, Padded, Pass, Recurrent } from "../../src/nn/index.ts";
import { grad, ops, randn, scope, seed, type Tensor, zeros } from "../../src/tensor/index.ts";

/** A random matrix [F, F] whose largest eigenvalue has modulus rho. */
export function ofSpectralRadius(rho: number, F: number, draw: number): Tensor {
  seed(draw);
  const matrix = randn([F, F], F ** -0.5);
  const radius = ops.aten.abs.default(ops.aten.linalg_eigvals.default(matrix)).max().item();
  return matrix.mul(rho / radius);
}

/**
 * ln |dh_T / dh_0|, the Frobenius norm, for each T: F copies of one sequence, a row of the Jacobian from each. The inputs are noise of standard
 * deviation `noise`; a linear network's Jacobian does not depend on them.
 */
export function jacobianNorms(cell: Cell["name"], recurrent: Tensor, lengths: readonly number[], noise = 1): number[] {
  const F = recurrent.shape[0]!;
  const layer = initialize(new Recurrent({ cell, width: F, hidden: F }), 1);
  layer.state = recurrent;
  return lengths.map((T) =>
    scope(() => {
      const initial = zeros([1, F, F]).requireGrad(); // [S, rows, F]
      const begin: Hook = () => initial;
      const x = randn([1, T, F], noise).expand([F, T, F]);
      const pass = new Pass({ layout: new Padded(Array<number>(F).fill(T)), plan: new Map([["initial", [begin]]]) });
      const last = layer.call(x, pass).select(1, T - 1); // [F, F]
      const [jacobian] = grad([last], [initial], { gradOutputs: [identity(F)] });
      return Math.log(jacobian!.norm().item());
    }),
  );
}

function identity(F: number): Tensor {
  return ops.aten.eye.default(F, { dtype: "float32", device: "cpu" });
}

/** The slope of the straight line through points, by least squares. */
export function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const products = x.map((value, i) => (value - meanX) * (y[i]! - meanY));
  return mean(products) / mean(x.map((value) => (value - meanX) ** 2));
}
