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

  it("passes over a character that is no token at no cost", () => {
    const counts = new Float64Array(3);
    expect(Math.exp(lattice.addExpectedCounts("a?b", 1, counts))).toBeCloseTo(0.15, 12);
    expect([...counts]).toEqual([1, 1, 0].map((count) => expect.closeTo(count, 12)));
    expect(Math.exp(lattice.best("a😀b"))).toBeCloseTo(0.15, 12);
  });

  it("finds the likeliest cut without a token, whichever it is", () => {
    expect(Math.exp(lattice.best("ab"))).toBeCloseTo(0.2, 12);
    expect(Math.exp(lattice.best("ab", 0))).toBeCloseTo(0.2, 12);
    expect([lattice.best("a", 0), lattice.best("b", 1)]).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });

  it("sums in logarithms what is too unlikely for a number", () => {
    const unlikely = new Lattice([
      ["a", -400],
      ["aa", -801],
    ]);
    const counts = new Float64Array(2);
    // Of aa there are two cuts: e^-800 and e^-801.
    const p = 1 / (1 + Math.exp(-1));
    expect(unlikely.addExpectedCounts("aa", 3, counts)).toBeCloseTo(-800 + Math.log1p(Math.exp(-1)), 10);
    expect([...counts]).toEqual([2 * 3 * p, 3 * (1 - p)].map((count) => expect.closeTo(count, 10)));
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
    const all = frequentSubstrings(new Map([["abcab", 1]]), Number.POSITIVE_INFINITY); // ends where none is frequent
    expect(Object.fromEntries(all)).toEqual({ a: 2, b: 2, c: 1, ab: 2 });
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
