import { arange, cat, type DType, ops, stack, type Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

/**
 * Rotary positions (Su et al. 2021, arXiv:2104.09864): query and key are turned by an angle that grows with position, so
 * that their product depends on the distance alone.
 *
 *     x' = x cos(p w) + rot(x) sin(p w)        w_i = theta^(-2i/K),   rot([a ; b]) = [-b ; a]
 *
 * Pairs are the two halves of a head, as in the published checkpoints; the paper pairs neighbours, which differs by a
 * permutation of rows in W_q and W_k. The formula has no last position: a model that goes on beyond `context`, where its training
 * ended, says so once, in a ContextWarning of the process.
 */
export class Rotary {
  /** Base of the angles: 10000 in the paper, more for models of long texts. */
  readonly theta: number;
  /** Longest sequence that the model was trained for, in tokens. */
  readonly context: number;
  #hasWarned = false;

  constructor(theta: number, context = Number.POSITIVE_INFINITY) {
    this.theta = theta;
    this.context = context;
  }

  /** Turns x [..., heads, K] by the positions of the pass. */
  turn(x: Tensor, pass: Pass): Tensor {
    const K = x.shape.at(-1)!;
    const { cos, sin } = this.#turns(pass, K, x.dtype);
    if (pass.fast) return ops.tenon.rotary.default(x, cos, sin);
    const a = x.narrow(-1, 0, K / 2);
    const b = x.narrow(-1, K / 2, K / 2);
    return x.mul(cos).add(cat([b.neg(), a], -1).mul(sin));
  }

  /** The same of heads of width K that lie in one axis, [..., heads K], and come out apart; in a fast pass by one operator. */
  turnApart(x: Tensor, K: number, pass: Pass): Tensor {
    if (!pass.fast) return this.turn(x.unflatten(-1, [-1, K]), pass);
    const { cos, sin } = this.#turns(pass, K, "float32");
    return ops.tenon.rotary.default(x, cos, sin);
  }

  /** w [K / 2]. In float32 and in this order, as the checkpoints were trained: at position 1000 the last digit counts. */
  protected frequencies(K: number): Tensor {
    const exponent = arange(0, K / 2)
      .mul(2)
      .to("float32")
      .div(K);
    return ops.aten.pow.Scalar(this.theta, exponent).pow(-1);
  }

  /** cos and sin [..., 1, K] of every token's angles: the first layer of a run computes them, the others read them. */
  #turns(pass: Pass, K: number, dtype: DType): { cos: Tensor; sin: Tensor } {
    const angles = () => pass.once(this, () => this.#angles(pass, K), K);
    const variant = dtype === "float32" ? K : `${K} ${dtype}`;
    return {
      cos: pass.once(this.#cos, () => angles().cos().to(dtype), variant),
      sin: pass.once(this.#sin, () => angles().sin().to(dtype), variant),
    };
  }
  // Keys of what a pass shares.
  readonly #cos = {};
  readonly #sin = {};

  #angles(pass: Pass, K: number): Tensor {
    this.#warn(pass.layout.longest);
    const angle = pass.layout.positions.to("float32").unsqueeze(-1).mul(this.frequencies(K)); // [..., K / 2]
    return cat([angle, angle], -1).unsqueeze(-2); // [..., 1, K]
  }

  #warn(longest: number): void {
    if (longest <= this.context || this.#hasWarned) return;
    this.#hasWarned = true;
    const trained = `the model was trained on sequences of at most ${this.context} tokens`;
    process.emitWarning(`${trained}, and reads beyond: what it says there is likely to be worse`, "ContextWarning");
  }
}

/**
 * Sinusoidal positions (Vaswani et al. 2017, arXiv:1706.03762), added to the stream; there is nothing to learn and no longest sequence.
 *
 *     PE(p)_{2i} = sin(p w_i),   PE(p)_{2i+1} = cos(p w_i)        w_i = 10000^(-2i/D)
 *
 * A step of k positions turns each pair (sin, cos) by the angle k w_i, whatever p is: PE(p + k) is linear in PE(p).
 */
export class SinusoidalPositions extends Module {
  protected forward(x: Tensor, pass: Pass): Tensor {
    const D = x.shape.at(-1)!;
    return x.add(pass.once(this, () => sinusoids(pass.layout.positions, D).to(x.dtype), `${D} ${x.dtype}`)); // [..., D]
  }
}

/** PE [..., D] of int64 positions [...], float64; D is even. */
export function sinusoids(positions: Tensor, D: number): Tensor {
  const exponent = arange(0, D / 2, { dtype: "float64" }).mul(2 / D); // [D / 2]
  const frequency = ops.aten.pow.Scalar(10_000, exponent).pow(-1);
  const angle = positions.to("float64").unsqueeze(-1).mul(frequency); // [..., D / 2]
  return stack([angle.sin(), angle.cos()], -1).rearrange("... I two -> ... (I two)");
}
