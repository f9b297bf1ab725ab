/** One step of training, for the loop and for whoever writes a loop of their own. */
import {
  clipGradNorm,
  constant,
  divideGradients,
  gradNorm,
  type Optimizer,
  type Schedule,
  scheduled,
  type TrainingStep,
} from "../optim/index.ts";
import { optionsOf } from "../sentences/index.ts";
import { scope, type Tensor } from "../tensor/index.ts";
import type { Loss, Tally } from "./loss.ts";

/** Training that cannot go on; the last checkpoint stands. */
export class TrainingError extends Error {
  override readonly name = "TrainingError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;
}

/** So many steps in a row may be skipped, and not one more. */
const PATIENCE = 10;

/** What a step is besides the optimizer's. */
export interface LearnerOptions {
  /** The learning rate of each step, as a share of the groups' own. */
  schedule?: Schedule | undefined;
  /** Largest norm of all gradients together. */
  clip?: number | undefined;
  /** A: losses that make one step. */
  accumulate?: number | undefined;
  /** Steps taken before, by a run that goes on. */
  taken?: number | undefined;
  /** Gradients are whole, and not yet clipped: they may be read and written. Not asked where they are not finite. */
  afterBackward?: ((step: TrainingStep) => void) | undefined;
}

const checkLearner = optionsOf<LearnerOptions>("learner", {
  schedule: "function?",
  clip: "limit?",
  accumulate: "number?",
  taken: "number?",
  afterBackward: "function?",
});

/** What a step was. */
export interface Update {
  /** Its mean loss; NaN where its batches counted nothing. */
  readonly loss: number;
  /** Norm of all gradients before clipping. */
  readonly gradientNorm: number;
  /** Of the first group. */
  readonly learningRate: number;
  /** Why the parameters stayed where they were; undefined where they moved. */
  readonly skipped: string | undefined;
}

/** Steps of training, one at a time or in its two halves. */
export interface Learner {
  /** A whole step down a loss, which is asked for A times, each in a scope of its own. Returns the mean. Throws as `update` does. */
  step(loss: () => Loss): number;
  /** The first part of a step, of which it takes A: adds a loss's derivative to the gradients. `by` runs the backward pass. */
  backward(loss: () => Loss, by?: (backward: () => void) => void): Tally;
  /**
   * The last part of a step: divides the gradients by what `total` counted (all that went backward since the last step), moves the
   * parameters along them, and drops them. A step whose loss or gradient is not finite, or which counted nothing, leaves parameters
   * and optimizer as they are. Throws a TrainingError where that was so too many times in a row.
   */
  update(total?: Tally): Update;
  /** Ends it: the parameters want no gradients any more, and the optimizer is released. */
  end(): void;
}

/**
 * Learning, a step at a time. What the optimizer steps wants gradients from here on. Throws an Error where that has 16 bits and
 * no master copy: it would hardly move.
 *
 *     g = (sum over a = 1 ... A of grad sum_a) / (sum over a of count_a),     clipped,     optimizer.step(g) at the schedule's rate
 *
 *     const learn = learner(adamW(distinctWeights(model)), { clip: 1 });
 *     for (const batch of batches) learn.step(() => objective(batch));
 *     learn.end();
 */
export function learner(optimizer: Optimizer, options: LearnerOptions = {}): Learner {
  checkLearner(options);
  const { schedule = constant(), clip = Number.POSITIVE_INFINITY, accumulate = 1, taken = 0, afterBackward } = options;
  refuseRounded(optimizer);
  const parameters = optimizer.groups.flatMap((group): Tensor[] => [...group.parameters.values()]);
  for (const parameter of parameters) parameter.requireGrad();
  const setRate = scheduled(optimizer, schedule);
  let steps = taken;
  let own: Tally = { sum: 0, count: 0 };
  let inARow = 0;

  function backward(loss: () => Loss, by = (run: () => void) => run()): Tally {
    return scope(() => {
      const { sum, count } = loss();
      by(() => sum.backward()); // here, for what a recomputing block reads lives in this scope
      const tally = { sum: sum.item(), count };
      own = { sum: own.sum + tally.sum, count: own.count + count };
      return tally;
    });
  }

  function update(total: Tally = own): Update {
    const loss = total.sum / total.count;
    const step = steps++;
    own = { sum: 0, count: 0 };
    setRate(step);
    const { gradientNorm, skipped } = scope(() => move(step, loss, total.count));
    optimizer.zeroGrad();
    inARow = skipped === undefined ? 0 : inARow + 1;
    if (inARow > PATIENCE) throw new TrainingError(`${inARow} steps in a row were skipped: ${skipped}`);
    return { loss, gradientNorm, learningRate: optimizer.groups[0]!.lr, skipped };
  }

  function move(step: number, loss: number, count: number): Pick<Update, "gradientNorm" | "skipped"> {
    const name = `step ${step + 1}`;
    if (count === 0)
      return { gradientNorm: 0, skipped: `the batches of ${name} have nothing to learn, such as a target` };
    divideGradients(parameters, count);
    const whole = afterBackward === undefined ? 0 : gradNorm(parameters);
    if (Number.isFinite(loss) && Number.isFinite(whole)) afterBackward?.({ step, loss, optimizer });
    const gradientNorm = clipGradNorm(parameters, clip);
    const found = !Number.isFinite(loss)
      ? `the loss of ${name} is ${loss}`
      : `the gradient of ${name} has the norm ${gradientNorm}`;
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm))
      return { gradientNorm, skipped: `${found}, and a smaller learning rate may help` };
    optimizer.step();
    return { gradientNorm, skipped: undefined };
  }

  function step(loss: () => Loss): number {
    for (let i = 0; i < accumulate; i++) backward(loss);
    return update().loss;
  }

  function end(): void {
    for (const parameter of parameters) parameter.requireGrad(false);
    optimizer.release();
  }

  return { step, backward, update, end };
}

function refuseRounded(optimizer: Optimizer): void {
  const state = optimizer.state();
  for (const [path, { dtype }] of optimizer.groups.flatMap(({ parameters }) => [...parameters])) {
    if ((dtype !== "bfloat16" && dtype !== "float16") || state.has(`${path}.master`)) continue;
    throw new Error(`the optimizer steps "${path}" in ${dtype}, which rounds small steps away: use masterCopies`);
  }
}
