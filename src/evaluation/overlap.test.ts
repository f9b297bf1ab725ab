import { describe, expect, it } from "vitest";
import { fixture, OverlapFixture } from "../../tests/fixtures.ts";
import { bleu, chrf } from "./index.ts";

const {
  hypotheses,
  references,
  bleu: scores,
  chrf: expected,
  singles,
} = fixture("evaluation/overlap.json.gz", OverlapFixture);

describe("BLEU", () => {
  it("[D04] gives the course book's example the square root of 1/3", () => {
    const { score, precisions } = bleu(["the giraffe eats"], [["a giraffe eats"]], { order: 2, tokenizer: "none" });
    expect(precisions).toEqual([2 / 3, 1 / 2]);
    expect(score).toBeCloseTo(Math.sqrt(1 / 3), 12);
  });

  it("[D04] of 1,000 pairs is sacreBLEU's, by every way of cutting, and so are lengths and penalty", () => {
    for (const tokenizer of ["13a", "zh", "char", "none"] as const) {
      const ours = bleu(hypotheses, references, { tokenizer });
      const theirs = scores[tokenizer]!;
      expect(100 * ours.score, tokenizer).toBeCloseTo(theirs.score, 6);
      expect(ours.brevityPenalty).toBeCloseTo(theirs.bp!, 9);
      expect([ours.hypothesisLength, ours.referenceLength]).toEqual([theirs.hypothesisLength, theirs.referenceLength]);
      for (const [i, p] of ours.precisions.entries()) expect(100 * p).toBeCloseTo(theirs.precisions![i]!, 6);
    }
    const two = bleu(hypotheses, references, { order: 2, tokenizer: "none", smoothing: "none" });
    expect(100 * two.score).toBeCloseTo(scores["order 2"]!.score, 6);
  });

  it("and chrF of single pairs are sacreBLEU's too, empty ones among them", () => {
    for (const [i, single] of singles.entries()) {
      const [hypothesis, own] = [[hypotheses[i]!], [references[i]!]];
      expect(100 * bleu(hypothesis, own).score, hypothesis[0]).toBeCloseTo(single.bleu, 6);
      expect(100 * chrf(hypothesis, own), hypothesis[0]).toBeCloseTo(single.chrf, 6);
    }
  });

  it("clips: a word said seven times counts as often as the reference has it", () => {
    const { precisions } = bleu(["the the the the the the the"], [["the cat is on the mat"]], { order: 1 });
    expect(precisions[0]).toBeCloseTo(2 / 7, 12);
  });

  it("refuses hypotheses without references", () => {
    expect(() => bleu(["a"], [])).toThrow(/at least one reference/);
    expect(() => chrf(["a"], [[]])).toThrow(/at least one reference/);
  });
});

describe("chrF", () => {
  it("of 1,000 pairs is sacreBLEU's, with words and without", () => {
    expect(100 * chrf(hypotheses, references)).toBeCloseTo(expected["0"]!, 6);
    expect(100 * chrf(hypotheses, references, { words: 2 })).toBeCloseTo(expected["2"]!, 6);
  });
});
