/** Attention to a memory, and the blocks that have it as their third residual: the decoder's half of an encoder-decoder. */
import { hasFusedAttention, type Tensor } from "../tensor/index.ts";
import { attendFused, attendPlain } from "./attention.ts";
import type { BlockParts } from "./blocks.ts";
import { Linear } from "./linear.ts";
import { join, Module } from "./module.ts";
import type { Memory, Pass } from "./pass.ts";

/**
 * Cross-attention (Bahdanau et al. 2014, arXiv:1409.0473; Vaswani et al. 2017, arXiv:1706.03762): queries from the stream, keys and values
 * from the memory of the pass, all of which every query sees.
 *
 *     heads = softmax(q(x) k(m)^T / sqrt(K)) v(m),     y = W_o heads
 *
 * Interior values as in `Attention`: `keys` and `values` [..., H, K] of the memory, `pattern` [b, H, T, S], `heads` [..., H, K].
 */
export class CrossAttention extends Module {
  readonly q: Linear;
  readonly k: Linear;
  readonly v: Linear;
  readonly o: Linear;
  override readonly values = ["keys", "values", "pattern", "heads"];
  readonly headWidth: number;

  constructor({ width, heads, bias = true }: { width: number; heads: number; bias?: boolean }) {
    super();
    this.headWidth = width / heads;
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
    const memory = this.#memory(pass);
    const split = (t: Tensor) => t.rearrange("... (H K) -> ... H K", { K: this.headWidth });
    const queries = split(this.q.call(x, pass)); // [..., H, K]
    const keys = this.value("keys", split(this.k.call(memory.states, pass)), pass);
    const values = this.value("values", split(this.v.call(memory.states, pass)), pass);

    // Blocks of many rows are alike only where both lie padded; else each sequence meets its own.
    const apart = (alone: boolean) => [pass.layout.apart(queries, alone), memory.layout.apart(keys, alone)] as const;
    const [few, fewKeys] = apart(false);
    const alone = few.length !== fewKeys.length;
    const [qs, ks] = alone ? apart(true) : [few, fewKeys];
    const vs = memory.layout.apart(values, alone);
    const sights = memory.layout.tokens(alone);
    const blocks = qs.map((block, row) => {
      const [q, k, v] = [block, ks[row]!, vs[row]!].map((t) => t.transpose(1, 2)); // [b, H, T or S, K]
      return this.#attend(q!, k!, v!, sights?.[row] ?? "all", pass).transpose(1, 2); // [b, T, H, K]
    });
    const heads = this.value("heads", pass.layout.together(blocks, alone), pass);
    return this.o.call(heads.rearrange("... H K -> ... (H K)"), pass); // [..., D]
  }

  #memory({ memory, layout }: Pass): Memory {
    if (memory === undefined) throw new Error(`${this.path} attends to a memory, and the pass has none`);
    const [own, theirs] = [layout.lengths.length, memory.layout.lengths.length];
    if (own !== theirs) throw new Error(`${this.path}: the pass has ${own} sequences, and its memory ${theirs}`);
    return memory;
  }

  #attend(q: Tensor, keys: Tensor, values: Tensor, sight: Tensor | "all", pass: Pass): Tensor {
    if (hasFusedAttention() && !pass.wants(join(this.path, "pattern"))) return attendFused(q, keys, values, sight);
    return attendPlain(q, keys, values, sight, (pattern) => this.value("pattern", pattern, pass));
  }
}

/** The parts of a block with three residuals, each with its norm. */
export interface CrossParts extends BlockParts {
  crossNorm: Module;
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
  readonly mixer: Module;
  readonly mixerNorm: Module;
  readonly cross: Module;
  readonly crossNorm: Module;
  readonly mlp: Module;
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
  readonly mixerNorm: Module;
  readonly mixer: Module;
  readonly crossNorm: Module;
  readonly cross: Module;
  readonly mlpNorm: Module;
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
