/** Attention to a memory, and the blocks that have it as their third residual: the decoder's half of an encoder-decoder. */

import { optionsOf } from "../sentences/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { attendTo } from "./attend.ts";
import type { BlockParts } from "./blocks.ts";
import type { Layout } from "./layout.ts";
import { Linear } from "./linear.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";
import { all, type Score } from "./score.ts";
import type { Source } from "./sequences.ts";
import { SideInput } from "./side-input.ts";

/** What an encoder made of a source: a stream, and how it lies. */
export interface Memory {
  /** [..., D], of [B, S, D] or [N, D]. */
  readonly states: Tensor;
  /** One memory for each sequence of the pass that holds none yet, in their order. */
  readonly layout: Layout;
}

/** The memory that a pass is given: in the first pass of a sequence, which holds what is made of it from then on. */
export const memory = new SideInput<Memory>("memory");

/** The widths of a cross-attention, and how it scores. */
export interface CrossAttentionOptions {
  /** D, of the stream and of the memory. */
  width: number;
  /** H. */
  heads: number;
  /** Whether each of the four maps has a bias. Default: it has. */
  bias?: boolean;
  /** Who sees whom, and how much. Default: all of the memory, by products scaled with K^-1/2. */
  score?: Score | undefined;
}

const checkCrossAttention = optionsOf<CrossAttentionOptions>("CrossAttention", {
  width: "number",
  heads: "number",
  bias: "flag?",
  score: "object?",
});

/**
 * Cross-attention (Bahdanau et al. 2014, arXiv:1409.0473; Vaswani et al. 2017, arXiv:1706.03762): queries from the stream, keys and values
 * from the memory of the pass.
 *
 *     heads = softmax(score(q(x), k(m))) v(m),     y = W_o heads
 *
 * Interior values as in `Attention`: `keys` and `values` [..., H, K] of the memory, `pattern` [b, H, T, S], `heads` [..., H, K].
 */
export class CrossAttention extends Module {
  /** Queries of the stream, [..., D] -> [..., H K]. */
  readonly q: Linear;
  /** Keys of the memory, [..., D] -> [..., H K]. */
  readonly k: Linear;
  /** Values of the memory, [..., D] -> [..., H K]. */
  readonly v: Linear;
  /** W_o, what the heads saw back into the stream, [..., H K] -> [..., D]. */
  readonly o: Linear;
  override readonly values = ["keys", "values", "pattern", "heads"];
  /** K = D / H. */
  readonly headWidth: number;
  readonly #score: Score;

  /** Weights have no numbers yet. Throws an ArgumentError where the options do not fit. */
  constructor(options: CrossAttentionOptions) {
    super();
    checkCrossAttention(options);
    const { width, heads, bias = true, score = { sight: all } } = options;
    this.headWidth = width / heads;
    this.#score = score;
    this.q = new Linear(width, width, { bias });
    this.k = new Linear(width, width, { bias });
    this.v = new Linear(width, width, { bias });
    this.o = new Linear(width, width, { bias });
  }

  /** Keys and values are the memory's. */
  override perToken(value: string): boolean {
    return value === "heads";
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const q = this.#split(this.q.call(x, pass)); // [..., H, K]
    const held = pass.sequences.source(this.path, () => this.#project(pass), pass);
    const look = this.wanted("pattern", pass) ? (p: Tensor) => this.value("pattern", p, pass) : undefined;
    const seen = attendTo(held, q, this.#score, pass, look); // [..., H, K]
    return this.o.call(this.value("heads", seen, pass).flatten(-2, -1), pass); // [..., D]
  }

  /** Keys and values [..., H, K] of the memory. */
  #project(pass: Pass): Source<{ keys: Tensor; values: Tensor }> {
    const given = pass.given(memory);
    if (given === undefined) throw new Error(`${this.path} attends to a memory, and the pass has none`);
    const { states, layout } = given;
    const keys = this.value("keys", this.#split(this.k.call(states, pass)), pass);
    const values = this.value("values", this.#split(this.v.call(states, pass)), pass);
    return { slots: { keys, values }, layout };
  }

  #split(x: Tensor): Tensor {
    return x.unflatten(-1, [-1, this.headWidth]);
  }
}

/** The parts of a block with three residuals, each with its norm. */
export interface CrossParts extends BlockParts {
  /** Norm of the cross-attention's residual, [..., D] -> [..., D]. */
  crossNorm: Module;
  /** Where tokens learn of the memory, [..., D] -> [..., D]. */
  cross: Module;
}

/**
 * A decoder's block with the norms behind, as in 2017.
 *
 *     a = norm(x + mixer(x)),     mid = norm(a + cross(a)),     y = norm(mid + mlp(mid))
 *
 * Interior value: `mid` [..., D], the stream in front of the MLP.
 */
export class PostNormCrossBlock extends Module {
  /** Where tokens learn of each other, [..., D] -> [..., D]. */
  readonly mixer: Module;
  /** Behind x + mixer(x). */
  readonly mixerNorm: Module;
  /** Where tokens learn of the memory, [..., D] -> [..., D]. */
  readonly cross: Module;
  /** Behind a + cross(a). */
  readonly crossNorm: Module;
  /** What each token makes of itself, [..., D] -> [..., D]. */
  readonly mlp: Module;
  /** Behind mid + mlp(mid). */
  readonly mlpNorm: Module;
  override readonly values = ["mid"];

  constructor(parts: CrossParts) {
    super();
    ({ mixer: this.mixer, mixerNorm: this.mixerNorm, cross: this.cross, crossNorm: this.crossNorm } = parts);
    ({ mlp: this.mlp, mlpNorm: this.mlpNorm } = parts);
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const mixed = this.mixerNorm.call(x.add(this.mixer.call(x, pass)), pass); // [..., D]
    const crossed = this.crossNorm.call(mixed.add(this.cross.call(mixed, pass)), pass);
    const mid = this.value("mid", crossed, pass);
    pass.checkInterrupt();
    return this.mlpNorm.call(mid.add(this.mlp.call(mid, pass)), pass);
  }
}

/**
 * The same with the norms in front (Xiong et al. 2020, arXiv:2002.04745).
 *
 *     a = x + mixer(norm(x)),     mid = a + cross(norm(a)),     y = mid + mlp(norm(mid))
 */
export class PreNormCrossBlock extends Module {
  /** In front of the mixer. */
  readonly mixerNorm: Module;
  /** Where tokens learn of each other, [..., D] -> [..., D]. */
  readonly mixer: Module;
  /** In front of the cross-attention. */
  readonly crossNorm: Module;
  /** Where tokens learn of the memory, [..., D] -> [..., D]. */
  readonly cross: Module;
  /** In front of the MLP. */
  readonly mlpNorm: Module;
  /** What each token makes of itself, [..., D] -> [..., D]. */
  readonly mlp: Module;
  override readonly values = ["mid"];

  constructor(parts: CrossParts) {
    super();
    ({ mixerNorm: this.mixerNorm, mixer: this.mixer, crossNorm: this.crossNorm, cross: this.cross } = parts);
    ({ mlpNorm: this.mlpNorm, mlp: this.mlp } = parts);
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const mixed = x.add(this.mixer.call(this.mixerNorm.call(x, pass), pass)); // [..., D]
    const crossed = mixed.add(this.cross.call(this.crossNorm.call(mixed, pass), pass));
    const mid = this.value("mid", crossed, pass);
    pass.checkInterrupt();
    return mid.add(this.mlp.call(this.mlpNorm.call(mid, pass), pass));
  }
}
