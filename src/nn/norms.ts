import { ops, type Tensor } from "../tensor/index.ts";
import type { Fusable } from "./fuse.ts";
import { Module } from "./module.ts";
import { constant, parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";

/**
 * Root mean square normalization (Zhang & Sennrich 2019, arXiv:1910.07467).
 *
 *     y = g x / sqrt(mean(x^2) + eps)
 *
 * Computed in float32 whatever the stream is stored in, as LLaMA does.
 */
export class RMSNorm extends Module implements Fusable {
  fused = false;
  gain: Tensor; // [D]
  readonly eps: number;

  constructor(width: number, eps: number) {
    super();
    this.gain = parameter([width], constant(1));
    this.eps = eps;
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    if (this.fused && !pass.recording) {
      return ops.tenon.rms_norm.default(x, this.read("gain", this.gain, pass), this.eps);
    }
    const wide = x.to("float32");
    const unit = wide.mul(wide.pow(2).mean(-1, true).add(this.eps).rsqrt()); // [..., D]
    return this.read("gain", this.gain, pass).mul(unit.to(x.dtype));
  }
}
