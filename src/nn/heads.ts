/** Heads: what a model says of its stream, of each token or of each sequence. */

import { optionsOf } from "../sentences/index.ts";
import { ids, type Tensor } from "../tensor/index.ts";
import type { Reads } from "./abilities.ts";
import type { Layout } from "./layout.ts";
import { Linear } from "./linear.ts";
import type { Activation } from "./mlp.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

/** A part that takes a model's whole stream [..., D], and says something of it by name. */
export interface Says extends Module {
  /** The name of what it says; of several, each is one number of the last axis. */
  readonly says: readonly string[];
  /** Of what it says it: y is [..., out], or [sequences, out]. */
  readonly each: "token" | "sequence";
}

/** The head of a name. Throws where the model has none. */
export function headOf(model: Reads, name: string): Says {
  const head = model.heads[name];
  if (head !== undefined) return head;
  const others = Object.keys(model.heads).join(", ");
  throw new Error(`this model has no head "${name}"${others === "" ? "" : ` (it has ${others})`}`);
}

/** The first token of each sequence, [sequences, D] of a stream [B, T, D] or [N, D]. */
function firsts(stream: Tensor, layout: Layout): Tensor {
  const places = layout.last().sub(ids(layout.lengths).sub(1)); // [sequences]
  return stream.reshape([-1, stream.shape.at(-1)!]).indexSelect(0, places);
}

/** What a head reads, and what it says. */
export interface HeadOptions {
  /** Width of what it reads, D. */
  width: number;
  /** Numbers that it says: tags, classes, or one of a reward or value. */
  out: number;
  /** The name of what it says, or a name for each of its numbers. */
  says: readonly string[];
  /** What makes of the stream the vectors that it reads, such as a pooler; itself unless given. It stands elsewhere in the model. */
  of?: Says | undefined;
}

const checkHead = optionsOf<HeadOptions>("Head", { width: "number", out: "number", says: "list", of: "object?" });

/**
 * The head that most tasks take.
 *
 *     y = W of(x) + b
 */
export class Head extends Linear implements Says {
  readonly says: readonly string[];
  readonly each: Says["each"];
  readonly #of: Says | undefined;

  /** Weights have no numbers yet. Throws an ArgumentError where the options do not fit. */
  constructor(options: HeadOptions) {
    checkHead(options);
    const { width, out, says, of } = options;
    super(width, out, { bias: true });
    this.says = says;
    this.each = of?.each ?? "token";
    this.#of = of;
  }

  protected override forward(x: Tensor, pass: Pass): Tensor {
    return super.forward(this.#of?.call(x, pass) ?? x, pass);
  }
}

/** y = tanh(W x_0 + b), one vector of each sequence, from its first token (Devlin et al. 2019, arXiv:1810.04805). */
export class Pooler extends Module implements Says {
  /** W, [sequences, D] -> [sequences, D]. */
  readonly dense: Linear;
  readonly says = ["pooled"];
  readonly each = "sequence";

  constructor(width: number) {
    super();
    this.dense = new Linear(width, width, { bias: true });
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    return this.dense.call(firsts(x, pass.layout), pass).tanh(); // [sequences, D]
  }
}

/**
 * The head of masked language models (Devlin et al. 2019, arXiv:1810.04805): logits of what stands, or stood, in a token's place.
 *
 *     logits = W_out norm(act(W x + b)) + b_out
 */
export class MaskedHead extends Module implements Says {
  /** W, [..., D] -> [..., D]. */
  readonly transform: Linear;
  /** In front of the last map. */
  readonly norm: Module;
  /** W_out, [..., D] -> [..., V]; BERT's weight is the table of token embeddings. */
  readonly out: Linear;
  /** act, element by element. */
  readonly activation: Activation;
  readonly says = ["logits"];
  readonly each = "token";

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
