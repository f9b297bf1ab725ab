/** Counting language models: n-grams and their smoothing. No tensors. */
export { addK } from "./add-k.ts";
export { Grammar, type GrammarSymbol } from "./applications/grammar.ts";
export { type PinyinInput, typed, typedExhaustively } from "./applications/pinyin.ts";
export {
  type Context,
  candidates,
  ErrorModel,
  inContext,
  likeliest,
  mostFrequent,
  neighbours,
} from "./applications/spelling.ts";
export {
  decode,
  type Fluency,
  ibm1,
  type SentencePair,
  type TranslateOptions,
  type TranslationTable,
} from "./applications/translation.ts";
export { readArpa } from "./arpa-reading.ts";
export { arpaText } from "./arpa-writing.ts";
export { type BackoffLevel, type BackoffTable, backoffModel } from "./backoff.ts";
export { CounterConfig, countIds, countSentences, NgramCounter } from "./counter.ts";
export { goodTuring } from "./good-turing.ts";
export { fitWeights, jelinekMercer, type Weights } from "./jelinek-mercer.ts";
export { katz } from "./katz.ts";
export { type KneserNeyOptions, kneserNey } from "./kneser-ney.ts";
export { exactLikelihood, maximumLikelihood } from "./maximum-likelihood.ts";
export { NgramModel } from "./model.ts";
export { type Discounts, estimateDiscounts, modifiedKneserNey } from "./modified-kneser-ney.ts";
export { NgramError } from "./ngram-error.ts";
export { plus, print, product, type Rational, rational } from "./rational.ts";
export { type CountedLevel, type Counts, type Frame, find, upTo } from "./tables.ts";
export { textOf, tokensOf, UNITS, type Unit } from "./text.ts";
export { BEGIN, END, MARKS, UNKNOWN, Vocabulary } from "./vocabulary.ts";
export { wittenBell } from "./witten-bell.ts";
export { parseYearLine, smoothed, type Volume, type YearCount, YearlyCounts, yearLine } from "./years.ts";
