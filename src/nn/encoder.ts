import type { Tensor } from "../tensor/index.ts";
import type { Reads } from "./abilities.ts";
import { through } from "./blocks.ts";
import type { Says } from "./heads.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

/** What an encoder is made of. */
export interface EncoderParts {
  /** Ids -> [..., D]. */
  embed: Module;
  /** [..., D] -> [..., D], in the order in which they run. */
  blocks: readonly Module[];
  /** Of the stream behind the last block, where blocks do not end in a norm themselves. */
  norm?: Module | undefined;
  /** What else it says of its stream, by name. Default: nothing. */
  heads?: Readonly<Record<string, Says>>;
}

/** An encoder: token ids in, a vector for each token out, where each has seen all of its sequence. */
export class Encoder extends Module implements Reads {
  /** Ids [B, T] or [N] -> [..., D], what enters the first block. */
  readonly embed: Module;
  /** Stream -> stream, [..., D] each, in the order in which they run. */
  readonly blocks: readonly Module[];
  /** Of the stream behind the last block, where blocks do not end in a norm themselves. */
  readonly norm: Module | undefined;
  readonly heads: Readonly<Record<string, Says>>;

  constructor({ embed, blocks, norm, heads = {} }: EncoderParts) {
    super();
    this.embed = embed;
    this.blocks = blocks;
    this.norm = norm;
    this.heads = heads;
  }

  protected forward(tokens: Tensor, pass: Pass): Tensor {
    return this.stream(tokens, pass);
  }

  stream(tokens: Tensor, pass: Pass): Tensor {
    try {
      const x = through(this.blocks, this.embed.call(tokens, pass), pass);
      pass.sequences.advance(pass.layout.lengths); // so that going on from them is refused
      return this.norm?.call(x, pass) ?? x;
    } finally {
      pass.end();
    }
  }
}
