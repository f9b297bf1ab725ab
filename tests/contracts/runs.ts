/** Runs of tiny models as the contract of models asks for them: three rows, alone and together, with what a model needs beside ids. */
import { expect } from "vitest";
import {
  distinctWeights,
  type KVCache,
  type Layout,
  type Module,
  memory,
  Packed,
  Pass,
  type PassOptions,
  type Reads,
  recalls,
  writes,
} from "../../src/nn/index.ts";
import { ids, noGrad, scope, type Tensor } from "../../src/tensor/index.ts";

export const A = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
export const B = [2, 7, 1, 8];
export const C = [1, 6, 1, 8, 0, 3, 3];
export const ROWS = [A, B, C];
export const LENGTHS = ROWS.map((row) => row.length);
const SOURCE = [7, 2, 6, 4];
/** Within which sums in another order agree; a writer's numbers are logits. */
export const close = (model: Module) => (writes(model) ? 2e-5 : 1e-5);

/** Largest difference between two tensors. */
export function distance(a: Tensor, b: Tensor): number {
  expect(a.shape).toEqual(b.shape);
  return scope(() => a.sub(b).abs().max().item());
}

/** A pass, over a source of each sequence where the model recalls one. */
export function passOver(model: Reads, layout: Layout, options: Omit<PassOptions, "layout"> = {}): Pass {
  if (!recalls(model)) return new Pass({ ...options, layout });
  const sources = layout.lengths.flatMap(() => SOURCE);
  const source = model.encode(ids(sources), new Pass({ layout: new Packed(layout.lengths.map(() => SOURCE.length)) }));
  return new Pass({ ...options, layout, given: [memory.of(source)] });
}

/** What a model says of tokens: logits where it writes, else its stream. */
export const run = (model: Reads, tokens: Tensor, layout: Layout, cache?: KVCache): Tensor =>
  noGrad(() => model.call(tokens, passOver(model, layout, { sequences: cache })));

/** The same of one sequence alone, [T, V] or [T, D]. */
export const alone = (model: Reads, sequence: readonly number[]): Tensor =>
  run(model, ids(sequence), new Packed([sequence.length]));

/** Rows filled up with `padding`, int64 [B, T]. */
export function fill(rows: readonly (readonly number[])[], width: number, padding = 0): Tensor {
  const flat = rows.flatMap((row) => [...row, ...Array<number>(width - row.length).fill(padding)]);
  return ids(flat).reshape([rows.length, width]);
}

/** Everything it says: the stream or logits, and what each head makes of the stream. */
export function everything(model: Reads, tokens: Tensor, pass: Pass): Tensor[] {
  const stream = model.stream(tokens, pass);
  const heads = Object.values(model.heads).map((head) => head.call(stream, pass));
  return [writes(model) ? model.logits(stream, pass) : stream, ...heads];
}

/** The derivative of each weight after a body that goes backward; the weights forget them. */
export function derivatives(model: Module, body: () => void): [path: string, grad: Tensor | undefined][] {
  const all = [...distinctWeights(model)];
  for (const [, weight] of all) weight.requireGrad();
  try {
    body();
    return all.map(([path, { grad }]) => [path, grad]);
  } finally {
    for (const [, weight] of all) {
      weight.grad = undefined;
      weight.requireGrad(false);
    }
  }
}

/** Cosines of their places: the squares of what LayerNorm leaves sum to nearly the same whatever the weights are. */
export function cosines(t: Tensor): Tensor {
  const places = ids(Array.from({ length: t.size }, (_, i) => i));
  return t.mul(0).add(places.to("float32").cos().reshape(t.shape));
}
