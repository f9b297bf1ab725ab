/**
 * Parameters before they have numbers. A model is assembled on LibTorch's `meta` device, shapes without storage, so that
 * loading one never fills memory twice. `initialize` draws the numbers of whatever a checkpoint did not bring.
 */
import { full, keep, noGrad, randn, scope, seed, standIn, type Tensor, whereabouts } from "../tensor/index.ts";
import { distinctWeights, type Module, setWeights } from "./module.ts";

/** How a weight is born: values for a shape. */
export type Initializer = (shape: readonly number[]) => Tensor;

/** A weight that is born ~ N(0, std^2). */
export const normal =
  (std: number): Initializer =>
  (shape) =>
    randn(shape, std);
/** A weight that is born as one value everywhere. */
export const filledWith =
  (value: number): Initializer =>
  (shape) =>
    full(shape, value);

/**
 * A float32 weight of a shape, to be filled by a checkpoint or by `initialize`. Throws a RangeError where it has more
 * elements than can be counted, 2^53.
 */
export function parameter(shape: readonly number[], draw: Initializer): Tensor {
  if (!Number.isSafeInteger(shape.reduce((product, size) => product * size, 1))) {
    throw new RangeError(`a weight of shape [${shape.join(", ")}] has more elements than can be counted`);
  }
  return standIn(shape, { kind: "unborn", draw });
}

/** Whether a weight waits to be drawn or loaded. */
export function isUnborn(weight: Tensor): boolean {
  return whereabouts(weight).kind === "unborn";
}

/** Draws every weight that is unborn, and leaves the others as they are; `draw` makes the same model from the same number. Returns the model. */
export function initialize<M extends Module>(model: M, draw = 0): M {
  seed(draw);
  const values = new Map<string, Tensor>();
  noGrad(() => {
    for (const [path, weight] of distinctWeights(model)) {
      const where = whereabouts(weight);
      if (where.kind === "unborn") values.set(path, keep(scope(() => where.draw(weight.shape))));
    }
  });
  setWeights(model, values);
  return model;
}
