import type { Tensor } from "../tensor/index.ts";
import type { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

export interface Reads extends Module {
  readonly embed: Module;
  readonly blocks: readonly Module[];
  /** The stream [..., D] behind the last block, for int64 ids [B, T] or [N]. Throws Interrupted between two blocks. */
  stream(ids: Tensor, pass: Pass): Tensor;
}

export interface Writes extends Reads {
  /** Logits [..., V] of the next token, of a stream [..., D]; which tokens' is the caller's choice. */
  logits(stream: Tensor, pass: Pass): Tensor;
}

export const reads = (model: Module): model is Reads => "stream" in model;
