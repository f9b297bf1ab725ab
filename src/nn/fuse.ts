import { type Module, modules, weights } from "./module.ts";

/** A part with a second way to compute the same, in fewer operators, for runs that record no derivatives. */
export interface Fusable {
  /** Whether it takes that way. It agrees with the formula to some last places, not bit for bit. */
  fused: boolean;
}

/** Lets every part of a float32 model that can take its fused way. Returns the model. */
export function fuse<M extends Module>(model: M): M {
  for (const [path, { dtype }] of weights(model)) {
    if (dtype !== "float32") throw new Error(`fused kernels are for float32, and the weight "${path}" is ${dtype}`);
  }
  for (const part of modules(model)) if (isFusable(part)) part.fused = true;
  return model;
}

function isFusable(part: Module): part is Module & Fusable {
  return "fused" in part;
}
