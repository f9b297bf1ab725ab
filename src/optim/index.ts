/** Optimizers, learning-rate schedules and clipping. */
export { AdamWConfig, adamW } from "./adamw.ts";
export type { StepCallbacks, TrainingStep } from "./callbacks.ts";
export { clipGradNorm, divideGradients, gradNorm } from "./clipping.ts";
export { masterCopies } from "./master-copies.ts";
export { MuonConfig, muon, orthogonal } from "./muon.ts";
export { decayMatrices, type GroupOptions, type Optimizer, type ParameterGroup, type Parameters } from "./optimizer.ts";
export { constant, cosine, inverseSquareRoot, linearDecay, type Schedule, scheduled, wsd } from "./schedules.ts";
export { SgdConfig, sgd } from "./sgd.ts";
export { together } from "./together.ts";
export { type Mezo, MezoConfig, mezo, spsa } from "./zeroth-order.ts";
