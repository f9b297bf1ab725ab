/** Layers whose weights stay in blocks: a linear map, and a table of embeddings. */
import { Embedding, isUnborn, Linear, type Module, type Pass, rowsFor, swap, weights } from "../nn/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { embedding, linear, release, scope, type Tensor } from "../tensor/index.ts";
import { type EncodingCodec, quantize } from "./codec.ts";
import { QuantizedWeight } from "./quantized-weight.ts";

/**
 * y = x W^T + b with W in blocks, which are never decoded as a whole where x is a few vectors.
 *
 * It is a Linear to whoever looks for one. Its `weight` carries the shape alone; a hook that stands at the weight is given
 * the decoded values, [out, in], and what it returns is used, at the price of decoding them in each run. Derivatives reach
 * x, never W.
 */
export class QuantizedLinear extends Linear {
  readonly #weight: QuantizedWeight;

  constructor(of: Linear, weight: QuantizedWeight) {
    super(of.inWidth, of.outWidth, { weight: weight.outline, bias: of.bias });
    this.#weight = weight;
  }

  override storage(): readonly Tensor[] {
    return [this.#weight.blocks];
  }

  protected override forward(x: Tensor, pass: Pass): Tensor {
    const bias = this.bias && this.read("bias", this.bias, pass);
    if (!this.wanted("weight", pass)) return this.#weight.linear(x, bias); // [..., in] -> [..., out]
    return linear(x, this.read("weight", this.#weight.dequantize(), pass), bias);
  }
}

/** A table [V, D] in blocks, of which only the rows that are wanted are decoded. A hook at the table is given all of it. */
export class QuantizedEmbedding extends Embedding {
  readonly #weight: QuantizedWeight;

  constructor(of: Embedding, weight: QuantizedWeight) {
    const { V, D } = of.table.dims("V D");
    super(V, D, weight.outline);
    this.#weight = weight;
  }

  override storage(): readonly Tensor[] {
    return [this.#weight.blocks];
  }

  protected override forward(ids: Tensor, pass: Pass): Tensor {
    const rows = this.table.shape[0]!;
    if (!this.wanted("table", pass)) return rowsFor(ids, rows, () => this.#weight.rows(ids)); // [...] -> [..., D]
    const table = this.read("table", this.#weight.dequantize(), pass);
    return rowsFor(ids, rows, () => embedding(table, ids));
  }
}

const checkQuantize = optionsOf<{ bfloat16?: boolean }>("quantizeLinears", { bfloat16: "flag?" });

/**
 * Encodes the weights of the linear maps whose paths fit a pattern, in place; one weight that several share stays shared.
 * Float weights that nothing in the model uses any more are released. Returns the paths. Throws where none fits, one
 * has no numbers yet, or a row is not whole blocks.
 */
export function quantizeLinears<M extends Module>(
  model: M,
  at: string,
  codec: EncodingCodec,
  options: { bfloat16?: boolean } = {},
): string[] {
  checkQuantize(options);
  const { bfloat16 = false } = options;
  const encoded = new Map<Tensor, QuantizedWeight>();
  const paths = swap(model, at, (part) => {
    if (!(part instanceof Linear) || part instanceof QuantizedLinear) return undefined;
    if (isUnborn(part.weight))
      throw new Error(`the weight of "${part.path}" has no numbers yet: initialize or load it`);
    let weight = encoded.get(part.weight);
    if (weight === undefined) {
      const { shape } = part.weight;
      weight = scope(() => new QuantizedWeight(quantize(part.weight, codec), codec, shape, { bfloat16 }));
      encoded.set(part.weight, weight);
    }
    return new QuantizedLinear(part, weight);
  });
  const used = new Set([...weights(model)].map(([, weight]) => weight));
  release(...[...encoded.keys()].filter((weight) => !used.has(weight)));
  return paths;
}
