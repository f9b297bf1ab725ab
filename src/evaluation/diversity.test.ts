import { describe, expect, it } from "vitest";
import { distinct, repetitionRate } from "./index.ts";

describe("repetition", () => {
  it("is the share of n-grams that were there before, and over texts distinct-n is what differs", () => {
    expect(repetitionRate([1, 2, 1, 2, 1], 2)).toBe(0.5);
    expect(repetitionRate(["a", "b", "c"], 2)).toBe(0);
    expect(repetitionRate([1], 2)).toBe(0);
    expect(
      distinct(
        [
          [1, 2, 3],
          [1, 2, 4],
        ],
        2,
      ),
    ).toBe(0.75);
    expect(distinct([[1]], 2)).toBe(0);
    expect(distinct([[1], [1, 2]], 2)).toBe(1);
    // Words that read alike when joined are told apart.
    expect(repetitionRate(["a b", "c", "a", "b c"], 2)).toBe(0);
  });
});
