import { describe, expect, it } from "vitest";
import { handbookInput } from "../../../tests/applications.ts";
import { modifiedKneserNey } from "../modified-kneser-ney.ts";
import { NgramError } from "../ngram-error.ts";
import { typed, typedExhaustively } from "./pinyin.ts";
import { editBetween } from "./spelling.ts";

describe("pinyin", () => {
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
  it("knows an edit by what was meant and what was written", () => {
    expect(editBetween("the", "hte")).toBe("th>ht");
    expect(editBetween("receive", "recieve")).toBe("ei>ie");
    expect(editBetween("comma", "coma")).toBe("mm>m");
    expect(editBetween("be", "bea")).toBe("e>ea");
    expect(editBetween("cat", "cut")).toBe("a>u");
    expect(editBetween("cat", "dog")).toBeUndefined();
  });
});
