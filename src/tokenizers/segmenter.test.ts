import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutsOf } from "../../tests/applications.ts";
import { dictionarySegmenter, intlSegmenter } from "./segmenter.ts";

const FREQUENCIES = {
  小: 30,
  浣熊: 5,
  小浣熊: 4,
  干脆: 20,
  面: 40,
  干脆面: 8,
  长: 50,
  颈: 2,
  鹿: 6,
  长颈鹿: 5,
  南京: 9,
  市: 9,
};
const dictionary = new Map(Object.entries(FREQUENCIES));

describe("dictionarySegmenter", () => {
  const segmenter = dictionarySegmenter(dictionary);
  it("takes the likeliest words, and changes its mind with their frequencies", () => {
    expect(segmenter.segment("小浣熊干脆面")).toEqual(["小浣熊", "干脆面"]);
    const others = dictionarySegmenter(new Map([...dictionary, ["浣熊", 5000], ["小", 3000]]));
    expect(others.segment("小浣熊干脆面")).toEqual(["小", "浣熊", "干脆面"]);
    expect(segmenter.segment("长颈鹿")).toEqual(["长颈鹿"]);
  });

  it("finds the best of all cuts", () => {
    const text = fc
      .array(fc.constantFrom(..."小浣熊干脆面长颈鹿南京市人"), { maxLength: 9 })
      .map((list) => list.join(""));
    fc.assert(
      fc.property(text, (drawn) => {
        const { words, logProbability } = segmenter.cut(drawn);
        expect(words.join("")).toBe(drawn);
        const best = Math.max(...[...cutsOf(drawn, dictionary)].map((cut) => cut.logProbability));
        expect(logProbability).toBeCloseTo(best, 10);
      }),
    );
  });

  it("keeps what is not Chinese together, and loses nothing", () => {
    expect(segmenter.segment("南京市 is 南京, 𠮷!")).toEqual(["南京", "市", " is ", "南京", ", ", "𠮷", "!"]);
    expect(segmenter.segment("")).toEqual([]);
  });
});

describe("intlSegmenter", () => {
  it("loses nothing either", () => {
    const words = intlSegmenter().segment("我爱北京天安门 and rice.");
    expect(words.join("")).toBe("我爱北京天安门 and rice.");
    expect(words.length).toBeGreaterThan(4);
  });
});
