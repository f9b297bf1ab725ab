/**
 * The training loop. One step:
 *
 *     g = (1/A) sum over a = 1 ... A of grad objective(batch_a),     clipped,     optimizer.step(g) at the schedule's rate
 *
 * then, when they are due, evaluation and a checkpoint. Everything that decides what comes next (weights, the optimizer's
 * memory, the random generator, the place in the data, callbacks) is in a checkpoint: a run that was killed and is resumed
 * ends with the same bits as one that was not.
 */

import { distinctWeights, type Module } from "../nn/index.ts";
import { clipGradNorm, constant, type Optimizer, type Schedule, scheduled } from "../optim/index.ts";
import { autocast, scope, type Tensor } from "../tensor/index.ts";
import type { Callback, Evaluation, Json, Step } from "./callback.ts";
import type { Objective } from "./objective.ts";
import type { Resumable } from "./resumable.ts";
import { type Progress, resumeRun, saveRun } from "./run-state.ts";

export interface TrainOptions<B> {
  model: Module;
  objective: Objective<B>;
  batches: Resumable<B>;
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
  evaluate?: {
    /** In steps; the last step is always evaluated. */
    every: number;
    measure(): Evaluation["metrics"] | Promise<Evaluation["metrics"]>;
  };
  callbacks?: readonly Callback[];
  checkpoints?: CheckpointOptions;
  /** Several processes at one run, each with batches of its own: `distributed`'s `DataParallel`. */
  parallel?: Parallel;
  /** Ends the run behind the step that is being computed, with a checkpoint; one of several processes ends them all. */
  signal?: AbortSignal;
}

export interface Parallel {
  /** Runs a step's last backward pass before it waits for anything, and puts the mean over all processes into the gradients. */
  average(backward: () => void): Promise<unknown>;
  /** Whether one of the processes says so. */
  any(says: boolean): Promise<boolean>;
}

export interface CheckpointOptions {
  folder: string;
  /** In steps; the last step has one in any case. */
  every: number;
  /** How many stay on the disk. */
  keep?: number;
  /** What the run was asked for: kept with each checkpoint and compared before a resume. */
  config?: Json;
  /** Goes on from the newest where there is one. */
  resume?: boolean;
  /** Writes none: another process of the run does. */
  readOnly?: boolean;
}

export interface TrainResult {
  /** Steps taken, those before a resume included. */
  readonly steps: number;
  /** Where it began: 0, or what the checkpoint had that it was resumed from. */
  readonly from: number;
  /** *stopped*: by a callback; *interrupted*: by the signal. */
  readonly ended: "done" | "stopped" | "interrupted";
  /** Loss of each step since `from`. */
  readonly losses: readonly number[];
}

/** A loss that is no number any more; the last checkpoint stands. */
export class TrainingError extends Error {
  override readonly name = "TrainingError";
}

/**
 * Trains a model. The event loop turns once a step. Throws a CheckpointError of one sentence where a checkpoint cannot be
 * written, is damaged or was made by another config, and a TrainingError where the loss is no number.
 */
export async function train<B>(options: TrainOptions<B>): Promise<TrainResult> {
  const { callbacks = [], checkpoints, evaluate, signal, parallel } = options;
  refuseUnheld(options);
  for (const { parameters } of options.optimizer.groups)
    for (const parameter of parameters.values()) parameter.requireGrad();
  const takeStep = stepping(options);
  const begun = begin(options);
  const losses: number[] = [];
  let { steps, stopped } = begun;
  const ends = () => {
    const ending = stopped || (signal?.aborted ?? false);
    return parallel === undefined ? ending : parallel.any(ending);
  };
  let ending = await ends();
  while (steps < options.steps && !ending) {
    await turn();
    const step = await takeStep(steps++);
    losses.push(step.loss);
    for (const callback of callbacks) await callback.afterStep?.(step);
    const last = steps === options.steps;
    if (evaluate !== undefined && (last || steps % evaluate.every === 0)) {
      const evaluation = { steps, metrics: await evaluate.measure() };
      for (const callback of callbacks) if ((await callback.afterEvaluation?.(evaluation)) === "stop") stopped = true;
    }
    ending = await ends();
    const due = last || ending || (checkpoints !== undefined && steps % checkpoints.every === 0);
    if (due && checkpoints !== undefined && !checkpoints.readOnly) {
      const path = save(options, checkpoints, { steps, stopped });
      for (const callback of callbacks) callback.afterCheckpoint?.({ steps, path });
    }
  }
  const ended = steps === options.steps ? "done" : stopped ? "stopped" : "interrupted";
  return { steps, from: begun.steps, ended, losses };
}

