import { arange, cat, fusedAttention, hasFusedAttention, type Tensor } from "../tensor/index.ts";
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
  /** Turns queries and keys by their positions; where there is none, positions are in the stream or nowhere. */
  rotary?: Rotary | undefined;
  /** Whether q, k and v have a bias. */
  bias?: boolean;
  /** Whether o has one. */
  outputBias?: boolean;
  /** Whether a token sees only those up to itself, or all of its sequence. Default true. */
  causal?: boolean;
}

/**
 * Self-attention with grouped heads (Vaswani et al. 2017, arXiv:1706.03762).
 *
 *     heads = softmax(q k^T / sqrt(K)) v,     y = W_o heads
 *
 * Interior values: `keys` and `values` [..., G, K] of this pass's tokens, `pattern` [b, H, T, S], and `heads` [..., H, K].
 * The pattern exists only while a hook stands at it: fused attention never writes it down.
 */
export class Attention extends Module {
  readonly q: Linear;
  readonly k: Linear;
  readonly v: Linear;
  readonly o: Linear;
  override readonly values = ["keys", "values", "pattern", "heads"];
  readonly headWidth: number;
  readonly rotary: Rotary | undefined;
  readonly causal: boolean;

  constructor(options: AttentionOptions) {
    super();
    const { width, heads, kvHeads, headWidth = width / heads, bias = false, outputBias = false } = options;
    this.headWidth = headWidth;
    this.rotary = options.rotary;
    this.causal = options.causal ?? true;
    this.q = new Linear(width, heads * headWidth, { bias });
    this.k = new Linear(width, kvHeads * headWidth, { bias });
    this.v = new Linear(width, kvHeads * headWidth, { bias });
    this.o = new Linear(heads * headWidth, width, { bias: outputBias });
  }

  override perToken(value: string): boolean {
    return value !== "pattern";
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const { layout, cache } = pass;
    if (cache !== undefined && !this.causal) throw new Error(NO_CACHE(this.path));
    if (this.#steps(pass)) return this.o.call(this.#step(x, pass), pass);
    const split = { K: this.headWidth };
    const q = this.q.call(x, pass).rearrange("... (H K) -> ... H K", split);
    const k = this.k.call(x, pass).rearrange("... (G K) -> ... G K", split);
    const v = this.v.call(x, pass).rearrange("... (G K) -> ... G K", split);
    const queries = this.#turn(q, pass); // [..., H, K]
    const keys = this.value("keys", this.#turn(k, pass), pass); // [..., G, K]
    const values = this.value("values", v, pass); // [..., G, K]

    const alone = cache !== undefined && cache.abreast !== true;
    const [qs, ks, vs] = [queries, keys, values].map((t) =>
      layout.apart(t, alone).map((block) => block.transpose(1, 2)),
    );
    const sights = this.causal ? undefined : layout.tokens(alone);
    const blocks = qs!.map((block, row) => {
      const sight = this.causal ? "causal" : (sights?.[row] ?? "all");
      const held = cache?.append(this.path, row, ks![row]!, vs![row]!) ?? { keys: ks![row]!, values: vs![row]! };
      return this.#attend(block, held.keys, held.values, sight, pass).transpose(1, 2); // [b, T, H, K]
    });
    const heads = this.value("heads", layout.together(blocks, alone), pass); // [..., H, K]
    return this.o.call(heads.rearrange("... H K -> ... (H K)"), pass); // [..., D]
  }

  /** Whether this run is one token a sequence, and nobody looks at what happens to it in between. */
  #steps(pass: Pass): boolean {
    if (!pass.fast || pass.cache?.attend === undefined) return false;
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

  /** [..., heads, K] by the layout's positions; fast also [..., heads K]. */
  #turn(x: Tensor, pass: Pass): Tensor {
    if (this.rotary === undefined) return x;
    if (pass.fast) return this.rotary.turnFused(x, pass, this.headWidth);
    return this.rotary.turn(x, pass);
  }

  #attend(q: Tensor, keys: Tensor, values: Tensor, sight: Sight, pass: Pass): Tensor {
    const path = join(this.path, "pattern");
    if (hasFusedAttention() && !pass.wants(path)) return attendFused(q, keys, values, sight);
    return attendPlain(q, keys, values, sight, (pattern) => this.value("pattern", pattern, pass));
  }
}

