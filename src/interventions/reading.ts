import type { Layout, Pass, Reads, Writes } from "../nn/index.ts";
import type { Tensor } from "../tensor/index.ts";
import type { Placeholders } from "./placeholders.ts";

/** What one read of a model gives; its tokens are the caller's, whatever an intervention put in front of them. */
export class Reading<M extends Reads = Reads> {
  /** [B, T, D] or [N, D], behind the last block. */
  readonly stream: Tensor;
  /** The pass that was made, for heads to be called in. */
  readonly pass: Pass;
  readonly #model: M;
  readonly #placeholders: Placeholders;

  constructor(model: M, pass: Pass, placeholders: Placeholders, stream: Tensor) {
    this.#model = model;
    this.#placeholders = placeholders;
    this.pass = pass;
    this.stream = placeholders.take(stream);
  }

  /** How the caller's tokens lie. */
  get layout(): Layout {
    return this.#placeholders.own;
  }

  /** The caller's tokens of a value that the pass has for each token. */
  own(value: Tensor): Tensor {
    return this.#placeholders.take(value);
  }

  /** The stream [n, D] of each sequence's last token, or of tokens by their index among all, int64 [n]. */
  at(which: "last" | Tensor): Tensor {
    const flat = this.stream.reshape([-1, this.stream.shape.at(-1)!]); // [N, D]
    return flat.indexSelect(0, which === "last" ? this.layout.last() : which);
  }

  /** Logits [n, V] of the token behind those, or [..., V] behind every one. */
  logits(this: Reading<M & Writes>, which: "all" | "last" | Tensor): Tensor {
    return this.#model.logits(which === "all" ? this.stream : this.at(which), this.pass);
  }
}
