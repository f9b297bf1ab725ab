/**
 * Learning-rate schedules: the share of the full rate in a step, as a function of the step's number, which begins at 0.
 *
 * A function has no state, so a resumed run goes on as if it had never stopped. Where there is a warm-up, the share rises
 * linearly and is 1 in the last of its steps: (step + 1) / warmup.
 */

import { optionsOf } from "../sentences/index.ts";
import type { Optimizer } from "./optimizer.ts";

/**
 * The share of the full learning rate in a step, by the step's number from 0. It has no state: a resumed run goes on as
 * if it had never stopped.
 */
export type Schedule = (step: number) => number;

interface Until {
  /** Steps in all; later ones have the last share. */
  readonly steps: number;
  /** Steps in which the rate rises. */
  readonly warmup?: number;
  /** The share in the end. */
  readonly floor?: number;
}

interface Decaying extends Until {
  /** Steps in which the rate falls; a fifth of all unless given. */
  readonly decay?: number;
  readonly shape?: "linear" | "sqrt";
}

const until = { steps: "number", warmup: "number?", floor: "number?" } as const;
const checkConstant = optionsOf<{ warmup?: number }>("constant", { warmup: "number?" });
const checkLinear = optionsOf<Until>("linearDecay", until);
const checkCosine = optionsOf<Until>("cosine", until);
const checkWsd = optionsOf<Decaying>("wsd", { ...until, decay: "number?", shape: "text?" });
const checkRoot = optionsOf<{ warmup: number }>("inverseSquareRoot", { warmup: "number" });

/** The full rate, behind `warmup` steps in which it rises. Throws an ArgumentError where the options do not fit. */
export function constant(options: { warmup?: number } = {}): Schedule {
  checkConstant(options);
  const { warmup = 0 } = options;
  return (step) => rise(step, warmup);
}

/** Down in a straight line. Throws an ArgumentError where the options do not fit. */
export function linearDecay(until: Until): Schedule {
  checkLinear(until);
  const { steps, warmup = 0, floor = 0 } = until;
  return (step) => rise(step, warmup) * between(floor, 1 - progress(step, warmup, steps));
}

/**
 * Down along half a cosine (Loshchilov & Hutter 2016, arXiv:1608.03983). Throws an ArgumentError where the options do not fit.
 */
export function cosine(until: Until): Schedule {
  checkCosine(until);
  const { steps, warmup = 0, floor = 0 } = until;
  return (step) => rise(step, warmup) * between(floor, (1 + Math.cos(Math.PI * progress(step, warmup, steps))) / 2);
}

/**
 * Warm-up, stable, decay (Hu et al. 2024, arXiv:2404.06395): the full rate until `decay` steps before the end, then
 * down, in a straight line or as 1 - sqrt(t) (Hägele et al. 2024, arXiv:2405.18392). Throws an ArgumentError where the
 * options do not fit.
 */
export function wsd(until: Decaying): Schedule {
  checkWsd(until);
  const { steps, warmup = 0, decay = Math.ceil(steps / 5), floor = 0, shape = "linear" } = until;
  return (step) => {
    const t = progress(step, steps - decay, steps);
    return rise(step, warmup) * between(floor, 1 - (shape === "sqrt" ? Math.sqrt(t) : t));
  };
}

/**
 * Up in a line over `warmup` steps and down as 1 / sqrt(step), as the Transformer was trained (Vaswani et al. 2017,
 * arXiv:1706.03762). Throws an ArgumentError where the options do not fit.
 */
export function inverseSquareRoot(options: { warmup: number }): Schedule {
  checkRoot(options);
  const { warmup } = options;
  return (step) => rise(step, warmup) * Math.sqrt(Math.max(1, warmup) / Math.max(step + 1, warmup, 1));
}

/** A function that sets every group's rate for a step: its rate of now, times the share. */
export function scheduled({ groups }: Optimizer, schedule: Schedule): (step: number) => void {
  const full = groups.map(({ lr }) => lr);
  return (step) => {
    const share = schedule(step);
    for (const [i, group] of groups.entries()) group.lr = full[i]! * share;
  };
}

const rise = (step: number, warmup: number) => Math.min(1, (step + 1) / Math.max(1, warmup));
const between = (floor: number, share: number) => floor + (1 - floor) * share;

/** How far a step is from `begin` to `end`, 0 to 1. */
function progress(step: number, begin: number, end: number): number {
  return Math.min(1, Math.max(0, (step - begin) / Math.max(1, end - begin)));
}
