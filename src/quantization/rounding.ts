/**
 * Levels for groups of values, chosen by least squares: of a few grids that are a little narrower or wider than the group, each with the
 * scale that fits its levels best, the one of least error. As llama.cpp's formats of 256 values are rounded where nothing is known of
 * the inputs that a weight will meet (Kawrakow 2023, llama.cpp pull request 1684): of larger values the error counts more.
 */
import { ops, type Tensor, where } from "../tensor/index.ts";
import { inverse } from "./pieces.ts";

const { aten } = ops;

/** Widths of the grids, in levels beyond the last: from `first` on, 0.1 apart. */
export interface Grids {
  readonly first: number;
  readonly count: number;
}

const sum = (x: Tensor) => x.sum(1, true);
const widths = ({ first, count }: Grids) => Array.from({ length: count }, (_, i) => first + i / 10);

/** Nearest whole numbers, ties to even, from `least` to `most`. */
export const levels = (x: Tensor, least: number, most: number) =>
  aten.clamp.default(aten.round.default(where(aten.isfinite.default(x), x, 0)), least, most);

/**
 * Groups x [n, k] -> scales s and minima m [n, 1], m <= 0, for x_i = s q_i + m with q_i from 0 to `most`. What counts of an error is its
 * square times w_i = sqrt(mean x^2) + |x_i|; a grid's s and m solve
 *
 *     s sum w q^2 + m sum w q = sum w q x,    s sum w q + m sum w = sum w x;      s = sum w q x / sum w q^2 where m would be above 0
 */
export function fitAffine(x: Tensor, most: number, grids: Grids): { scale: Tensor; minimum: Tensor } {
  const weight = x.mul(x).mean(1, true).sqrt().add(x.abs());
  const [w, wx] = [sum(weight), sum(weight.mul(x))];
  const least = aten.clamp.default(x.min(1, true), undefined, 0);
  const above = x.sub(least);
  const perLevel = inverse(above.max(1, true)); // of the range; 0 where that is nothing
  const errorOf = (q: Tensor, scale: Tensor, minimum: Tensor) => {
    const off = q.mul(scale).add(minimum).sub(x);
    return sum(off.mul(off).mul(weight));
  };
  let scale = above.max(1, true).div(most);
  let minimum = least;
  let error = errorOf(levels(above.mul(perLevel.mul(most)), 0, most), scale, minimum);
  for (const wider of widths(grids)) {
    const q = levels(above.mul(perLevel.mul(most + wider)), 0, most);
    const wq = q.mul(weight);
    const [one, two, cross] = [sum(wq), sum(wq.mul(q)), sum(wq.mul(x))];
    const determinant = w.mul(two).sub(one.mul(one));
    const free = two.mul(wx).sub(one.mul(cross)).div(determinant);
    const bound = free.gt(0);
    const m = free.maskedFill(bound, 0);
    const s = where(bound, cross.div(two), w.mul(cross).sub(wx.mul(one)).div(determinant));
    const e = errorOf(q, s, m);
    const better = e.lt(error).mul(determinant.gt(0));
    [scale, minimum, error] = [where(better, s, scale), where(better, m, minimum), where(better, e, error)];
  }
  return { scale, minimum };
}

/**
 * Groups x [n, k] -> scales s [n, 1], of either sign, for x_i = s q_i with q_i from -most to most - 1. What counts of an error is its square
 * times x_i^2; a grid's s is sum x^3 q / sum x^2 q^2, and the grid of the largest (sum x^3 q)^2 / sum x^2 q^2 has the least error.
 */
export function fitLinear(x: Tensor, most: number, grids: Grids): Tensor {
  const largest = x.gather(1, x.abs().argmax(1).unsqueeze(1)); // [n, 1], with its sign
  const perLevel = inverse(largest);
  const weight = x.mul(x);
  let scale = largest.mul(0);
  let gain = scale;
  for (const wider of [0, ...widths(grids)]) {
    const q = levels(x.mul(perLevel.mul(-(most + wider))), -most, most - 1);
    const wq = q.mul(weight);
    const [cross, two] = [sum(wq.mul(x)), sum(wq.mul(q))];
    const s = cross.mul(inverse(two));
    const better = s.mul(cross).gt(gain);
    [scale, gain] = [where(better, s, scale), where(better, s.mul(cross), gain)];
  }
  return scale;
}
