import { linear, type Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import { constant, normal, parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";

/** y = x W^T + b. Weight [out, in] ~ N(0, 1/in), bias [out] = 0 where there is one. */
export class Linear extends Module {
  weight: Tensor; // [out, in]
  bias: Tensor | undefined; // [out]
  readonly inWidth: number;
  readonly outWidth: number;

  constructor(inWidth: number, outWidth: number, { bias = false } = {}) {
    super();
    this.inWidth = inWidth;
    this.outWidth = outWidth;
    this.weight = parameter([outWidth, inWidth], normal(inWidth ** -0.5));
    this.bias = bias ? parameter([outWidth], constant(0)) : undefined;
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const bias = this.bias && this.read("bias", this.bias, pass);
    return linear(x, this.read("weight", this.weight, pass), bias); // [..., in] -> [..., out]
  }
}
