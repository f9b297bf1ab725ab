import { type Module, weights } from "./module.ts";

/** Throws where runs of a model cannot be fast (`PassOptions.fast`): the kernels are for float32. */
export function checkFast(model: Module): void {
  for (const [path, { dtype }] of weights(model)) {
    if (dtype !== "float32") throw new Error(`fast kernels are for float32, and the weight "${path}" is ${dtype}`);
  }
}
