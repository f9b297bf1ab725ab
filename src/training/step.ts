/** One step of training, for the loop and for whoever writes a loop of their own. */
import { clipGradNorm, constant, type Optimizer, type Schedule, scheduled } from "../optim/index.ts";
import { scope, type Tensor } from "../tensor/index.ts";

/** A loss that is no number any more; the last checkpoint stands. */
export class TrainingError extends Error {
  override readonly name = "TrainingError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;
}

/** What a step is besides the optimizer's. */
export interface LearnerOptions {
  /** The learning rate of each step, as a share of the groups' own. */
  schedule?: Schedule | undefined;
  /** Largest norm of all gradients together. */
  clip?: number | undefined;
  /** A: losses whose mean makes one step. */
  accumulate?: number | undefined;
  /** Steps taken before, by a run that goes on. */
  taken?: number | undefined;
}

/** What a step was. */
export interface Update {
  /** Norm of all gradients before clipping. */
  readonly gradientNorm: number;
  /** Of the first group. */
  readonly learningRate: number;
}

/** Steps of training, one at a time or in its two halves. */
export interface Learner {
  /**
   * A whole step down a loss, which is asked for A times, each in a scope of its own. Returns the mean. Throws a TrainingError, with
   * the parameters as they were, where that is no number.
   */
  step(loss: () => Tensor): number;
  /** The first part of a step, of which it takes A: adds a loss's share to the gradients. `by` runs the backward pass. Returns the loss. */
  backward(loss: () => Tensor, by?: (backward: () => void) => void): number;
  /** The last part of a step: moves the parameters along the gradients, and drops those. */
  update(): Update;
  /** Ends it: the parameters want no gradients any more, and the optimizer is released. */
  end(): void;
}

/**
 * Learning, a step at a time. What the optimizer steps wants gradients from here on.
 *
 *     g = (1/A) sum over a = 1 ... A of grad loss_a,     clipped,     optimizer.step(g) at the schedule's rate
 *
 *     const learn = learner(adamW(distinctWeights(model)), { clip: 1 });
 *     for (const batch of batches) learn.step(() => lossOf(batch));
 *     learn.end();
 */
export function learner(
  optimizer: Optimizer,
  { schedule = constant(), clip = Number.POSITIVE_INFINITY, accumulate = 1, taken = 0 }: LearnerOptions = {},
): Learner {
  const parameters = optimizer.groups.flatMap((group): Tensor[] => [...group.parameters.values()]);
  for (const parameter of parameters) parameter.requireGrad();
  const setRate = scheduled(optimizer, schedule);
  let steps = taken;

  function backward(loss: () => Tensor, by = (run: () => void) => run()): number {
    return scope(() => {
      const found = loss();
      const share = accumulate === 1 ? found : found.div(accumulate);
      by(() => share.backward()); // here, for what a recomputing block reads lives in this scope
      return found.item();
    });
  }

  function update(): Update {
    return scope(() => {
      const gradientNorm = clipGradNorm(parameters, clip);
      setRate(steps++);
      optimizer.step();
      optimizer.zeroGrad();
      return { gradientNorm, learningRate: optimizer.groups[0]!.lr };
    });
  }

  function step(loss: () => Tensor): number {
    let sum = 0;
    for (let i = 0; i < accumulate; i++) sum += backward(loss);
    const mean = finite(sum / accumulate, steps);
    update();
    return mean;
  }

  function end(): void {
    for (const parameter of parameters) parameter.requireGrad(false);
    optimizer.release();
  }

  return { step, backward, update, end };
}

/** The loss of a step, whose number counts from 0. Throws a TrainingError where it is no number. */
export function finite(loss: number, step: number): number {
  if (Number.isFinite(loss)) return loss;
  throw new TrainingError(`the loss of step ${step + 1} is ${loss}: a smaller learning rate may help`);
}
