/** Counting language models: n-grams and their smoothing. No tensors. */
export { type BackoffLevel, type BackoffTable, backoffModel } from "./backoff.ts";
export { CounterConfig, countIds, countSentences, NgramCounter } from "./counter.ts";
export { exactLikelihood, maximumLikelihood } from "./maximum-likelihood.ts";
export { NgramModel } from "./model.ts";
export { type Discounts, estimateDiscounts, modifiedKneserNey } from "./modified-kneser-ney.ts";
export { NgramError } from "./ngram-error.ts";
export { plus, print, type Rational, rational, times } from "./rational.ts";
export { type CountedLevel, type Counts, type Frame, find, upTo } from "./tables.ts";
export { BEGIN, END, MARKS, UNKNOWN, Vocabulary } from "./vocabulary.ts";
