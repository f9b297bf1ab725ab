/** What a pass is given besides its tokens: by a key of its own for each kind, so that a part can ask for what it knows and nobody else has to. */
import type { Tensor } from "../tensor/index.ts";

/** A value under its key. */
export interface Given {
  /** The key. */
  readonly input: SideInput<unknown>;
  /** The same where placeholders stand in front of the tokens; `lay` puts zeros there for whatever has a value for each token. */
  behindPlaceholders(lay: (tokens: Tensor) => Tensor): Given;
}

/** A kind of side input: `const neighbours = new SideInput<Neighbours>("neighbours")`, given by `neighbours.of(found)`. */
export class SideInput<T> {
  /** What errors call it. */
  readonly name: string;
  readonly #values = new WeakMap<Given, T>();

  constructor(name: string) {
    this.name = name;
  }

  /** A value under this key, for `given` of a pass or a read. */
  of(value: T): Given {
    const given: Given = { input: this, behindPlaceholders: (lay) => this.behind(given, value, lay) };
    this.#values.set(given, value);
    return given;
  }

  /** The value among those given; of several the last. */
  in(all: readonly Given[]): T | undefined {
    const own = all.findLast(({ input }) => input === this);
    return own && this.#values.get(own);
  }

  protected behind(given: Given, _value: T, _lay: (tokens: Tensor) => Tensor): Given {
    return given;
  }
}

/** A side input with a value for each token, int64 [B, T] or [N]; placeholders have 0. */
export class TokenInput extends SideInput<Tensor> {
  protected override behind(_given: Given, value: Tensor, lay: (tokens: Tensor) => Tensor): Given {
    return this.of(lay(value));
  }
}
