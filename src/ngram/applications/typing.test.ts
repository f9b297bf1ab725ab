import { describe, expect, it } from "vitest";
import { characterAccuracy, handbookInput, spelling } from "../../../tests/applications.ts";
import { countSentences } from "../counter.ts";
import { modifiedKneserNey } from "../modified-kneser-ney.ts";
import { NgramError } from "../ngram-error.ts";
import { Vocabulary } from "../vocabulary.ts";
import { wittenBell } from "../witten-bell.ts";
import { typed, typedExhaustively } from "./pinyin.ts";
import { ErrorModel, editBetween, inContext, likeliest, mostFrequent } from "./spelling.ts";

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

describe("spelling", () => {
  it("[A09] finds what Norvig's program finds, and more where the channel has seen how letters are mistaken", () => {
    const { counts, sets, misspellings } = spelling();
    const errors = new ErrorModel(misspellings);
    const cases = sets.flat().filter(({ written }) => written.length < 6);
    for (const { written, norvig } of cases.slice(0, 40)) expect(norvig).toContain(mostFrequent(written, counts));
    const right = (model: ErrorModel) =>
      cases.slice(0, 40).filter(({ written, meant }) => likeliest(written, counts, model) === meant).length;
    expect(right(errors)).toBeGreaterThan(right(new ErrorModel([])));
  });

  it("[A09] mends a word that is none here by the words around it, and leaves those that fit", () => {
    const vocabulary = new Vocabulary();
    const texts = ["the quiet house", "quite a big house", "a quiet river", "it is quite big"].map((text) =>
      text.split(" "),
    );
    const pairs = {
      model: wittenBell(countSentences(texts, vocabulary, { order: 2 })),
      idOf: (word: string) => vocabulary.id(word),
      knows: (word: string) => vocabulary.has(word),
    };
    expect(inContext(["the", "quite", "house"], 1, pairs, 0.2)).toBe("quiet");
    expect(inContext(["the", "quiet", "house"], 1, pairs, 0.2)).toBe("quiet");
    expect(inContext(["it", "is", "quiet", "big"], 2, pairs, 0.2)).toBe("quite");
  });

  it("knows an edit by what was meant and what was written", () => {
    expect(editBetween("the", "hte")).toBe("th>ht");
    expect(editBetween("receive", "recieve")).toBe("ei>ie");
    expect(editBetween("comma", "coma")).toBe("mm>m");
    expect(editBetween("be", "bea")).toBe("e>ea");
    expect(editBetween("cat", "cut")).toBe("a>u");
    expect(editBetween("cat", "dog")).toBeUndefined();
  });
});
