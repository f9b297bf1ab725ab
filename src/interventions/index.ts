/** Interventions: changes and probes that ride on a pass and leave the model as it was. */
export { glob } from "../nn/index.ts";
export { bake } from "./bake.ts";
export { type Beginning, begin, type Intervention, intervene, plan, virtualTokens } from "./intervention.ts";
export {
  addDeltas,
  applyLowRank,
  compress,
  dense,
  type LowRank,
  LowRankDelta,
  orthogonalPart,
  scaleDelta,
} from "./low-rank-delta.ts";
export { routed } from "./routed.ts";
export { pack, restore, unpackDelta } from "./state.ts";
