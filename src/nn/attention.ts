import { arange, cat, fusedAttention, hasFusedAttention, type Tensor } from "../tensor/index.ts";
import type { Fusable } from "./fuse.ts";
import { Linear } from "./linear.ts";
import { join, Module } from "./module.ts";
import type { Pass } from "./pass.ts";
import type { Rotary } from "./positions.ts";

export interface AttentionOptions {
  width: number;
  /** Query heads H. */
  heads: number;
  /** Key-value heads G; each serves H / G query heads (Ainslie et al. 2023, arXiv:2305.13245). */
  kvHeads: number;
  /** Head width K; width / heads unless said otherwise. */
  headWidth?: number | undefined;
  rotary: Rotary;
  /** Whether q, k and v have a bias. */
  bias?: boolean;
}

/**
 * Causal self-attention with grouped heads (Vaswani et al. 2017, arXiv:1706.03762).
 *
 *     heads = softmax(q k^T / sqrt(K)) v,     y = W_o heads
 *
 * Interior values: `keys` and `values` [..., G, K] of this pass's tokens, `pattern` [b, H, T, S], and `heads` [..., H, K].
 * The pattern exists only while a hook stands at it: fused attention never writes it down.
 */
export class Attention extends Module implements Fusable {
  fused = false;
  readonly q: Linear;
  readonly k: Linear;
  readonly v: Linear;
  readonly o: Linear;
  override readonly values = ["keys", "values", "pattern", "heads"];
  readonly headWidth: number;
  readonly rotary: Rotary;

  constructor({ width, heads, kvHeads, headWidth = width / heads, rotary, bias = false }: AttentionOptions) {
    super();
    this.headWidth = headWidth;
    this.rotary = rotary;
    this.q = new Linear(width, heads * headWidth, { bias });
    this.k = new Linear(width, kvHeads * headWidth, { bias });
    this.v = new Linear(width, kvHeads * headWidth, { bias });
    this.o = new Linear(heads * headWidth, width);
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const { layout, cache } = pass;
    if (this.#steps(pass)) return this.o.call(this.#step(x, pass), pass);
    const split = { K: this.headWidth };
    const q = this.q.call(x, pass).rearrange("... (H K) -> ... H K", split);
    const k = this.k.call(x, pass).rearrange("... (G K) -> ... G K", split);
    const v = this.v.call(x, pass).rearrange("... (G K) -> ... G K", split);
    const queries = this.#turn(q, pass); // [..., H, K]
    const keys = this.value("keys", this.#turn(k, pass), pass); // [..., G, K]
    const values = this.value("values", v, pass); // [..., G, K]

    const alone = cache !== undefined;
    const [qs, ks, vs] = [queries, keys, values].map((t) =>
      layout.apart(t, alone).map((block) => block.transpose(1, 2)),
    );
    const blocks = qs!.map((block, row) => {
      const held = cache?.append(this.path, row, ks![row]!, vs![row]!) ?? { keys: ks![row]!, values: vs![row]! };
      return this.#attend(block, held.keys, held.values, pass).transpose(1, 2); // [b, T, H, K]
    });
    const heads = this.value("heads", layout.together(blocks, alone), pass); // [..., H, K]
    return this.o.call(heads.rearrange("... H K -> ... (H K)"), pass); // [..., D]
  }

  /** Whether this run is one token a sequence, and nobody looks at what happens to it in between. */
  #steps(pass: Pass): boolean {
    if (!this.fused || pass.recording || pass.cache?.attend === undefined) return false;
    if (pass.layout.lengths.some((length) => length !== 1)) return false;
    return pass.bare || !this.values.some((name) => pass.wants(join(this.path, name)));
  }

  /** The heads [..., H K] of one token a sequence, an operator for each sequence. */
  #step(x: Tensor, pass: Pass): Tensor {
    const { layout, cache } = pass;
    const { headWidth } = this;
    const q = this.#turn(this.q.call(x, pass), pass); // [..., H K]
    const keys = this.#turn(this.k.call(x, pass), pass); // [..., G K]
    const values = this.v.call(x, pass); // [..., G K]
    if (layout.lengths.length === 1) return cache!.attend!(this.path, 0, { q, keys, values, headWidth });
    const rows = layout.lengths.map((_, row) => {
      const own = (t: Tensor) => t.narrow(0, row, 1);
      return cache!.attend!(this.path, row, { q: own(q), keys: own(keys), values: own(values), headWidth });
    });
    return cat(rows);
  }

  /** [..., heads, K] by the layout's positions; fused also [..., heads K]. */
  #turn(x: Tensor, pass: Pass): Tensor {
    if (this.fused && !pass.recording) return this.rotary.turnFused(x, pass, this.headWidth);
    return this.rotary.turn(x, pass);
  }

  #attend(q: Tensor, keys: Tensor, values: Tensor, pass: Pass): Tensor {
    const path = join(this.path, "pattern");
    if (hasFusedAttention() && !pass.wants(path)) return attendFused(q, keys, values);
    return attendPlain(q, keys, values, (pattern) => this.value("pattern", pattern, pass));
  }
}

/** The last T of S positions: each may look at those up to itself. Bool [T, S], true where it may. */
function causalMask(T: number, S: number): Tensor {
  return arange(0, S).le(arange(S - T, S).unsqueeze(1));
}

/** q [B, H, T, K], keys and values [B, G, S, K] -> [B, H, T, K], the formula as it stands; `hook` sees the pattern. */
export function attendPlain(
  q: Tensor,
  keys: Tensor,
  values: Tensor,
  hook: (pattern: Tensor) => Tensor = (pattern) => pattern,
): Tensor {
  const { B, H, T, K } = q.dims("B H T K");
  const { G, S } = keys.dims("B G S K");
  const grouped = q.rearrange("B (G R) T K -> B G (R T) K", { G }); // [B, G, R T, K], R = H / G
  const scores = grouped
    .matmul(keys.t())
    .mul(K ** -0.5)
    .reshape([B, H, T, S]);
  const masked = T === 1 ? scores : scores.maskedFill(causalMask(T, S).logicalNot(), -Infinity);
  const pattern = hook(masked.softmax(-1)); // [B, H, T, S]
  return pattern
    .reshape([B, G, (H / G) * T, S])
    .matmul(values)
    .reshape([B, H, T, K]);
}

/** The same by LibTorch's fused kernel, which never holds the pattern (Dao et al. 2022, arXiv:2205.14135). */
export function attendFused(q: Tensor, keys: Tensor, values: Tensor): Tensor {
  const { B, H, T, K } = q.dims("B H T K");
  const { G, S } = keys.dims("B G S K");
  // A group stands as a batch entry whose one key-value head is seen by its query heads: expanded, not copied.
  const share = (t: Tensor) => t.reshape([B * G, 1, S, K]).expand([B * G, H / G, S, K]);
  const mask = T === 1 || T === S ? undefined : causalMask(T, S);
  const grouped = q.reshape([B * G, H / G, T, K]);
  return fusedAttention(grouped, share(keys), share(values), { mask, causal: T === S && T > 1 }).reshape([B, H, T, K]);
}
