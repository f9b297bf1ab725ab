/** Model editing: changes that make a model say something else of one fact. */
export { type RankOneEdit, rankOne } from "./rank-one.ts";
