import { ops, type Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import { filledWith, parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";

/**
 * Root mean square normalization (Zhang & Sennrich 2019, arXiv:1910.07467).
 *
 *     y = g x / sqrt(mean(x^2) + eps)
 *
 * Computed in float32 whatever the stream is stored in, as LLaMA does.
 */
export class RMSNorm extends Module {
  /** g [D]. */
  gain: Tensor;
  /** Added to the mean square. */
  readonly eps: number;

  constructor(width: number, eps: number) {
    super();
    this.gain = parameter([width], filledWith(1));
    this.eps = eps;
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    if (pass.fast) {
      return ops.tenon.rms_norm.default(x, this.read("gain", this.gain, pass), this.eps);
    }
    const wide = x.to("float32");
    const unit = wide.mul(wide.pow(2).mean(-1, true).add(this.eps).rsqrt()); // [..., D]
    return this.read("gain", this.gain, pass).mul(unit.to(x.dtype));
  }
}

/**
 * Layer normalization (Ba et al. 2016, arXiv:1607.06450).
 *
 *     y = g (x - mean(x)) / sqrt(var(x) + eps) + b        over the width, the variance without Bessel's correction
 */
export class LayerNorm extends Module {
  /** g [D]. */
  gain: Tensor;
  /** b [D]. */
  bias: Tensor;
  /** Added to the variance. */
  readonly eps: number;

  constructor(width: number, eps: number) {
    super();
    this.gain = parameter([width], filledWith(1));
    this.bias = parameter([width], filledWith(0));
    this.eps = eps;
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const [gain, bias] = [this.read("gain", this.gain, pass), this.read("bias", this.bias, pass)];
    return normalizeFused(x, gain, bias, this.eps); // [..., D]
  }
}

/** x [..., D], gain and bias [D] -> [..., D], the formula of LayerNorm as it stands. */
export function normalizePlain(x: Tensor, gain: Tensor, bias: Tensor, eps: number): Tensor {
  const centred = x.sub(x.mean(-1, true));
  const variance = centred.pow(2).mean(-1, true); // [..., 1]
  return centred.mul(variance.add(eps).rsqrt()).mul(gain).add(bias);
}

/** The same by LibTorch's one operator, which has a derivative of its own. */
export function normalizeFused(x: Tensor, gain: Tensor, bias: Tensor, eps: number): Tensor {
  return ops.aten.layer_norm.default(x, gain.shape, gain, bias, eps);
}
