import { ids, type Tensor } from "../tensor/index.ts";
import { through } from "./blocks.ts";
import { Linear } from "./linear.ts";
import type { Activation } from "./mlp.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

/** What an encoder says beyond its stream; each is there or not. */
export interface EncoderHeads {
  /** Of the stream behind the last block, where blocks do not end in a norm themselves. */
  norm?: Module | undefined;
  /** Of each token: logits [..., V] of what stands, or stood, in its place. */
  head?: Module | undefined;
  /** Of each sequence: one vector [sequences, D], made of its first token's. */
  pooler?: Module | undefined;
  /** Of each pair of sentences, from the pooled vector: logits [sequences, 2], the first that the second sentence follows. */
  pair?: Module | undefined;
}

/** An encoder: token ids in, a vector for each token out, where each has seen all of its sequence. */
export class Encoder extends Module {
  readonly embed: Module;
  readonly blocks: readonly Module[];
  readonly norm: Module | undefined;
  readonly head: Module | undefined;
  readonly pooler: Module | undefined;
  readonly pair: Module | undefined;

  constructor(embed: Module, blocks: readonly Module[], { norm, head, pooler, pair }: EncoderHeads = {}) {
    super();
    this.embed = embed;
    this.blocks = blocks;
    this.norm = norm;
    this.head = head;
    this.pooler = pooler;
    this.pair = pair;
  }

  protected forward(tokens: Tensor, pass: Pass): Tensor {
    return this.stream(tokens, pass);
  }

  /** The stream [..., D] behind the last block, for int64 ids [B, T] or [N]. Throws Interrupted between two blocks. */
  stream(tokens: Tensor, pass: Pass): Tensor {
    try {
      const x = through(this.blocks, this.embed.call(tokens, pass), pass);
      return this.norm?.call(x, pass) ?? x;
    } finally {
      pass.end();
    }
  }

  /** Logits [..., V] of a stream [..., D]; which tokens' is the caller's choice. Throws where there is no such head. */
  logits(stream: Tensor, pass: Pass): Tensor {
    return present(this.head, "head that names tokens").call(stream, pass);
  }

  /** A vector [sequences, D] for each sequence of a whole stream [..., D]. Throws where there is no pooler. */
  pooled(stream: Tensor, pass: Pass): Tensor {
    const { layout } = pass;
    const first = layout.last().sub(ids(layout.lengths).sub(1)); // [sequences]
    const flat = stream.reshape([-1, stream.shape.at(-1)!]); // [N, D]
    return present(this.pooler, "pooler").call(flat.indexSelect(0, first), pass);
  }

  /** Logits [sequences, 2] of pooled vectors [sequences, D]. Throws where there is no such head. */
  pairLogits(pooled: Tensor, pass: Pass): Tensor {
    return present(this.pair, "head for pairs of sentences").call(pooled, pass);
  }
}

function present(part: Module | undefined, what: string): Module {
  if (part === undefined) throw new Error(`this encoder has no ${what}`);
  return part;
}

/** y = tanh(W x + b), of the vector of a sequence's first token. */
export class Pooler extends Module {
  readonly dense: Linear;

  constructor(width: number) {
    super();
    this.dense = new Linear(width, width, { bias: true });
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    return this.dense.call(x, pass).tanh(); // [sequences, D]
  }
}

/**
 * The head of masked language models (Devlin et al. 2019, arXiv:1810.04805).
 *
 *     logits = W_out norm(act(W x + b)) + b_out
 */
export class MaskedHead extends Module {
  readonly transform: Linear;
  readonly norm: Module;
  readonly out: Linear;
  readonly activation: Activation;

  constructor(width: number, activation: Activation, norm: Module, out: Linear) {
    super();
    this.transform = new Linear(width, width, { bias: true });
    this.activation = activation;
    this.norm = norm;
    this.out = out;
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const hidden = this.activation(this.transform.call(x, pass)); // [..., D]
    return this.out.call(this.norm.call(hidden, pass), pass); // [..., V]
  }
}
