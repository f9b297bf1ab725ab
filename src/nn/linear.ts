import { optionsOf } from "../sentences/index.ts";
import { linear, type Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import { filledWith, normal, parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";

/** Whose the weight is, and whether there is a bias. */
export interface LinearOptions {
  /** The weight [out, in] itself, where it is another part's as well: a tied head's is the table of an embedding. */
  weight?: Tensor | undefined;
  /** Whether there is a bias, or the bias [out] itself. Default: there is none. */
  bias?: boolean | Tensor | undefined;
}

const checkLinear = optionsOf<LinearOptions>("Linear", { weight: "object?", bias: "any?" });

/** y = x W^T + b. Weight [out, in] ~ N(0, 1/in), bias [out] = 0 where there is one. */
export class Linear extends Module {
  /** W [out, in]. */
  weight: Tensor;
  /** b [out], where there is one. */
  bias: Tensor | undefined;
  /** Width of x, in. */
  readonly inWidth: number;
  /** Width of y, out. */
  readonly outWidth: number;

  /** Weights that are not given have no numbers yet. Throws an ArgumentError where the options do not fit. */
  constructor(inWidth: number, outWidth: number, options: LinearOptions = {}) {
    super();
    checkLinear(options);
    const { weight, bias = false } = options;
    this.inWidth = inWidth;
    this.outWidth = outWidth;
    this.weight = weight ?? parameter([outWidth, inWidth], normal(inWidth ** -0.5));
    this.bias = bias === true ? parameter([outWidth], filledWith(0)) : bias || undefined;
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const bias = this.bias && this.read("bias", this.bias, pass);
    return linear(x, this.read("weight", this.weight, pass), bias); // [..., in] -> [..., out]
  }
}
