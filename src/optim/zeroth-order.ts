/**
 * Zeroth order: a gradient from values of the loss alone (SPSA, Spall 1992).
 *
 *     g = (f(p + eps z) - f(p - eps z)) / (2 eps) z,     z ~ N(0, 1)
 *
 * For small eps this is z z^T times the true gradient: the gradient on average, and one direction of many each time. In d
 * dimensions the squared cosine between the mean of n such estimates and the gradient is distributed as Beta(n / 2, (d - 1) / 2),
 * n / (n + d - 1) on average: 1/d for one.
 */
import { z as schema } from "zod";
import { checked } from "../sentences/index.ts";
import { factState, Generator, noGrad, ops, type Stateful, scope, type Tensor } from "../tensor/index.ts";
import { makeGroups, type Parameters } from "./optimizer.ts";

export const MezoConfig = schema.strictObject({
  kind: schema.literal("mezo").default("mezo"),
  lr: schema.number().nonnegative().default(1e-6).describe("learning rate"),
  eps: schema.number().positive().default(1e-3).describe("how far the parameters are moved to feel the slope"),
  weightDecay: schema.number().nonnegative().default(0).describe("share of a parameter lost in each step, times lr"),
  directions: schema.int().positive().default(1).describe("n, the directions that a step averages over"),
  seed: schema.int().nonnegative().default(0).describe("draws the directions"),
});
export type MezoConfig = schema.infer<typeof MezoConfig>;

/** Its state is one fact, the number of the next step: with the seed, that draws every direction again. */
export interface Mezo extends Stateful {
  /** Written by schedules, read by the next step. */
  lr: number;
  /**
   * One step down the loss. `loss` is called twice for each direction, and must be the same function each time: same batch, no
   * dropout drawn anew. Returns the mean of its values.
   */
  step(loss: () => number): number;
}

/**
 * MeZO (Malladi et al. 2023, arXiv:2305.17333): SPSA in the memory of inference. The direction z is never stored: a generator
 * draws the same numbers again whenever they are needed, one parameter at a time, and the parameters are moved in place.
 * No gradient and no moment exists.
 */
export function mezo(parameters: Parameters, config: schema.input<typeof MezoConfig> = {}): Mezo {
  const { eps, weightDecay, directions, seed, lr } = checked(MezoConfig, config, "mezo");
  const [group] = makeGroups(parameters, { lr, weightDecay });
  const all = [...group!.parameters.values()];

  /** Every parameter p + distance z, where z is the direction of that draw. */
  function move(draw: number, distance: number): void {
    const generator = new Generator(seed * 2 ** 32 + draw);
    for (const p of all) {
      scope(() => ops.aten.add_.Tensor(p, direction(p, generator), { alpha: distance }));
    }
  }

  /** The slope of the loss along the direction of that draw, and the loss. The parameters end where they began, but for rounding. */
  function slope(draw: number, loss: () => number): { along: number; mean: number } {
    move(draw, eps);
    const above = loss();
    move(draw, -2 * eps);
    const below = loss();
    move(draw, eps);
    return { along: (above - below) / (2 * eps), mean: (above + below) / 2 };
  }

  let steps = 0;
  return {
    lr,
    ...factState(
      schema.int().nonnegative(),
      () => steps,
      (taken) => {
        steps = taken;
      },
    ),
    step(loss) {
      return noGrad(() => {
        const draws = Array.from({ length: directions }, (_, i) => steps * directions + i);
        steps++;
        const slopes = draws.map((draw) => slope(draw, loss));
        if (weightDecay !== 0) for (const p of all) ops.aten.mul_.Scalar(p, 1 - this.lr * weightDecay);
        for (const [i, draw] of draws.entries()) move(draw, (-this.lr * slopes[i]!.along) / directions);
        return slopes.reduce((sum, { mean }) => sum + mean, 0) / directions;
      });
    },
  };
}

/** SPSA's estimate of the gradient of `loss` by each parameter, over `directions` draws; the parameters end where they began. */
export function spsa(
  parameters: readonly Tensor[],
  loss: () => number,
  { eps = 1e-3, directions = 1, generator }: { eps?: number; directions?: number; generator: Generator },
): Tensor[] {
  return noGrad(() =>
    scope(() => {
      const sum = parameters.map((p) => ops.aten.zeros_like.default(p));
      for (let i = 0; i < directions; i++) {
        scope(() => {
          const z = parameters.map((p) => direction(p, generator));
          const at = (distance: number) => ops.aten._foreach_add_.List([...parameters], z, { alpha: distance });
          at(eps);
          const above = loss();
          at(-2 * eps);
          const below = loss();
          at(eps);
          ops.aten._foreach_add_.List(sum, z, { alpha: (above - below) / (2 * eps * directions) });
        });
      }
      return sum;
    }),
  );
}

function direction(like: Tensor, generator: Generator): Tensor {
  const { shape, dtype, device } = like;
  return ops.aten.randn.generator(shape, { dtype, device, generator });
}
