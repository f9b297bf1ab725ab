import { describe, expect, it } from "vitest";
import { Lattice } from "./lattice.ts";
import { frequentSubstrings } from "./substrings.ts";
import { trainUnigram } from "./train-unigram.ts";
import { Unigram } from "./unigram.ts";

const TOKENS: [string, number][] = [
  ["<unk>", 0],
  ["a", -1],
  ["b", -2],
  ["ab", -2.5],
  ["aba", -5],
  ["<0xC3>", -50],
  ["<0xA9>", -50],
];

describe("Unigram", () => {
  const model = new Unigram({ tokens: TOKENS, unknownId: 0 });
  it("takes the likeliest of all cuts", () => {
    expect(model.viterbi("aba").score).toBe(-3.5); // ab a, where a b a has -4 and aba -5
    expect(model.encode("aba").ids).toEqual([3, 1]);
  });

  it("makes one unknown token of neighbouring ones, or their bytes where it has them", () => {
    expect(model.encode("a😀éb")).toEqual({ ids: [1, 0, 2], starts: [0, 1, 4], ends: [1, 4, 5] });
    const bytes = new Unigram({ tokens: TOKENS, unknownId: 0, byteFallback: true });
    expect(bytes.encode("aéb")).toEqual({ ids: [1, 5, 6, 2], starts: [0, 1, 1, 2], ends: [1, 2, 2, 3] });
    expect(bytes.encode("ü").ids).toEqual([0]);
  });
});

describe("Lattice", () => {
  const lattice = new Lattice([
    ["a", Math.log(0.5)],
    ["b", Math.log(0.3)],
    ["ab", Math.log(0.2)],
  ]);
  it("sums over all cuts, and counts each token by their probability", () => {
    const counts = new Float64Array(3);
    // a b: 0.15, ab: 0.2
    expect(Math.exp(lattice.addExpectedCounts("ab", 2, counts))).toBeCloseTo(0.35, 12);
    expect([...counts].map((count) => count / 2)).toEqual([0.15, 0.15, 0.2].map((p) => expect.closeTo(p / 0.35, 12)));
    expect(Math.exp(lattice.best("ab", 2))).toBeCloseTo(0.15, 12);
    expect(lattice.addExpectedCounts("?", 1, counts)).toBe(0);
  });
});

describe("frequentSubstrings", () => {
  it("counts what occurs twice, by level", () => {
    const found = frequentSubstrings(
      new Map([
        ["abab", 1],
        ["😀c", 3],
      ]),
      3,
    );
    expect(Object.fromEntries(found)).toEqual({ a: 2, b: 2, ab: 2, "😀": 3, c: 3, "😀c": 3 });
  });
});

describe("trainUnigram", () => {
  it("gives back every text, spaces before it aside", () => {
    const tokenizer = trainUnigram(["the cat sat on the mat", "the rat sat <0x41>"], { vocabularySize: 285 });
    expect(tokenizer.vocabularySize).toBeLessThanOrEqual(285);
    for (const text of ["the cat, 你好 😀", "a  b\n", "<0x41>"])
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
    expect(() => trainUnigram(["abc"], { vocabularySize: 200 })).toThrow(/special tokens, 256 bytes and 4 characters/);
  });
});
