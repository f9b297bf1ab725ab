import { z as schema } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import { factState, Generator, noGrad, ops, type Stateful, scope, type Tensor } from "../tensor/index.ts";
import { makeGroups, type Parameters } from "./optimizer.ts";

/** What `mezo` takes. */
export const MezoConfig = strictObject({
  /** The optimizer, where a recipe chooses one. */
  kind: schema.literal("mezo").default("mezo"),
  /** The full learning rate, before any schedule. */
  lr: schema.number().nonnegative().default(1e-6),
  /** How far the parameters are moved along z to feel the slope. */
  eps: schema.number().positive().default(1e-3),
  /** Share of a parameter lost in each step, times lr. */
  weightDecay: schema.number().nonnegative().default(0),
  /** n, the directions that a step averages over: 2 n values of the loss each. */
  directions: schema.int().positive().default(1),
  /** With the step's number, draws the directions. */
  seed: schema.int().nonnegative().default(0),
});
export type MezoConfig = schema.infer<typeof MezoConfig>;

/** Its state is one fact, the number of the next step: with the seed, that draws every direction again. */
export interface Mezo extends Stateful {
  /** Written by schedules, read by the next step. */
  lr: number;
  /**
   * One step down the loss. `loss` is called twice for each direction, and must be the same function each time: same batch, no
   * dropout drawn anew. Returns the mean of its values; where that is not finite, the parameters stay where they were.
   */
  step(loss: () => number): number;
}

/**
 * MeZO (Malladi et al. 2023, arXiv:2305.17333): SPSA in the memory of inference. The direction z is never stored: a
 * generator draws the same numbers again whenever they are needed, one parameter at a time, and the parameters are
 * moved in place. No gradient and no moment exists. Throws where the config is no `MezoConfig`, or a parameter stands
 * twice or has no numbers.
 */
export function mezo(parameters: Parameters, config: schema.input<typeof MezoConfig> = {}): Mezo {
  const { eps, weightDecay, directions, seed, lr } = checked(MezoConfig, config, "mezo");
  const [group] = makeGroups(parameters, { lr, weightDecay });
  const all = [...group!.parameters.values()];

  /** Every parameter p + distance z, where z is the direction of that draw. */
  function move(draw: number, distance: number): void {
    const generator = new Generator(seedOf(seed, draw));
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
        const mean = slopes.reduce((sum, { mean }) => sum + mean, 0) / directions;
        if (!Number.isFinite(mean)) return mean;
        if (weightDecay !== 0) for (const p of all) ops.aten.mul_.Scalar(p, 1 - this.lr * weightDecay);
        for (const [i, draw] of draws.entries()) move(draw, (-this.lr * slopes[i]!.along) / directions);
        return mean;
      });
    },
  };
}

/** 32 bits, for a generator takes no more of a seed: the draws of different seeds begin far apart (Fibonacci hashing; Knuth 1973). */
const seedOf = (seed: number, draw: number) => (Math.imul(seed, 0x9e3779b9) + draw) >>> 0;

/**
 * Zeroth order: a gradient from values of the loss alone (SPSA, Spall 1992).
 *
 *     g = (f(p + eps z) - f(p - eps z)) / (2 eps) z,     z ~ N(0, 1)
 *
 * For small eps this is z z^T times the true gradient: the gradient on average, and one direction of many each time. In d
 * dimensions the squared cosine between the mean of n such estimates and the gradient is distributed as Beta(n / 2, (d - 1) / 2),
 * n / (n + d - 1) on average: 1/d for one.
 *
 * The mean of n = `directions` estimates, one tensor for each parameter, of its shape; `eps` is how far the parameters
 * are moved to feel the slope. They end where they began, but for rounding.
 */
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
