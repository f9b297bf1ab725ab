/** One training loop; an objective is a function from batch to loss. */
export {
  type Callback,
  type EarlyStoppingOptions,
  type Evaluation,
  earlyStopping,
  type Skip,
  type Step,
  type Verdict,
} from "./callback.ts";
export { listCheckpoints } from "./checkpoint.ts";
export type { Corpus, Part } from "./corpus.ts";
export { elmoLoss } from "./elmo-loss.ts";
export { type HeldOutOptions, type Ids, type Surprise, surprise } from "./held-out.ts";
export type { Learns } from "./learns.ts";
export { Loss, type Tally, tokenLoss } from "./loss.ts";
export { type MaskedRows, maskedLM, maskedLogits } from "./masked.ts";
export { type CausalOptions, causalLM, type Objective, plusTerms, type Terms } from "./objective.ts";
export {
  type CorpusOptions,
  defineRecipe,
  type Recipe,
  RecipeError,
  type RecipeInput,
  RecipeSettings,
} from "./recipe.ts";
export type { Baseline } from "./report.ts";
export { type Entry, readLog } from "./run-log.ts";
export type { RecipeRunOptions, Watcher } from "./run-options.ts";
export { type RunResult, runRecipe } from "./run-recipe.ts";
export {
  ownPrefixes,
  type ScheduledSampling,
  type ScheduledSamplingOptions,
  scheduledSampling,
} from "./scheduled-sampling.ts";
export { classifyPairs, cosineSimilarity, rankPairs } from "./sentence-losses.ts";
export { smokeSize } from "./smoke-size.ts";
export { type Learner, type LearnerOptions, learner, TrainingError, type Update } from "./step.ts";
export { type TrainResult, train } from "./train.ts";
export type { CheckpointOptions, TrainOptions } from "./train-options.ts";
export { defineTuning, type Tuning, type TuningInput, TuningSettings } from "./tuning.ts";
export { keptShares, stepper, trainWord2Vec, Word2VecTraining } from "./word2vec-training.ts";
export type { HeldOut } from "./work.ts";
