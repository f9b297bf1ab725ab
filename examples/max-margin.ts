/**
 * The bias of a support vector machine: of all planes that part two classes it takes the one farthest from both. Two classes are as
 * far apart as their convex hulls, and the widest margin is half of that distance (Bennett & Bredensteiner 2000):
 *
 *     min | w |,   w = sum_i a_i x_i - sum_j b_j z_j,      a, b >= 0 and each of sum 1
 *
 * by the algorithm of Mitchell, Dem'yanov and Malozemov (1974): weight wanders from the farthest point that has some to the nearest
 * one, as far as shortens w most. A plane at right angles to w gives a lower bound, |w| an upper one, and where they meet it is done.
 */
import { Generator, randn, scope } from "tenon/tensor";

export type Point = readonly number[];

export interface Plane {
  /** Of unit length: a point x lies on the side of sign(weight x + bias). */
  readonly weight: Point;
  readonly bias: number;
  /** The distance of the nearest point from the plane; negative where one is on the wrong side. */
  readonly margin: number;
}

const dot = (a: Point, b: Point): number => a.reduce((sum, value, k) => sum + value * b[k]!, 0);
const minus = (a: Point, b: Point): number[] => a.map((value, k) => value - b[k]!);
const plus = (a: Point, b: Point, times: number): number[] => a.map((value, k) => value + times * b[k]!);

/** The plane halfway between the classes at right angles to a direction. */
function halfway(direction: Point, above: readonly Point[], below: readonly Point[]): Plane {
  const length = Math.sqrt(dot(direction, direction));
  const weight = direction.map((value) => value / length);
  const low = Math.min(...above.map((x) => dot(weight, x)));
  const high = Math.max(...below.map((x) => dot(weight, x)));
  return { weight, bias: -(low + high) / 2, margin: (low - high) / 2 };
}

/** The plane of the widest margin, to a share of `tolerance`. Throws a RangeError where no plane parts the classes. */
export function maxMargin(above: readonly Point[], below: readonly Point[], tolerance = 1e-6): Plane {
  const weights = [above, below].map((points) => points.map((_, i) => Number(i === 0)));
  let w = minus(above[0]!, below[0]!);
  for (let step = 0; step < 200_000; step++) {
    const plane = halfway(w, above, below);
    const distance = Math.sqrt(dot(w, w));
    if (plane.margin >= ((1 - tolerance) * distance) / 2) return plane;
    if (distance < 1e-9) break;
    const moves = [above, below].map((points, side) => {
      const sign = side === 0 ? 1 : -1;
      const along = points.map((x) => sign * dot(w, x));
      const share = weights[side]!;
      const to = along.indexOf(Math.min(...along));
      const from = along.reduce(
        (best, value, i) => (share[i]! > 0 && (best < 0 || value > along[best]!) ? i : best),
        -1,
      );
      return { points, share, sign, from, to, gain: along[from]! - along[to]! };
    });
    const { points, share, sign, from, to, gain } = moves[0]!.gain >= moves[1]!.gain ? moves[0]! : moves[1]!;
    const shift = minus(points[to]!, points[from]!);
    const amount = Math.min(share[from]!, gain / dot(shift, shift));
    share[from]! -= amount;
    share[to]! += amount;
    w = plus(w, shift, sign * amount);
  }
  throw new RangeError("no plane parts the classes, or hardly: their hulls touch");
}

/** Some plane that parts the classes, the first that is met: Rosenblatt's perceptron (1958), which has no such bias. */
export function perceptron(above: readonly Point[], below: readonly Point[]): Plane {
  const rows = [...above.map((x) => [...x, 1]), ...below.map((x) => [...x, 1].map((value) => -value))];
  let w = rows[0]!.map(() => 0);
  for (let wrong = true; wrong; ) {
    wrong = false;
    for (const row of rows) {
      if (dot(w, row) > 0) continue;
      w = plus(w, row, 1);
      wrong = true;
    }
  }
  const weight = w.slice(0, -1);
  const length = Math.sqrt(dot(weight, weight));
  const [unit, bias] = [weight.map((value) => value / length), w.at(-1)! / length];
  const distances = [...above.map((x) => dot(unit, x) + bias), ...below.map((x) => -dot(unit, x) - bias)];
  return { weight: unit, bias, margin: Math.min(...distances) };
}

if (process.argv[1] === import.meta.filename) {
  const generator = new Generator(1);
  const cloud = (x: number, y: number) =>
    Array.from({ length: 30 }, () => scope(() => randn([2], 0.6, { generator }).numbers())).map(([a, b]) => [
      a! + x,
      b! + y,
    ]);
  const [above, below] = [cloud(2, 2), cloud(-1, -1)];
  for (const [name, plane] of [
    ["perceptron", perceptron(above, below)],
    ["max margin", maxMargin(above, below)],
  ] as const) {
    const { weight, bias, margin } = plane;
    console.log(
      `${name}: ${weight[0]!.toFixed(3)} x + ${weight[1]!.toFixed(3)} y + ${bias.toFixed(3)} = 0, margin ${margin.toFixed(4)}`,
    );
  }
}
