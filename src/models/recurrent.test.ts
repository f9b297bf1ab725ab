import { describe, expect, it } from "vitest";
import { uniform } from "../../prove/adding.ts";
import {
  agreementAccuracy,
  agreementSentence,
  conditionalOf,
  learnAgreement,
  VOCABULARY,
} from "../../prove/agreement.ts";
import { nextLogProbs } from "../../prove/language-models.ts";
import { BEGIN, language, readLanguage, WORDS } from "../../prove/synonyms.ts";
import { describeModel } from "../../tests/contracts/model.ts";
import { tinyTokenizer } from "../../tests/tiny-lm.ts";
import { LocalLM } from "../generation/index.ts";
import { countIds, maximumLikelihood, modifiedKneserNey } from "../ngram/index.ts";
import { initialize, releaseModel } from "../nn/index.ts";
import { recurrent, recurrentArchitecture } from "./index.ts";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

for (const cell of ["tanh", "lstm", "gru"] as const) {
  describeModel(`A recurrent model of ${cell}`, recurrentArchitecture, {
    sizes: { cell, width: 12, hidden: 16, depth: 2 },
    skip: [
      { reason: "a state has no way back", clauses: ["a sequence that was cut equals one that never read the rest"] },
      { reason: "its block is the layer", clauses: ["the tree shows the anatomy that all models share"] },
    ],
  });
}

describe("recurrent language models", () => {
  it("write and score text through the port", async () => {
    const model = initialize(recurrent({ vocabulary: 96, width: 16, hidden: 24 }), 1);
    const lm = new LocalLM({ name: "recurrent", model, tokenizer: tinyTokenizer(), context: 1000 });
    const settings = { maxTokens: 5, temperature: 1, seed: 3 };
    const { text } = await lm.generate("abc", settings).completion;
    expect(text.length).toBeGreaterThan(0);
    expect((await lm.generate("abc", settings).completion).text).toBe(text);
    const { logprobs } = await lm.score(`abc${text}`);
    expect(logprobs.slice(1).every((logprob) => logprob < 0)).toBe(true);
    await lm.close();
  });

  it("[A19] an LSTM makes a verb agree with a subject six words back and more; a 5-gram guesses", () => {
    const model = learnAgreement(1, 800);
    expect(agreementAccuracy(conditionalOf(model), 100)).toBeGreaterThanOrEqual(0.95);
    releaseModel(model);
    const random = uniform(7);
    const sentences = Array.from({ length: 2000 }, () => agreementSentence(random).words);
    const counted = modifiedKneserNey(countIds(sentences, { size: VOCABULARY, order: 5 }));
    const guessed = agreementAccuracy((words) => counted.conditional(words), 300);
    expect(Math.abs(guessed - 0.5)).toBeLessThan(0.1);
  });

  it("[A30] a withheld synonym has probability 0 by counts, its unigram share by Kneser-Ney, and a nat more from an LSTM", () => {
    const text = language(1);
    const counts = countIds(text.sentences, { size: WORDS, order: 2 });
    const [mle, smoothed] = [maximumLikelihood(counts), modifiedKneserNey(counts)];
    const model = readLanguage(text, 1, 300);
    const gains = text.slots.map(({ verb, withheld, strangers }) => {
      expect(mle.logProb([verb], withheld)).toBe(-Infinity);
      const unigram = smoothed.table!.levels[0]!.logProbs;
      const [stranger] = strangers as [number];
      const apart = smoothed.logProb([verb], withheld) - smoothed.logProb([verb], stranger);
      expect(apart).toBeCloseTo(unigram[withheld]! - unigram[stranger]!, 9);
      return nextLogProbs(model, [BEGIN, verb])[withheld]! - smoothed.logProb([verb], withheld);
    });
    expect(mean(gains)).toBeGreaterThan(1);
    releaseModel(model);
  });
});
