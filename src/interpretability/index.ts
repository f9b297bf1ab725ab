/** Looking inside: what a model holds where, and what it does when that is changed. */
export { type Attentions, type AttentionsOptions, attentions } from "./attentions.ts";
export { copyingScore } from "./copying.ts";
export { prefixMatching, previousToken } from "./induction.ts";
export {
  type AttributionOptions,
  type KnowledgeAttribution,
  knowledgeAttribution,
  type LayerAttribution,
} from "./knowledge-attribution.ts";
export { type Lens, type LensLayer, type LensOptions, lens, lensLogits } from "./lens.ts";
export { headPaths, type LogitPath, logitPaths } from "./logit-paths.ts";
export { attentionMaps, lensMap, traceMap } from "./maps.ts";
export { corrupt, patch, restore } from "./patching.ts";
export { type HeadPlace, type PathOptions, pathPatch } from "./path-patching.ts";
export { controlTask, type Probe, type ProbeOptions, probe, probeLabels, probeScores } from "./probe.ts";
export { type Recorder, record } from "./record.ts";
export { locate, type Tokenized, tokenized } from "./subject.ts";
export { type TaskVectorOptions, taskVector } from "./task-vector.ts";
export { type CausalTrace, type TraceKind, type TraceOptions, trace, traced, traceKinds } from "./trace.ts";
export type { Tracing } from "./tracing.ts";
