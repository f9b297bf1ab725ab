/**
 * Parameters before they have numbers. A model is assembled on LibTorch's `meta` device, shapes without storage, so that
 * loading one never fills memory twice. `initialize` draws the numbers of whatever a checkpoint did not bring.
 */
import { full, keep, noGrad, ops, randn, scope, seed, type Tensor, zeros } from "../tensor/index.ts";
import { distinctWeights, type Module, setWeights } from "./module.ts";

/** How a weight is born: values for a shape. */
export type Initializer = (shape: readonly number[]) => Tensor;

export const normal =
  (std: number): Initializer =>
  (shape) =>
    randn(shape, std);
export const constant =
  (value: number): Initializer =>
  (shape) =>
    full(shape, value);

const initializers = new WeakMap<Tensor, Initializer>();

/** A float32 weight of a shape, to be filled by a checkpoint or by `initialize`. Throws a RangeError where it could not be counted. */
export function parameter(shape: readonly number[], initializer: Initializer): Tensor {
  if (!Number.isSafeInteger(shape.reduce((elements, axis) => elements * axis, 1))) {
    throw new RangeError(`a weight of shape [${shape.join(", ")}], which has more elements than can be counted`);
  }
  const tensor = keep(ops.aten.empty.memory_format(shape, { dtype: "float32", device: "meta" }));
  initializers.set(tensor, initializer);
  return tensor;
}

/** Draws every weight that has no numbers yet; `draw` makes the same model from the same number. Returns the model. */
export function initialize<M extends Module>(model: M, draw = 0): M {
  seed(draw);
  const values = new Map<string, Tensor>();
  noGrad(() => {
    for (const [path, weight] of distinctWeights(model)) {
      if (weight.device !== "meta") continue;
      values.set(
        path,
        scope(() => keep((initializers.get(weight) ?? zeros)(weight.shape))),
      );
    }
  });
  setWeights(model, values);
  return model;
}
