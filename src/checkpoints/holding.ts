/** Files whose tensors hold several weights of ours, or hold them in another order, read and written a weight at a time. */
import {
  type Holding,
  holding,
  type ModelConfig,
  type NameMap,
  pieceOf,
  shapeOf,
  translate,
  wholeOf,
} from "../models/index.ts";
import type { Tensor } from "../tensor/index.ts";
import type { Stored } from "./stored.ts";

type Shape = readonly number[];

/** Each of ours by itself, as it lies in a tensor of theirs; shapes are ours. */
export function apart(whole: Stored, held: Holding, shapes: readonly Shape[], config: ModelConfig): Stored[] {
  if (shapes.length === 1 && !held.transposed && !held.stacked && held.order === undefined) return [whole];
  const { readBlocks, ...rest } = whole;
  return shapes.map((shape, i) => {
    const own = (theirs: Tensor) => pieceOf(theirs, held, shapes, i, config);
    const read: Stored["read"] = (dtype) => own(whole.read(dtype));
    if (readBlocks === undefined || held.transposed) return { ...rest, shape, read };
    // A row is whole blocks, so that rows move without being decoded.
    const axes = whole.shape.slice(0, -1);
    return { ...rest, shape, read, readBlocks: () => own(readBlocks("moved").reshape([...axes, -1])) };
  });
}

/** A weight that is made when its turn has come. */
interface Pending {
  readonly shape: Shape;
  read(): Tensor;
}

/** Weights by our paths as tensors by their names; of those that one of theirs holds, the first says how it is written. */
export function underTheirNames<W extends Pending>(
  weights: ReadonlyMap<string, W>,
  names: NameMap,
  config: ModelConfig,
  nameless: (path: string) => Error,
): Map<string, W> {
  const named = new Map<string, W>();
  for (const [path, weight] of weights) {
    const name = translate(names, path, { reverse: true });
    const held = name === undefined ? undefined : holding(names, name, (other) => weights.has(other));
    if (name === undefined || held === undefined) throw nameless(path);
    if (named.has(name)) continue;
    const own = held.paths.map((other) => weights.get(other) ?? fail(nameless(other)));
    const shapes = own.map((one) => one.shape);
    const read = () => {
      const values = own.map((one) => one.read());
      return wholeOf(values, held, config);
    };
    named.set(name, { ...weight, shape: shapeOf(held, shapes), read });
  }
  return named;
}

function fail(error: Error): never {
  throw error;
}
