/** What may happen around a training step. A callback is a value: an object with the moments it cares for. */
import { z } from "zod";
import type { StepCallbacks, TrainingStep } from "../optim/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { factState, type Stateful } from "../tensor/index.ts";

/** A step that was taken. */
export interface Step extends TrainingStep {
  /** Norm of all gradients before clipping. */
  readonly gradientNorm: number;
  /** Of the first group of parameters. */
  readonly learningRate: number;
  /** How long it took. */
  readonly seconds: number;
}

/** A step that was not taken: parameters and optimizer are as they were. */
export interface Skip extends TrainingStep {
  /** Of all gradients, before clipping; may be no finite number. */
  readonly gradientNorm: number;
  /** Why, in words. */
  readonly reason: string;
}

/** What was measured, and when. */
export interface Evaluation {
  /** Steps taken so far. */
  readonly steps: number;
  /** By name, for example `{ loss: 2.31, bitsPerByte: 1.9 }`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** `"stop"` ends the run behind this step. */
export type Verdict = "stop" | undefined;

/** Also what a technique brings as `StepCallbacks`. */
export interface Callback extends Pick<StepCallbacks, "afterBackward"> {
  /** Parameters have moved. Outside of every scope. */
  afterStep?(step: Step): unknown;
  /** Nothing has moved: the loss or the gradient was not finite, or nothing was counted. Outside of every scope. */
  afterSkip?(skip: Skip): unknown;
  /** May end the run. */
  afterEvaluation?(evaluation: Evaluation): Verdict | Promise<Verdict>;
  /** Asked where a run that was stopped is resumed: whether what it remembers would stop it again. */
  stillStops?(): boolean;
  /** A checkpoint was written: the steps that it holds, and its folder. */
  afterCheckpoint?(checkpoint: { readonly steps: number; readonly path: string }): void;
  /** What of it moves during a run and must come back, by names that no other callback of the run has. */
  readonly remembers?: Readonly<Record<string, Stateful>>;
}

/** What must improve, how soon and by how much. */
export interface EarlyStoppingOptions {
  /** Which metric of the evaluation; smaller is better. Default "loss". */
  metric?: string;
  /** How many evaluations in a row may bring no improvement. */
  patience: number;
  /** By how much a metric must fall to count as improved. Default 0. */
  least?: number;
}

const checkStopping = optionsOf<EarlyStoppingOptions>("earlyStopping", {
  metric: "text?",
  patience: "limit",
  least: "number?",
});

const Waiting = z.strictObject({ best: z.number().nullable(), waited: z.int().nonnegative() }); // JSON has no Infinity

/**
 * Early stopping (Prechelt 1998): ends a run whose held-out metric has not improved for `patience` evaluations.
 * Throws an ArgumentError where an option is none.
 */
export function earlyStopping(options: EarlyStoppingOptions): Callback {
  checkStopping(options);
  const { metric = "loss", patience, least = 0 } = options;
  let best: number | null = null;
  let waited = 0;
  return {
    afterEvaluation({ metrics }) {
      const value = metrics[metric];
      if (value === undefined)
        throw new Error(`early stopping waits for the metric "${metric}", which is not measured`);
      if (best === null || value < best - least) [best, waited] = [value, 0];
      else waited++;
      return waited >= patience ? "stop" : undefined;
    },
    stillStops: () => waited >= patience,
    remembers: {
      "early stopping": factState(
        Waiting,
        () => ({ best, waited }),
        (found) => {
          ({ best, waited } = found);
        },
      ),
    },
  };
}
