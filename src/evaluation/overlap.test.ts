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

  it("of an order that no hypothesis reaches is nothing, and cuts Chinese at each character alone", () => {
    expect(bleu(["a b"], [["a b"]])).toMatchObject({ precisions: [1, 1, 0, 0], score: 0 });
    expect(bleu(["我爱 tea"], [["我爱 ate"]], { tokenizer: "zh", order: 1 }).precisions[0]).toBeCloseTo(2 / 3, 12);
  });

  it("refuses hypotheses without references", () => {
    expect(() => bleu(["a"], [])).toThrow(/at least one reference/);
    expect(() => chrf(["a"], [[]])).toThrow(/at least one reference/);
  });
});

describe("chrF", () => {
  it("weighs recall beta times, and takes the best of several references", () => {
    const alone = chrf(["ab"], [["acde"]], { characters: 1, beta: 3 }); // P = 1/2, R = 1/4
    expect(alone).toBeCloseTo((10 * 0.125) / (9 * 0.5 + 0.25), 12);
    for (const references of [
      ["ab", "xy"],
      ["xy", "ab"],
    ])
      expect(chrf(["ab"], [references])).toBe(1);
  });

  it("of 1,000 pairs is sacreBLEU's, with words and without", () => {
    expect(100 * chrf(hypotheses, references)).toBeCloseTo(expected["0"]!, 6);
    expect(100 * chrf(hypotheses, references, { words: 2 })).toBeCloseTo(expected["2"]!, 6);
  });
});
