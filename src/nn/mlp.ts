import { ops, type Tensor } from "../tensor/index.ts";
import type { Fusable } from "./fuse.ts";
import { Linear } from "./linear.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

/**
 * SwiGLU (Shazeer 2020, arXiv:2002.05202), as LLaMA uses it.
 *
 *     y = W_down (silu(W_gate x) * W_up x)
 *
 * Interior value: `hidden` [..., F], what `down` reads.
 */
export class GatedMLP extends Module implements Fusable {
  fused = false;
  readonly gate: Linear;
  readonly up: Linear;
  readonly down: Linear;
  override readonly values = ["hidden"];

  constructor(width: number, hidden: number) {
    super();
    this.gate = new Linear(width, hidden);
    this.up = new Linear(width, hidden);
    this.down = new Linear(hidden, width);
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const [gate, up] = [this.gate.call(x, pass), this.up.call(x, pass)]; // [..., F]
    const gated = this.fused && !pass.recording ? ops.tenon.silu_mul.default(gate, up) : gate.silu().mul(up);
    return this.down.call(this.value("hidden", gated, pass), pass); // [..., D]
  }
}
