import { optionsOf } from "../sentences/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { Linear } from "./linear.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";
import type { Rotary } from "./positions.ts";
import { causal, type Score } from "./score.ts";

/** The widths of an attention, and how it scores. */
export interface AttentionOptions {
  /** D, the width of the stream. */
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
  /** Who sees whom, and how much. Default: those up to itself, by products scaled with K^-1/2. */
  score?: Score | undefined;
}

const checkAttention = optionsOf<AttentionOptions>("Attention", {
  width: "number",
  heads: "number",
  kvHeads: "number",
  headWidth: "number?",
  rotary: "object?",
  bias: "flag?",
  outputBias: "flag?",
  score: "object?",
});

/**
 * Self-attention with grouped heads (Vaswani et al. 2017, arXiv:1706.03762).
 *
 *     heads = softmax(score(q, k)) v,     y = W_o heads        score(q, k) = q k^T / sqrt(K) unless said otherwise
 *
 * Interior values: `keys` and `values` [..., G, K] of this pass's tokens, `pattern` [b, H, T, S], and `heads` [..., H, K].
 * The pattern exists only while a hook stands at it: fused attention never writes it down.
 */
export class Attention extends Module {
  /** Queries, [..., D] -> [..., H K]. */
  readonly q: Linear;
  /** Keys, [..., D] -> [..., G K]. */
  readonly k: Linear;
  /** Values, [..., D] -> [..., G K]. */
  readonly v: Linear;
  /** W_o, what the heads saw back into the stream, [..., H K] -> [..., D]. */
  readonly o: Linear;
  override readonly values = ["keys", "values", "pattern", "heads"];
  /** K. */
  readonly headWidth: number;
  /** Turns queries and keys by their positions, where there is one. */
  readonly rotary: Rotary | undefined;
  readonly #score: Score;

  /** Weights have no numbers yet. Throws an ArgumentError where the options do not fit. */
  constructor(options: AttentionOptions) {
    super();
    checkAttention(options);
    const { width, heads, kvHeads, headWidth = width / heads, bias = false, outputBias = false } = options;
    this.headWidth = headWidth;
    this.rotary = options.rotary;
    this.#score = options.score ?? { sight: causal };
    this.q = new Linear(width, heads * headWidth, { bias });
    this.k = new Linear(width, kvHeads * headWidth, { bias });
    this.v = new Linear(width, kvHeads * headWidth, { bias });
    this.o = new Linear(heads * headWidth, width, { bias: outputBias });
  }

  /** What a sequence holds here for each token, by the shape of each slot. */
  get slots() {
    const shape = [this.k.outWidth / this.headWidth, this.headWidth]; // [G, K]
    return { keys: shape, values: shape };
  }

  override perToken(value: string): boolean {
    return value !== "pattern";
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const q = this.#turned(this.q.call(x, pass), pass); // [..., H, K]
    const keys = this.value("keys", this.#turned(this.k.call(x, pass), pass), pass); // [..., G, K]
    const values = this.value("values", this.#apart(this.v.call(x, pass)), pass); // [..., G, K]
    const look = this.wanted("pattern", pass) ? (p: Tensor) => this.value("pattern", p, pass) : undefined;
    const seen = pass.sequences.attend(this.path, q, { keys, values }, this.#score, pass, look); // [..., H, K]
    return this.o.call(this.value("heads", seen, pass).flatten(-2, -1), pass); // [..., D]
  }

  /** [..., heads K] -> [..., heads, K], by the layout's positions where they are turned by them. */
  #turned(x: Tensor, pass: Pass): Tensor {
    return this.rotary?.turnApart(x, this.headWidth, pass) ?? this.#apart(x);
  }
  #apart(x: Tensor): Tensor {
    return x.unflatten(-1, [-1, this.headWidth]);
  }
}
