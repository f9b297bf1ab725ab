import { optionsOf } from "../sentences/index.ts";
import { cat, embedding, ops, type Tensor, zeros } from "../tensor/index.ts";
import { Linear } from "./linear.ts";
import { Module } from "./module.ts";
import { normal, parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";

/** What a word is made of, and what it becomes. */
export interface CharCNNOptions {
  /** Characters, the padding of short words, id 0, among them. */
  characters: number;
  /** Width of a character's vector, E. */
  charWidth: number;
  /** Filters by their width in characters: `[[1, 16], [2, 16], [3, 32]]`. */
  filters: readonly (readonly [width: number, count: number])[];
  /** Width of a word's vector, D. */
  width: number;
}

const checkCharCNN = optionsOf<CharCNNOptions>("CharCNN", {
  characters: "number",
  charWidth: "number",
  filters: "list",
  width: "number",
});

/** Filters of one width over the characters of a word, each with the most it finds: [n, E, C] -> [n, count]. */
class Filters extends Module {
  weight: Tensor; // [count, E, width]
  bias: Tensor; // [count]

  constructor(charWidth: number, width: number, count: number) {
    super();
    this.weight = parameter([count, charWidth, width], normal((charWidth * width) ** -0.5));
    this.bias = parameter([count], (shape) => zeros(shape));
  }

  protected forward(x: Tensor, pass: Pass): Tensor {
    const bias = this.read("bias", this.bias, pass);
    const found = ops.aten.conv1d.default(x, this.read("weight", this.weight, pass), bias); // [n, count, C - width + 1]
    return found.max(-1).tanh();
  }
}

/**
 * A word's vector from its characters (Kim et al. 2016, arXiv:1508.06615; as ELMo has it), so that no word is unknown.
 *
 *     r = tanh(max over places of filters(chars)),   y = W (t relu(A r + a) + (1 - t) r) + b,   t = sigmoid(B r + b')
 *
 * Character ids [..., C] of words filled up with 0 -> [..., D]. C is at least the widest filter's width.
 */
export class CharCNN extends Module {
  /** A vector for each character, [characters, E]. */
  table: Tensor;
  /** By width; each weight is [count, E, width] and finds the most over the places of a word, [n, count]. */
  readonly filters: readonly Filters[];
  /** A, [n, filters] -> [n, filters]. */
  readonly highway: Linear;
  /** B, whose sigmoid t is the share of the highway's answer, [n, filters] -> [n, filters]. */
  readonly gate: Linear;
  /** W, [n, filters] -> [n, D]. */
  readonly project: Linear;

  /** Weights have no numbers yet. Throws an ArgumentError where the options do not fit. */
  constructor(options: CharCNNOptions) {
    super();
    checkCharCNN(options);
    const { characters, charWidth, filters, width } = options;
    const found = filters.reduce((sum, [, count]) => sum + count, 0);
    this.table = parameter([characters, charWidth], normal(1));
    this.filters = filters.map(([span, count]) => new Filters(charWidth, span, count));
    this.highway = new Linear(found, found, { bias: true });
    this.gate = new Linear(found, found, { bias: true });
    this.project = new Linear(found, width, { bias: true });
  }

  protected forward(ids: Tensor, pass: Pass): Tensor {
    const C = ids.shape.at(-1)!;
    const x = embedding(this.read("table", this.table, pass), ids.reshape([-1, C])).t(); // [n, E, C]
    const r = cat(
      this.filters.map((filters) => filters.call(x, pass)),
      1,
    ); // [n, filters]
    const t = this.gate.call(r, pass).sigmoid();
    const carried = t.mul(this.highway.call(r, pass).relu().sub(r)).add(r);
    return this.project.call(carried, pass).reshape([...ids.shape.slice(0, -1), -1]); // [..., D]
  }
}
