import { describe, expect, it } from "vitest";
import { fixture, OverlapFixture } from "../../tests/fixtures.ts";
import { bleu, chrf } from "./index.ts";

const { hypotheses, references, chrf: expected, singles } = fixture("evaluation/overlap.json.gz", OverlapFixture);

describe("BLEU", () => {
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
