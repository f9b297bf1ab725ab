import { describe, expect, it } from "vitest";
import { characterAccuracy, handbookInput } from "../../../tests/applications.ts";
import { modifiedKneserNey } from "../modified-kneser-ney.ts";
import { NgramError } from "../ngram-error.ts";
import { typed, typedExhaustively } from "./pinyin.ts";

describe("pinyin", () => {
  it("[A08] becomes the text that was meant, by bigrams far oftener than by single characters", () => {
    const accuracy = [1, 2].map((order) => {
      const { input, write, sentences } = handbookInput(order, (counts) => modifiedKneserNey(counts));
      return characterAccuracy(
        sentences.slice(0, 200).map(({ text, syllables }) => [write(typed(input, syllables).ids), text]),
      );
    });
    expect(accuracy[1]).toBeGreaterThan(0.88);
    expect(accuracy[1]! - accuracy[0]!).toBeGreaterThan(0.25);
  });

  it("is searched as well by Viterbi as by trying every row", () => {
    const { input, sentences } = handbookInput(3, (counts) => modifiedKneserNey(counts));
    const { candidates } = input;
    const few = { ...input, candidates: (syllable: string) => candidates(syllable).slice(-6) };
    for (const { syllables } of sentences.slice(0, 12)) {
      const row = syllables.slice(0, 4);
      const [ours, best] = [typed(few, row), typedExhaustively(few, row)];
      expect(ours.logProb).toBeCloseTo(best.logProb, 9);
      expect(ours.ids).toEqual(best.ids);
    }
    expect(() => typed(input, ["zhong", "xyz"])).toThrow(new NgramError('no character is read "xyz"'));
  });
});
