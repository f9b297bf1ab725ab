/**
 * The training loop. One step:
 *
 *     g = (sum over a = 1 ... A of grad sum_a) / (sum over a of count_a),     clipped,     optimizer.step(g) at the schedule's rate
 *
 * where (sum_a, count_a) is the objective of a batch, of this process and of every other; a step that would not be finite is skipped;
 * then, when they are due, evaluation and a checkpoint. Everything that decides what comes next (what is learned, the optimizer's
 * memory, the random generator, the place in the data, callbacks) is in a checkpoint: a run that was killed and is resumed
 * ends with the same bits as one that was not.
 */

import type { TrainingStep } from "../optim/index.ts";
import { autocast } from "../tensor/index.ts";
import { movingParts } from "./learns.ts";
import type { Loss, Tally } from "./loss.ts";
import { newRun, type Parts, type Progress, resumeRun, saveRun } from "./run-state.ts";
import { type Learner, learner, type Update } from "./step.ts";
import { type CheckpointOptions, checkTrain, type TrainOptions } from "./train-options.ts";

/** What came of a run. */
export interface TrainResult {
  /** Of the run: the same before and after a resume, and in all its checkpoints. */
  readonly id: string;
  /** Steps taken, those before a resume included. */
  readonly steps: number;
  /** Where it began: 0, or what the checkpoint had that it was resumed from. */
  readonly from: number;
  /** *stopped*: by a callback; *interrupted*: by the signal. */
  readonly ended: "done" | "stopped" | "interrupted";
  /** Loss of each step since `from`; NaN where its batches counted nothing. */
  readonly losses: readonly number[];
  /** How many of those steps were skipped. */
  readonly skipped: number;
}

/**
 * Trains what it is told to learn. The event loop turns once a step. Throws a CheckpointError of one sentence where a checkpoint
 * cannot be written, is damaged, or was made by another config or of other parts; a TrainingError where too many steps in a row
 * had to be skipped, or what is learned is not finite any more and would be saved; an Error where the optimizer steps what is not learned,
 * or is not averaged over processes.
 */
export async function train<B>(options: TrainOptions<B>): Promise<TrainResult> {
  checkTrain(options);
  const { callbacks = [], checkpoints, evaluate, signal, parallel, schedule, clip, accumulate } = options;
  const parts = movingParts(options);
  refuseApart(options);
  const begun = begin(parts, checkpoints);
  const moments = callbacks.filter((callback) => callback.afterBackward !== undefined);
  const afterBackward = (step: TrainingStep) => {
    for (const moment of moments) moment.afterBackward!(step);
  };
  const learn = learner(options.optimizer, {
    ...{ schedule, clip, accumulate, taken: begun.steps },
    ...(moments.length > 0 && { afterBackward }),
  });
  const takeStep = stepping(options, learn);
  const losses: number[] = [];
  let { steps } = begun;
  let stopped = begun.stopped && callbacks.every(({ stillStops = () => true }) => stillStops());
  let skipped = 0;
  const ends = async () => {
    const ending = stopped || (signal?.aborted ?? false);
    return parallel === undefined ? ending : (await parallel.mean([Number(ending)]))[0]! > 0;
  };
  let ending = await ends();
  while (steps < options.steps && !ending) {
    await turn();
    const { loss, skipped: reason } = await takeStep(steps++);
    losses.push(loss);
    if (reason !== undefined) skipped++;
    const last = steps === options.steps;
    if (evaluate !== undefined && (last || steps % evaluate.every === 0)) {
      const evaluation = { steps, metrics: await evaluate.measure() };
      for (const callback of callbacks) if ((await callback.afterEvaluation?.(evaluation)) === "stop") stopped = true;
    }
    ending = await ends();
    const due = last || ending || (checkpoints !== undefined && steps % checkpoints.every === 0);
    if (due && checkpoints !== undefined && !checkpoints.readOnly) {
      const { folder, keep = 2, config = null } = checkpoints;
      const path = saveRun(folder, { id: begun.id, steps, stopped }, parts, { keep, config });
      for (const callback of callbacks) callback.afterCheckpoint?.({ steps, path });
    }
  }
  const ended = steps >= options.steps ? "done" : stopped ? "stopped" : "interrupted";
  return { id: begun.id, steps, from: begun.steps, ended, losses, skipped };
}

/** Throws where what is stepped is averaged over no processes: it would come apart. */
function refuseApart({ optimizer, parallel }: Pick<TrainOptions<never>, "optimizer" | "parallel">): void {
  const stepped = optimizer.groups.flatMap(({ parameters }) => [...parameters]);
  const alone = parallel && stepped.find(([, parameter]) => !parallel.averages(parameter));
  if (alone) throw new Error(`the optimizer steps "${alone[0]}", whose gradients the processes do not average`);
}

function begin(parts: Parts, checkpoints: CheckpointOptions | undefined): Progress {
  if (checkpoints === undefined) return newRun();
  const { folder, config = null, resume = false, readOnly = false } = checkpoints;
  if (resume) return resumeRun(folder, parts, config);
  return readOnly ? newRun() : newRun(folder);
}

/** A step as a function of its number, which counts from 0, and what callbacks are told of it. */
function stepping<B>(options: TrainOptions<B>, learn: Learner): (step: number) => Promise<Update> {
  const { optimizer, callbacks = [] } = options;
  return async (step) => {
    const began = performance.now();
    const { loss, gradientNorm, learningRate, skipped } = learn.update(await backwards(options, learn));
    const seconds = (performance.now() - began) / 1000;
    for (const callback of callbacks) {
      if (skipped === undefined)
        await callback.afterStep?.({ step, loss, optimizer, gradientNorm, learningRate, seconds });
      else await callback.afterSkip?.({ step, loss, optimizer, gradientNorm, reason: skipped });
    }
    return { loss, gradientNorm, learningRate, skipped };
  };
}

/** Adds up the gradients of several batches; returns what their losses come to, over all processes. */
async function backwards<B>(options: TrainOptions<B>, learn: Learner): Promise<Tally> {
  const { accumulate = 1, parallel } = options;
  let [sum, count] = [0, 0];
  for (let i = 1; i <= accumulate; i++) {
    let averaged: Promise<unknown> | undefined;
    const tally = learn.backward(
      () => lossOf(options),
      (backward) => {
        if (parallel !== undefined && i === accumulate) averaged = parallel.average(backward);
        else backward();
      },
    );
    await averaged;
    [sum, count] = [sum + tally.sum, count + tally.count];
  }
  // A mean gradient goes with the mean count: their ratio is that of the sums.
  if (parallel !== undefined) [sum, count] = (await parallel.mean([sum, count])) as [number, number];
  return { sum, count };
}

/** The loss of the next batch. */
function lossOf<B>({ objective, batches, precision }: TrainOptions<B>): Loss {
  const batch = batches.next();
  return precision === "bfloat16" ? autocast(precision, () => objective(batch)) : objective(batch);
}

/** One macrotask: timers, signals and sockets get their turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
