/** Interventions: changes and probes that ride on a pass and leave the model as it was. */
export { glob } from "../nn/index.ts";
export { bake } from "./bake.ts";
export { tableOf } from "./beginning.ts";
export { checkBehind, InterventionError } from "./fitting.ts";
export { type Begins, checkFits, type Intervention, intervene, plan } from "./intervention.ts";
export {
  addDeltas,
  addFactors,
  applyLowRank,
  compress,
  dense,
  type LowRank,
  LowRankDelta,
  orthogonalPart,
  scaleDelta,
} from "./low-rank-delta.ts";
export { Reading } from "./reading.ts";
export { routed } from "./routed.ts";
export { checkRun, type ReadOptions, Run, type RunOptions, type RunSettings, type Tokens } from "./run.ts";
export { type Kept, pack, type Techniques, unpack } from "./state.ts";
