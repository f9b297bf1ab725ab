/** Percentile bootstrap (Efron 1979): how far a figure would wander over other samples of the same size. */
import { draws } from "../../tests/draws.ts";

/** The 95% interval of `figure` over resamples of the items, drawn with replacement. */
export function interval95<T>(
  items: readonly T[],
  figure: (sample: readonly T[]) => number,
  { resamples = 1000, seed = 1 } = {},
): readonly [low: number, high: number] {
  const draw = draws(seed);
  const figures = Array.from({ length: resamples }, () =>
    figure(items.map(() => items[Math.floor(draw() * items.length)]!)),
  ).sort((a, b) => a - b);
  return [figures[Math.floor(0.025 * resamples)]!, figures[Math.ceil(0.975 * resamples) - 1]!];
}
