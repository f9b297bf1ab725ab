/** Numbers that judge models and texts: perplexity, BLEU, chrF, BERTScore, repetition, forgetting, areas under curves. */
export { areaUnderCurve } from "./area-under-curve.ts";
export { type BertScore, BertScoreConfig, bertScore, type Scorer } from "./bertscore.ts";
export { type Bleu, type BleuOptions, bleu } from "./bleu.ts";
export type { BleuTokenizer } from "./bleu-tokens.ts";
export { type ChrfOptions, chrf } from "./chrf.ts";
export { distinct, repetitionRate } from "./diversity.ts";
export {
  type CounterFactScores,
  counterFactScores,
  type EditOutcome,
  type FiveProperties,
  fiveProperties,
  type Rivals,
  zsreScores,
} from "./edits.ts";
export { backwardTransfer, forgetting, type Scores } from "./forgetting.ts";
export { perplexity, type TextLikelihood } from "./perplexity.ts";
