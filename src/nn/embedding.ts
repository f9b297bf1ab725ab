import { embedding, type Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import { normal, parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";
import { TokenInput } from "./side-input.ts";
import { rowsFor } from "./token-error.ts";

/**
 * One row of a table [V, D] for each token id; the table is ~ N(0, 0.02^2) unless it is given. Throws a TokenError where an id has none.
 *
 *     x = onehot(id) E = E[id]
 */
export class Embedding extends Module {
  /** [V, D]. */
  table: Tensor;

  constructor(vocabulary: number, width: number, table = parameter([vocabulary, width], normal(0.02))) {
    super();
    this.table = table;
  }

  protected forward(ids: Tensor, pass: Pass): Tensor {
    const table = this.read("table", this.table, pass);
    return rowsFor(ids, table.shape[0]!, () => embedding(table, ids)); // [...] -> [..., D]
  }
}

/**
 * An embedding that also says where a token stands (Vaswani et al. 2017, arXiv:1706.03762).
 *
 *     x = positions(sqrt(D) E[id])
 */
export class ScaledEmbedding extends Embedding {
  /** Adds where each token stands, [..., D] -> [..., D]. */
  readonly positions: Module;

  constructor(vocabulary: number, width: number, positions: Module) {
    super(vocabulary, width, parameter([vocabulary, width], normal(width ** -0.5))); // unit variance behind the scale
    this.positions = positions;
  }

  protected override forward(ids: Tensor, pass: Pass): Tensor {
    const x = super.forward(ids, pass); // [..., D]
    return this.positions.call(x.mul(x.shape.at(-1)! ** 0.5), pass);
  }
}

/**
 * Learned positions (Gehring et al. 2017, arXiv:1705.03122): a row of a table [P, D] added to each token, by its position in
 * its sequence. Throws where a sequence is longer than the table.
 */
export class LearnedPositions extends Module {
  /** [P, D], P the longest sequence. */
  table: Tensor;

  constructor(context: number, width: number) {
    super();
    this.table = parameter([context, width], normal(0.02));
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const { positions, longest } = pass.layout;
    const { P } = this.table.dims("P D");
    if (longest > P) throw new Error(`${this.path} has ${P} positions, and a sequence of ${longest} tokens came`);
    return x.add(embedding(this.read("table", this.table, pass), positions)); // [..., D]
  }
}

/** Which sentence of its sequence each token belongs to, int64 [B, T] or [N], for models that read pairs. */
export const segments = new TokenInput("segments");

/**
 * Segments (Devlin et al. 2019, arXiv:1810.04805): a row of a table [segments, D] added to each token, by the sentence of a
 * pair that it belongs to. Where a pass does not say, all tokens belong to the first.
 */
export class SegmentEmbedding extends Module {
  /** [segments, D]. */
  table: Tensor;

  constructor(segments: number, width: number) {
    super();
    this.table = parameter([segments, width], normal(0.02));
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const table = this.read("table", this.table, pass);
    const given = pass.given(segments);
    return x.add(given === undefined ? table.select(0, 0) : embedding(table, given)); // [..., D]
  }
}

/**
 * What enters an encoder's first block (Devlin et al. 2019, arXiv:1810.04805).
 *
 *     x = norm(token + segment + position)
 */
export class InputEmbedding extends Module {
  /** Ids -> [..., D]. */
  readonly tokens: Embedding;
  /** Adds which sentence of a pair each token belongs to; an `Identity` where a model knows of none. */
  readonly segments: Module;
  /** Adds where each token stands. */
  readonly positions: Module;
  /** Norm of the sum. */
  readonly norm: Module;

  constructor(tokens: Embedding, segments: Module, positions: Module, norm: Module) {
    super();
    this.tokens = tokens;
    this.segments = segments;
    this.positions = positions;
    this.norm = norm;
  }

  protected forward(ids: Tensor, pass: Pass): Tensor {
    const x = this.segments.call(this.tokens.call(ids, pass), pass); // [..., D]
    return this.norm.call(this.positions.call(x, pass), pass);
  }
}
