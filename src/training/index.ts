/** One training loop; an objective is a function from batch to loss. */
export {
  type Callback,
  type EarlyStoppingOptions,
  type Evaluation,
  earlyStopping,
  type Json,
  type Step,
  type Verdict,
} from "./callback.ts";
export { listCheckpoints } from "./checkpoint.ts";
export { type CausalOptions, causalLM, type Objective, type TokenBatch } from "./objective.ts";
export { type CheckpointOptions, TrainingError, type TrainOptions, type TrainResult, train } from "./train.ts";
