import type { Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";

/** y = x: stands where an architecture has nothing and its kin have something. */
export class Identity extends Module {
  protected forward(x: Tensor): Tensor {
    return x;
  }
}
