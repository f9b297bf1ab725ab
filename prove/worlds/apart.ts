/** How far tensors lie apart. */
import { scope, type Tensor } from "../../src/tensor/index.ts";

/** The largest difference of two numbers. */
export const apart = (a: Tensor, b: Tensor): number => scope(() => a.sub(b).abs().max().item());
