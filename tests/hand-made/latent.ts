/** DeepSeek's latent attention by hand (DeepSeek-AI 2024, arXiv:2405.04434): what is held of a token is R + K_r numbers for all heads. */
import { attendTo, causal, type KeysValues, Linear, Module, type Pass, RMSNorm, Rotary } from "../../src/nn/index.ts";
import { cat, linear, type Tensor } from "../../src/tensor/index.ts";

export const SIZES = { width: 16, heads: 4, latent: 6, plain: 4, turned: 2, value: 5 };
const { width: D, heads: H, latent: R, plain: K_n, turned: K_r, value: K_v } = SIZES;

/**
 *     c = norm(W_down x) [R],  k_r = turn(W_key x) [K_r]                       what is held of each token
 *     k = [W_k c ; k_r],  v = W_v c,  q = [q_n ; turn(q_r)]                    of each head
 *     y = W_o softmax((q_n k_n^T + q_r k_r^T) / sqrt(K_n + K_r)) v
 */
export class LatentAttention extends Module {
  readonly q = new Linear(D, H * (K_n + K_r));
  readonly down = new Linear(D, R + K_r);
  readonly norm = new RMSNorm(R, 1e-6);
  readonly up = new Linear(R, H * (K_n + K_v));
  readonly o = new Linear(H * K_v, D);
  readonly #rotary = new Rotary(1e4);
  readonly slots = { latent: [R], key: [K_r] };

  protected forward(x: Tensor, pass: Pass): Tensor {
    const q = this.q.call(x, pass).rearrange("... (H K) -> ... H K", { H });
    const turned = this.#rotary.turn(q.narrow(-1, K_n, K_r), pass);
    const down = this.down.call(x, pass); // [..., R + K_r]
    const latent = this.norm.call(down.narrow(-1, 0, R), pass); // [..., R]
    const key = this.#rotary.turn(down.narrow(-1, R, K_r).unsqueeze(-2), pass).squeeze(-2); // [..., K_r]
    const held = pass.sequences.extend(this.path, { latent, key }, pass);
    const blocks = held.blocks.map((slots) => this.#expanded(slots, pass));
    const seen = attendTo({ ...held, blocks }, cat([q.narrow(-1, 0, K_n), turned], -1), { sight: causal }, pass);
    return this.o.call(seen.rearrange("... H K -> ... (H K)"), pass); // [..., D]
  }

  /** Keys [b, H, S, K_n + K_r] and values [b, H, S, K_v] of what is held. */
  #expanded({ latent, key }: { latent: Tensor; key: Tensor }, pass: Pass): KeysValues {
    const up = this.up.call(latent, pass).rearrange("b S (H K) -> b H S K", { H });
    const { b, S } = key.dims("b S K");
    const shared = key.unsqueeze(1).expand([b, H, S, K_r]);
    return { keys: cat([up.narrow(-1, 0, K_n), shared], -1), values: up.narrow(-1, K_n, K_v) };
  }

  /** One sequence x [T, D] densely and with W_k absorbed into the queries: scores are products with the latent itself. */
  dense(x: Tensor, pass: Pass): Tensor {
    const T = x.shape[0]!;
    const q = linear(x, this.q.weight)
      .reshape([T, H, K_n + K_r])
      .transpose(0, 1); // [H, T, K]
    const down = linear(x, this.down.weight);
    const latent = this.norm.call(down.narrow(-1, 0, R), pass); // [T, R]
    const up = this.up.weight.reshape([H, K_n + K_v, R]);
    const turn = (part: Tensor) => this.#rotary.turn(part.transpose(0, 1), pass).transpose(0, 1);
    const key = turn(down.narrow(-1, R, K_r).unsqueeze(0)).squeeze(0); // [T, K_r]
    const absorbed = q.narrow(-1, 0, K_n).matmul(up.narrow(1, 0, K_n)); // [H, T, R]
    const products = absorbed.matmul(latent.t()).add(turn(q.narrow(-1, K_n, K_r)).matmul(key.t())); // [H, T, T]
    const places = pass.layout.positions;
    const pattern = products
      .mul((K_n + K_r) ** -0.5)
      .maskedFill(places.unsqueeze(0).gt(places.unsqueeze(1)), -Infinity)
      .softmax(-1);
    const seen = pattern.matmul(latent).matmul(up.narrow(1, K_n, K_v).t()); // [H, T, K_v]
    return linear(seen.transpose(0, 1).reshape([T, H * K_v]), this.o.weight);
  }
}
