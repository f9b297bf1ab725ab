import { embedding, release, type Tensor } from "../tensor/index.ts";
import { Linear } from "./linear.ts";
import { Module } from "./module.ts";
import { normal, parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";

/** One row of a table [V, D] for each token id. */
export class Embedding extends Module {
  table: Tensor; // [V, D]

  constructor(vocabulary: number, width: number) {
    super();
    this.table = parameter([vocabulary, width], normal(0.02));
  }

  protected forward(ids: Tensor, pass: Pass): Tensor {
    return embedding(this.read("table", this.table, pass), ids); // [...] -> [..., D]
  }
}

/** A head [V, D] that is the embedding table itself: one tensor, tied. */
export function tiedHead(embed: Embedding): Linear {
  const { V, D } = embed.table.dims("V D");
  const head = new Linear(D, V);
  release(head.weight);
  head.weight = embed.table;
  return head;
}
