import { arange, cat, ops, type Tensor } from "../tensor/index.ts";
import type { Layout } from "./layout.ts";

interface Turn {
  readonly cos: Tensor; // [..., 1, K]
  readonly sin: Tensor; // [..., 1, K]
}

/**
 * Rotary positions (Su et al. 2021, arXiv:2104.09864): query and key are turned by an angle that grows with position, so
 * that their product depends on the distance alone.
 *
 *     x' = x cos(p w) + rot(x) sin(p w)        w_i = theta^(-2i/K),   rot([a ; b]) = [-b ; a]
 *
 * Pairs are the two halves of a head, as in the published checkpoints; the paper pairs neighbours, which differs by a
 * permutation of rows in W_q and W_k.
 */
export class Rotary {
  readonly theta: number;
  // The angles belong to a layout: computed by the first layer of a pass, read by the others.
  readonly #turns = new WeakMap<Layout, Turn>();

  constructor(theta: number) {
    this.theta = theta;
  }

  /** Turns x [..., heads, K] by the positions of the layout. */
  turn(x: Tensor, layout: Layout): Tensor {
    const K = x.shape.at(-1)!;
    const { cos, sin } = this.#angles(layout, K, x);
    const a = x.narrow(-1, 0, K / 2);
    const b = x.narrow(-1, K / 2, K / 2);
    return x.mul(cos).add(cat([b.neg(), a], -1).mul(sin));
  }

  /** The same in one operator, which records no derivatives; the heads may also lie in one axis, [..., heads K]. */
  turnFused(x: Tensor, layout: Layout, K: number): Tensor {
    const { cos, sin } = this.#angles(layout, K, x);
    return ops.tenon.rotary.default(x, cos, sin);
  }

  #angles(layout: Layout, K: number, like: Tensor): Turn {
    let turn = this.#turns.get(layout);
    if (turn === undefined) {
      const exponent = arange(0, K / 2)
        .mul(2)
        .to("float32")
        .div(K); // [K / 2]
      // In float32 and in this order, as the checkpoints were trained: at position 1000 the last digit counts.
      const frequency = ops.aten.pow.Scalar(this.theta, exponent).pow(-1); // [K / 2]
      const angle = layout.positions.to("float32").unsqueeze(-1).mul(frequency); // [..., K / 2]
      const both = cat([angle, angle], -1).unsqueeze(-2); // [..., 1, K]
      turn = { cos: both.cos().to(like.dtype), sin: both.sin().to(like.dtype) };
      this.#turns.set(layout, turn);
    }
    return turn;
  }
}
