/** A selective state space by hand (Gu & Dao 2023, arXiv:2312.00752): a window and a state, and no keys. */
import { Linear, Module, normal, type Pass, parameter } from "../../src/nn/index.ts";
import { cat, ops, stack, type Tensor, zeros } from "../../src/tensor/index.ts";

const [D, F, N, RANK, WINDOW] = [16, 12, 3, 2, 3];

/**
 *     u = silu(conv(x_in)),   delta, B, C = W u,   h_t = exp(delta A) h_{t-1} + delta B u_t,   y_t = C h_t + skip u_t
 *
 * What is left for the next pass: the last WINDOW inputs of the convolution, and h [F, N].
 */
export class Selective extends Module {
  readonly in = new Linear(D, 2 * F);
  readonly select = new Linear(F, RANK + 2 * N);
  readonly delta = new Linear(RANK, F, { bias: true });
  readonly out = new Linear(F, D);
  conv: Tensor = parameter([F, WINDOW + 1], normal(0.5));
  decay: Tensor = parameter([F, N], normal(0.3)); // ln of -A
  skip: Tensor = parameter([F], normal(1));

  protected forward(x: Tensor, pass: Pass): Tensor {
    const { layout, sequences } = pass;
    const both = this.in.call(x, pass); // [..., 2 F]
    const alone = sequences.remembers;
    const before = sequences.state(this.path, () => ({ window: zeros([1, WINDOW, F]), h: zeros([1, F, N]) }), pass);
    let row = 0;
    const left: { window: Tensor; h: Tensor }[] = [];
    const read = layout.apart(both.narrow(-1, 0, F), alone).map((block) => {
      const n = block.shape[0]!;
      const [window, h] = [before.window.narrow(0, row, n), before.h.narrow(0, row, n)];
      row += n;
      const [y, state] = this.#scan(cat([window, block], 1), h, pass);
      left.push(state);
      return y; // [n, t, F]
    });
    sequences.leave(this.path, { window: cat(left.map((s) => s.window)), h: cat(left.map((s) => s.h)) }, pass);
    return this.out.call(layout.together(read, alone).mul(both.narrow(-1, F, F).silu()), pass);
  }

  /** x [n, WINDOW + t, F] and h [n, F, N] in front of it -> y [n, t, F] and what is left. */
  #scan(x: Tensor, begin: Tensor, pass: Pass): [Tensor, { window: Tensor; h: Tensor }] {
    const t = x.shape[1]! - WINDOW;
    const shifted = Array.from({ length: WINDOW + 1 }, (_, k) => x.narrow(1, k, t).mul(this.conv.select(1, k)));
    const u = shifted.reduce((sum, term) => sum.add(term)).silu(); // [n, t, F]
    const chosen = this.select.call(u, pass);
    const delta = ops.aten.softplus.default(this.delta.call(chosen.narrow(-1, 0, RANK), pass)).unsqueeze(-1); // [n, t, F, 1]
    const [B, C] = [chosen.narrow(-1, RANK, N).unsqueeze(2), chosen.narrow(-1, RANK + N, N).unsqueeze(2)]; // [n, t, 1, N]
    const kept = delta.mul(this.decay.exp().neg()).exp(); // [n, t, F, N]
    const given = delta.mul(B).mul(u.unsqueeze(-1));
    let h = begin;
    const states = Array.from({ length: t }, (_, i) => {
      h = h.mul(kept.select(1, i)).add(given.select(1, i));
      return h;
    });
    const y = stack(states, 1).mul(C).sum(-1).add(u.mul(this.skip)); // [n, t, F]
    return [y, { window: x.narrow(1, t, WINDOW), h }];
  }
}
