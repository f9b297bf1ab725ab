/**
 * What a model can do, as interfaces that its class keeps: rooms that run models ask for an ability and never for a class.
 *
 *     reads      ids -> stream                     every model of tokens
 *     writes     stream -> logits of the next      from left to right, each token seeing those before it
 *     recalls    source -> memory                  what it writes depends on a source that it has read
 *
 * A model that recalls also writes, and one that writes also reads.
 */
import type { Tensor } from "../tensor/index.ts";
import type { Memory } from "./cross.ts";
import type { Says } from "./heads.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

/** A model of tokens: ids -> stream. */
export interface Reads extends Module {
  /** Ids [B, T] or [N] -> [..., D], what enters the first block. */
  readonly embed: Module;
  /** Stream -> stream, [..., D] each, in the order in which they run. */
  readonly blocks: readonly Module[];
  /** What it says of its stream beyond that, by name. */
  readonly heads: Readonly<Record<string, Says>>;
  /** The stream [..., D] behind the last block, for int64 ids [B, T] or [N]. Throws Interrupted between two blocks. */
  stream(ids: Tensor, pass: Pass): Tensor;
}

/** A model that writes from left to right: stream -> logits of the next token, each token seeing those before it. */
export interface Writes extends Reads {
  /** What stands between the stream and the head: behind it is what logits are made of. */
  readonly norm: Module;
  /** Logits [..., V] of the next token, of a stream [..., D]; which tokens' is the caller's choice. */
  logits(stream: Tensor, pass: Pass): Tensor;
}

/** A model whose writing depends on a source that it has read, such as the Transformer of 2017. */
export interface Recalls extends Writes {
  /** What passes over the target remember of source ids [B, S] or [N], in a pass of their own. */
  encode(ids: Tensor, pass: Pass): Memory;
}

/** Models by what they are asked to be able to do; every module runs. */
export interface Able {
  /** Any module. */
  readonly run: Module;
  /** Reads tokens: has a residual stream. */
  readonly read: Reads;
  /** Says what comes next. */
  readonly write: Writes;
  /** Writes from a source. */
  readonly recall: Recalls;
}
/** What a model can be asked to be able to do; `isAble` tells whether it is. */
export type Ability = keyof Able;

const has = (model: Module, name: keyof Recalls) => typeof Reflect.get(model, name) === "function";

/** Whether a model reads tokens. */
export const reads = (model: Module): model is Reads => has(model, "stream");
/** Whether a model says what comes next. */
export const writes = (model: Module): model is Writes => reads(model) && has(model, "logits");
/** Whether what a model writes depends on a source. */
export const recalls = (model: Module): model is Recalls => writes(model) && has(model, "encode");

const tests: { readonly [A in Ability]: (model: Module) => model is Able[A] } = {
  run: (model): model is Module => model instanceof Module,
  read: reads,
  write: writes,
  recall: recalls,
};

/** Whether a model has an ability. */
export function isAble<A extends Ability>(model: Module, ability: A): model is Able[A] {
  return tests[ability](model);
}
