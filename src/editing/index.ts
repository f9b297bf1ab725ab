/** Model editing: changes that make a model say something else of one fact, and what came of them. */
export { type ContextOptions, contexts } from "./contexts.ts";
export { EditError } from "./edit-error.ts";
export { FineTuneConfig, fineTune } from "./fine-tune.ts";
export { type Judgement, judge } from "./judge.ts";
export { MemitConfig, type MemitSupport, memit, memitBlocks, spread } from "./memit.ts";
export { keyMoment, type MomentOptions } from "./moment.ts";
export { type RankOneEdit, rankOne } from "./rank-one.ts";
export { answerIds, located, type Prompt, type Rewrite, refuseFirst, statementOf } from "./rewrite.ts";
export { type KeyValue, keyValue, RomeConfig, rome, romeBlock } from "./rome.ts";
export { type EditSupport, momentOf } from "./support.ts";
