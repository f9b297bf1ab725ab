/**
 * From a tensor of theirs to the weights of ours that it holds, and back: what a row of a name map says, done to numbers; and orders of
 * rows that no row says, each a pair of functions, one the other's inverse.
 */
import { cat, stack, type Tensor } from "../tensor/index.ts";
import type { Arrangement, ModelConfig } from "./architecture.ts";
import type { Holding } from "./names.ts";

type Shape = readonly number[];

/** The shape of theirs, where ours have these. */
export function shapeOf({ transposed, stacked }: Holding, shapes: readonly Shape[]): Shape {
  const [one = []] = shapes;
  if (stacked) return [shapes.length, ...one];
  const whole = [shapes.reduce((rows, [own = 0]) => rows + own, 0), ...one.slice(1)];
  return transposed ? whole.toReversed() : whole;
}

/** The `index`-th of ours, as a view of theirs where it lies there as it is; shapes are ours. */
export function pieceOf(
  theirs: Tensor,
  held: Holding,
  shapes: readonly Shape[],
  index: number,
  config: ModelConfig,
): Tensor {
  const whole = held.transposed ? theirs.t() : theirs;
  const start = shapes.slice(0, index).reduce((rows, [own = 0]) => rows + own, 0);
  const [rows = 0] = shapes[index] ?? [];
  const own = held.stacked ? whole.select(0, index) : whole.narrow(0, start, rows);
  return (held.order?.ours(own, config) ?? own).contiguous();
}

/** Theirs, of all of ours in their order. */
export function wholeOf(ours: readonly Tensor[], held: Holding, config: ModelConfig): Tensor {
  const ordered = ours.map((weight) => held.order?.theirs(weight, config) ?? weight);
  if (held.stacked) return stack(ordered);
  const whole = ordered.length === 1 ? ordered[0]! : cat(ordered);
  return held.transposed ? whole.t().contiguous() : whole;
}

/**
 * Rotary positions turn pairs of rows, and llama.cpp's converter puts the two of a pair side by side, [heads, K/2, 2, ...],
 * where ours, as Hugging Face's, are the first halves of all pairs before the second, [heads, 2, K/2, ...].
 */
export function paired<Config>(path: string, headWidth: (config: Config) => number): Arrangement<Config> {
  const swapped = (rows: Tensor, axes: readonly [number, number]) =>
    rows
      .reshape([-1, ...axes, ...rows.shape.slice(1)])
      .transpose(1, 2)
      .reshape(rows.shape);
  return {
    path,
    ours: (rows, config) => swapped(rows, [headWidth(config) / 2, 2]),
    theirs: (rows, config) => swapped(rows, [2, headWidth(config) / 2]),
  };
}
