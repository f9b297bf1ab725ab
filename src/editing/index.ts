/** Model editing: changes that make a model say something else of one fact, and what came of them. */
export { EditError } from "./edit-error.ts";
export { judge, type Question, type Verdict } from "./judge.ts";
export { type RankOneEdit, rankOne } from "./rank-one.ts";
export { answerIds, located, type Prompt, type Rewrite, textOf } from "./rewrite.ts";
