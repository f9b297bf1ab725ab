import type { Tensor } from "../tensor/index.ts";
import type { Writes } from "./abilities.ts";
import { through } from "./blocks.ts";
import type { Embedding } from "./embedding.ts";
import type { Says } from "./heads.ts";
import type { Linear } from "./linear.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

/** What a decoder is made of. */
export interface DecoderParts<E extends Module> {
  /** Ids -> [..., D]. */
  embed: E;
  /** [..., D] -> [..., D], in the order in which they run. */
  blocks: readonly Module[];
  /** Between the last block and the head; an `Identity` where there is none. */
  norm: Module;
  /** [..., D] -> [..., V]. */
  head: Linear;
  /** What else it says of its stream, by name. Default: nothing. */
  heads?: Readonly<Record<string, Says>>;
}

/** A decoder-only language model: token ids in, logits of the next token out. */
export class Decoder<E extends Module = Embedding> extends Module implements Writes {
  /** Ids [B, T] or [N] -> [..., D], what enters the first block. */
  readonly embed: E;
  /** Stream -> stream, [..., D] each, in the order in which they run. */
  readonly blocks: readonly Module[];
  readonly norm: Module;
  /** Logits of what the norm gives, [..., D] -> [..., V]. */
  readonly head: Linear;
  readonly heads: Readonly<Record<string, Says>>;

  constructor({ embed, blocks, norm, head, heads = {} }: DecoderParts<E>) {
    super();
    this.embed = embed;
    this.blocks = blocks;
    this.norm = norm;
    this.head = head;
    this.heads = heads;
  }

  protected forward(ids: Tensor, pass: Pass): Tensor {
    return this.logits(this.stream(ids, pass), pass); // [..., V]
  }

  /**
   * The residual stream [..., D] behind the last block, for int64 ids [B, T] or [N]. Moves the ends of the sequences. Throws
   * Interrupted between two blocks when the pass says so.
   */
  stream(ids: Tensor, pass: Pass): Tensor {
    try {
      const x = through(this.blocks, this.embed.call(ids, pass), pass); // [..., D]
      pass.sequences.advance(pass.layout.lengths);
      return x;
    } finally {
      pass.end();
    }
  }

  /** Logits [..., V] of a stream [..., D]; which tokens' is the caller's choice, for the head is the widest layer of all. */
  logits(stream: Tensor, pass: Pass): Tensor {
    return this.head.call(this.norm.call(stream, pass), pass);
  }
}
