/** Numbers that judge models and texts: perplexity, BLEU, chrF, BERTScore. */
export { type BertScore, BertScoreConfig, bertScore, type Scorer } from "./bertscore.ts";