/** What an optimizer steps, a checkpoint holds: anything else would be newborn in a resumed run. */
function refuseUnheld({ model, optimizer }: Pick<TrainOptions<never>, "model" | "optimizer">): void {
  const held = new Set([...distinctWeights(model)].map(([, weight]) => weight));
  const stepped = optimizer.groups.flatMap(({ parameters }) => [...parameters]);
  const lost = stepped.find(([, parameter]) => !held.has(parameter));
  if (lost !== undefined)
    throw new Error(
      `the optimizer steps "${lost[0]}", which nothing that this run learns holds: it would not come back`,
    );
}

function begin<B>(options: TrainOptions<B>): Progress {
  const { checkpoints } = options;
  if (!checkpoints?.resume) return { steps: 0, stopped: false };
  return resumeRun(checkpoints.folder, options, checkpoints.config ?? null);
}

function save<B>(
  options: TrainOptions<B>,
  { folder, keep = 2, config = null }: CheckpointOptions,
  at: Progress,
): string {
  return saveRun(folder, at, options, { keep, config });
}

/** The step number n, from 0, as a function of n. */
function stepping<B>(options: TrainOptions<B>): (step: number) => Promise<Step> {
  const { optimizer, schedule = constant(), callbacks = [], clip = Number.POSITIVE_INFINITY } = options;
  const setRate = scheduled(optimizer, schedule);
  const parameters = optimizer.groups.flatMap((group): Tensor[] => [...group.parameters.values()]);
  return async (step) => {
    const began = performance.now();
    const loss = await accumulateGradients(options);
    if (!Number.isFinite(loss)) {
      throw new TrainingError(`the loss of step ${step + 1} is ${loss}: a smaller learning rate may help`);
    }
    return scope(() => {
      for (const callback of callbacks) callback.afterBackward?.({ step, loss, optimizer });
      const gradientNorm = clipGradNorm(parameters, clip);
      setRate(step);
      optimizer.step();
      optimizer.zeroGrad();
      const seconds = (performance.now() - began) / 1000;
      return { step, loss, optimizer, gradientNorm, learningRate: optimizer.groups[0]!.lr, seconds };
    });
  };
}

/** Adds up the mean gradient of several batches; returns their mean loss. */
async function accumulateGradients<B>(options: TrainOptions<B>): Promise<number> {
  const { accumulate = 1, parallel } = options;
  let sum = 0;
  for (let i = 1; i <= accumulate; i++) {
    let averaged: Promise<unknown> | undefined;
    sum += scope(() => {
      const { loss, share } = forward(options);
      // What a recomputing block reads lives in this scope.
      if (parallel !== undefined && i === accumulate) averaged = parallel.average(() => share.backward());
      else share.backward();
      return loss.item();
    });
    await averaged;
  }
  return sum / accumulate;
}

/** The loss of the next batch, and its share of the step's mean. */
function forward<B>(options: TrainOptions<B>): { loss: Tensor; share: Tensor } {
  const { objective, batches, accumulate = 1, precision } = options;
  const batch = batches.next();
  const loss = precision === "bfloat16" ? autocast(precision, () => objective(batch)) : objective(batch);
  return { loss, share: accumulate === 1 ? loss : loss.div(accumulate) };
}

/** One macrotask: timers, signals and sockets get their turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
