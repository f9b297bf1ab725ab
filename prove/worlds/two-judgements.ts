/** Two ways to judge counting models: the perplexity of held-out text, and how well they serve an input method. */
import {
  addK,
  type Counts,
  kneserNey,
  modifiedKneserNey,
  NgramModel,
  typed,
  wittenBell,
} from "../../src/ngram/index.ts";
import { characterAccuracy, handbookInput } from "../../tests/applications.ts";

export interface Judged {
  readonly name: string;
  /** Intrinsic: of the held-out text, its characters independent of any task. */
  readonly perplexity: number;
  /** Extrinsic: the share of characters right when the text is typed in pinyin. */
  readonly accuracy: number;
}

interface Candidate {
  readonly name: string;
  readonly order: number;
  readonly estimate: (counts: Counts) => NgramModel;
}

export const CANDIDATES: readonly Candidate[] = [
  { name: "unigrams, Kneser-Ney", order: 1, estimate: (counts) => modifiedKneserNey(counts) },
  { name: "bigrams, add 1", order: 2, estimate: (counts) => addK(counts, { k: 1 }) },
  { name: "trigrams, add 1", order: 3, estimate: (counts) => addK(counts, { k: 1 }) },
  { name: "bigrams, add 0.01", order: 2, estimate: (counts) => addK(counts, { k: 0.01 }) },
  { name: "trigrams, add 0.01", order: 3, estimate: (counts) => addK(counts, { k: 0.01 }) },
  { name: "bigrams, Witten-Bell", order: 2, estimate: (counts) => wittenBell(counts) },
  { name: "bigrams, Kneser-Ney", order: 2, estimate: (counts) => kneserNey(counts) },
  { name: "bigrams, modified Kneser-Ney", order: 2, estimate: (counts) => modifiedKneserNey(counts) },
  { name: "trigrams, Witten-Bell", order: 3, estimate: (counts) => wittenBell(counts) },
  { name: "trigrams, modified Kneser-Ney", order: 3, estimate: (counts) => modifiedKneserNey(counts) },
];

/**
 * A model that is as sure of the same things but gives half of every probability to a token that never comes: the order of its
 * answers is the model's, its perplexity twice as high.
 */
export const wasteful: Candidate = {
  name: "trigrams, modified Kneser-Ney, half of it wasted",
  order: 3,
  estimate: (counts) => {
    const model = modifiedKneserNey(counts);
    return new NgramModel(model, (context, token) => model.probability(context, token) - Math.LN2);
  },
};

/** Both judgements on the first `count` held-out sentences. */
export function judge({ name, order, estimate }: Candidate, count: number): Judged {
  const { input, write, read, sentences } = handbookInput(order, estimate);
  const texts = sentences.slice(0, count);
  return {
    name,
    perplexity: input.model.perplexity(texts.map(({ text }) => read(text))),
    accuracy: characterAccuracy(texts.map(({ text, syllables }) => [write(typed(input, syllables).ids), text])),
  };
}
