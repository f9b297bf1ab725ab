import { ops, type Tensor } from "../tensor/index.ts";
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
export class GatedMLP extends Module {
  /** [..., D] -> [..., F]. */
  readonly gate: Linear;
  /** [..., D] -> [..., F]. */
  readonly up: Linear;
  /** [..., F] -> [..., D]. */
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
    const gated = pass.fast ? ops.tenon.silu_mul.default(gate, up) : gate.silu().mul(up);
    return this.down.call(this.value("hidden", gated, pass), pass); // [..., D]
  }
}

/** What stands between the two layers of an MLP, element by element. */
export type Activation = (x: Tensor) => Tensor;

/** Activations by the names that configs have for them. GELU: Hendrycks & Gimpel 2016, arXiv:1606.08415. */
export const activations = {
  gelu: (x) => x.gelu(),
  /** GELU by its approximation, 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))). */
  "gelu-tanh": (x) => x.gelu("tanh"),
  relu: (x) => x.relu(),
} as const satisfies Record<string, Activation>;

/**
 * The MLP of the first Transformers (Vaswani et al. 2017, arXiv:1706.03762), with biases.
 *
 *     y = W_down act(W_up x + b_up) + b_down
 *
 * Interior value: `hidden` [..., F], what `down` reads.
 */
export class MLP extends Module {
  /** [..., D] -> [..., F]. */
  readonly up: Linear;
  /** [..., F] -> [..., D]. */
  readonly down: Linear;
  /** act, element by element. */
  readonly activation: Activation;
  override readonly values = ["hidden"];

  constructor(width: number, hidden: number, activation: Activation) {
    super();
    this.up = new Linear(width, hidden, { bias: true });
    this.down = new Linear(hidden, width, { bias: true });
    this.activation = activation;
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const hidden = this.value("hidden", this.activation(this.up.call(x, pass)), pass); // [..., F]
    return this.down.call(hidden, pass); // [..., D]
  }
}
