import { describe, expect, it } from "vitest";
import { fixture, OverlapFixture } from "../../tests/fixtures.ts";
import { bleu, chrf } from "./index.ts";

const {
  hypotheses,
  references,
  chrf: expected,
  singles,
  blanks,
} = fixture("evaluation/overlap.json.gz", OverlapFixture);

describe("BLEU", () => {
  it("and chrF of single pairs are sacreBLEU's too, empty ones among them", () => {
    for (const [i, single] of singles.entries()) {
      const [hypothesis, own] = [[hypotheses[i]!], [references[i]!]];
      expect(100 * bleu(hypothesis, own).score, hypothesis[0]).toBeCloseTo(single.bleu, 6);
      expect(100 * chrf(hypothesis, own), hypothesis[0]).toBeCloseTo(single.chrf, 6);
    }
  });

  it("and chrF of texts with blanks that Python sees otherwise are sacreBLEU's too", () => {
    for (const { pair, bleu: scores, chrf: letters } of blanks) {
      const [own, other] = [[pair[0]], [[pair[1]]]];
      for (const tokenizer of ["13a", "zh", "char", "none"] as const)
        expect(100 * bleu(own, other, { tokenizer }).score, JSON.stringify(pair)).toBeCloseTo(scores[tokenizer]!, 6);
      expect(100 * chrf(own, other, { words: 2 }), JSON.stringify(pair)).toBeCloseTo(letters, 6);
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