const NO_CACHE = (path: string) =>
  `${path} sees the tokens that follow, so a cache cannot hold what it has read: run the whole sequence again`;

/**
 * Which keys a query may see: those up to itself, where the last T of S positions ask; all of them; or those where a bool
 * tensor [B, 1, T, S] is true, whose axes may also be 1. A query that sees none gets zeros.
 */
export type Sight = "causal" | "all" | Tensor;

/** A Sight as a mask, or nothing where every key is seen. */
function maskOf(sight: Sight, T: number, S: number): Tensor | undefined {
  if (sight === "all" || (sight === "causal" && T === 1)) return undefined;
  return sight === "causal" ? arange(0, S).le(arange(S - T, S).unsqueeze(1)) : sight; // [T, S] or [B, 1, T, S]
}

/** q [B, H, T, K], keys and values [B, G, S, K] -> [B, H, T, K], the formula as it stands; `hook` sees the pattern. */
export function attendPlain(
  q: Tensor,
  keys: Tensor,
  values: Tensor,
  sight: Sight = "causal",
  hook: (pattern: Tensor) => Tensor = (pattern) => pattern,
): Tensor {
  const { B, H, T, K } = q.dims("B H T K");
  const { G, S } = keys.dims("B G S K");
  const grouped = q.rearrange("B (G R) T K -> B G (R T) K", { G }); // [B, G, R T, K], R = H / G
  const scores = grouped
    .matmul(keys.t())
    .mul(K ** -0.5)
    .reshape([B, H, T, S]);
  const pattern = hook(softmaxOver(scores, maskOf(sight, T, S))); // [B, H, T, S]
  return pattern
    .reshape([B, G, (H / G) * T, S])
    .matmul(values)
    .reshape([B, H, T, K]);
}

/** Rows that see a key sum to 1 over what they see; a row that sees none is zeros, where minus infinity would make NaN. */
function softmaxOver(scores: Tensor, mask: Tensor | undefined): Tensor {
  if (mask === undefined) return scores.softmax(-1);
  const hidden = mask.logicalNot();
  return scores.maskedFill(hidden, LOWEST).softmax(-1).maskedFill(hidden, 0);
}
const LOWEST = -1e30;

/** The same by LibTorch's fused kernel, which never holds the pattern (Dao et al. 2022, arXiv:2205.14135). */
export function attendFused(q: Tensor, keys: Tensor, values: Tensor, sight: Sight = "causal"): Tensor {
  const { B, H, T, K } = q.dims("B H T K");
  const { G, S } = keys.dims("B G S K");
  const causal = sight === "causal" && T === S && T > 1;
  const mask = causal ? undefined : maskOf(sight, T, S);
  if (G === H) return fusedAttention(q, keys, values, { mask, causal }); // [B, H, T, K]
  // A group stands as a batch entry whose one key-value head is seen by its query heads: expanded, not copied.
  const share = (t: Tensor) => t.reshape([B * G, 1, S, K]).expand([B * G, H / G, S, K]);
  const grouped = q.reshape([B * G, H / G, T, K]);
  return fusedAttention(grouped, share(keys), share(values), { mask: mask && perGroup(mask, G), causal }).reshape([
    B,
    H,
    T,
    K,
  ]);
}

/** A mask [b, 1, t, s] for batch entries that are groups, [b G, 1, t, s]; one of a batch of 1, or of no batch, fits as it is. */
function perGroup(mask: Tensor, G: number): Tensor {
  const [b = 1, one = 1, t = 1, s = 1] = mask.shape;
  if (mask.rank < 4 || b === 1) return mask;
  return mask.expand([b, G, t, s]).reshape([b * G, one, t, s]);
}
