import { z } from "zod";
import type { Batches } from "../data/index.ts";
import type { Optimizer, Schedule } from "../optim/index.ts";
import { checked, optionsOf } from "../sentences/index.ts";
import type { Json, Tensor } from "../tensor/index.ts";
import type { Callback, Evaluation } from "./callback.ts";
import type { Learns } from "./learns.ts";
import type { Objective } from "./objective.ts";

/** What a run learns, from what, by what and how long. */
export interface TrainOptions<B> {
  /** What a checkpoint holds: all that the optimizer steps, and not the frozen weights beside it. */
  learns: Learns;
  /** The loss of a batch. */
  objective: Objective<B>;
  /** Where batches come from; their place is in each checkpoint. */
  batches: Batches<B>;
  /** What moves the parameters; all that it steps must be among what is learned. */
  optimizer: Optimizer;
  /** Steps of the whole run, those before a resume included. */
  steps: number;
  /** Batches whose gradients make one step. */
  accumulate?: number;
  /** The learning rate of each step, as a share of the groups' own. */
  schedule?: Schedule;
  /** Largest norm of all gradients together. */
  clip?: number;
  /** "bfloat16": products are computed in it (autocast), weights and sums stay float32. */
  precision?: "float32" | "bfloat16";
  /** What is measured, and how often. */
  evaluate?: {
    /** In steps; the last step is always evaluated. */
    every: number;
    /** The metrics, by name. */
    measure(): Evaluation["metrics"] | Promise<Evaluation["metrics"]>;
  };
  /** What happens around steps, in order. */
  callbacks?: readonly Callback[];
  /** Where the run is saved; without it nothing is. */
  checkpoints?: CheckpointOptions;
  /** Several processes at one run, each with batches of its own: `distributed`'s `DataParallel`. */
  parallel?: Parallel;
  /** Ends the run behind the step that is being computed, with a checkpoint; one of several processes ends them all. */
  signal?: AbortSignal;
}

export interface Parallel {
  /** Runs a step's last backward pass before it waits for anything, and puts the mean over all processes into the gradients. */
  average(backward: () => void): Promise<unknown>;
  /** Whether gradients of this parameter are averaged. */
  averages(parameter: Tensor): boolean;
  /** The mean over all processes of each number. */
  mean(numbers: readonly number[]): Promise<number[]>;
}

/** Where checkpoints are written, how often, and whether a run goes on from one. */
export interface CheckpointOptions {
  /** Made where it is not there. */
  folder: string;
  /** In steps; the last step has one in any case. */
  every: number;
  /** How many stay on the disk. */
  keep?: number;
  /** What the run was asked for: kept with each checkpoint and compared before a resume. */
  config?: Json;
  /** Goes on with the run of the newest, where there is one; without it a folder that has checkpoints is refused. */
  resume?: boolean;
  /** Writes none: another process of the run does. */
  readOnly?: boolean;
}

const checkOptions = optionsOf<TrainOptions<never>>("train", {
  learns: "object",
  objective: "function",
  batches: "object",
  optimizer: "object",
  steps: "number",
  accumulate: "number?",
  schedule: "function?",
  clip: "limit?",
  precision: "any?",
  evaluate: "object?",
  callbacks: "list?",
  checkpoints: "object?",
  parallel: "object?",
  signal: "object?",
});
const checkEvaluate = optionsOf<NonNullable<TrainOptions<never>["evaluate"]>>("train: evaluate", {
  every: "number",
  measure: "function",
});
const checkCheckpoints = optionsOf<CheckpointOptions>("train: checkpoints", {
  folder: "text",
  every: "number",
  keep: "number?",
  config: "any?",
  resume: "flag?",
  readOnly: "flag?",
});

/** Throws an ArgumentError where what `train` was given is no `TrainOptions`. */
export function checkTrain(given: object): void {
  const options = given as TrainOptions<never>;
  checkOptions(options);
  const { precision, evaluate, checkpoints } = options;
  checked(z.enum(["float32", "bfloat16"]).optional(), precision, "train: precision");
  if (evaluate !== undefined) checkEvaluate(evaluate);
  if (checkpoints !== undefined) checkCheckpoints(checkpoints);
}
