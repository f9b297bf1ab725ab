/** Numbers that judge models and texts: perplexity, BLEU, chrF, BERTScore. */
export {};
