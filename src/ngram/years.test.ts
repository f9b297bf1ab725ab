import { describe, expect, it } from "vitest";
import { NgramError } from "./ngram-error.ts";
import { parseYearLine, smoothed, YearlyCounts, yearLine } from "./years.ts";

const counts = new YearlyCounts(2);
counts.add({ year: 1902, tokens: ["a", "b"] });
counts.add({ year: 1900, tokens: ["a", "b", "a", "b"] });
counts.add({ year: 1900, tokens: ["b"] });
counts.add({ year: 1901, tokens: ["c"] });

describe("YearlyCounts", () => {
  it("counts n-grams and the texts that hold them, by n-gram and year", () => {
    expect([...counts.rows()].map(yearLine)).toEqual([
      "a\t1900\t2\t1",
      "a\t1902\t1\t1",
      "a b\t1900\t2\t1",
      "a b\t1902\t1\t1",
      "b\t1900\t3\t2",
      "b\t1902\t1\t1",
      "b a\t1900\t1\t1",
      "c\t1901\t1\t1",
    ]);
  });

  it("tells an n-gram's share of those of its length, in each year that has any", () => {
    expect(counts.frequencies("b")).toEqual([
      { year: 1900, matches: 3, frequency: 3 / 5 },
      { year: 1901, matches: 0, frequency: 0 },
      { year: 1902, matches: 1, frequency: 1 / 2 },
    ]);
    expect(counts.frequencies("a b")).toEqual([
      { year: 1900, matches: 2, frequency: 2 / 3 },
      { year: 1902, matches: 1, frequency: 1 },
    ]);
    expect(counts.frequencies("z z").map(({ frequency }) => frequency)).toEqual([0, 0]);
    expect(() => counts.frequencies("a b a")).toThrow(new NgramError('"a b a" has 3 tokens, and up to 2 are counted'));
  });
});

describe("lines of an export", () => {
  it("are read as they are written", () => {
    const row = { ngram: "of the", year: 1850, matches: 120, volumes: 7 };
    expect(yearLine(row)).toBe("of the\t1850\t120\t7");
    expect(parseYearLine("of the\t1850\t120\t7")).toEqual(row);
  });

  it.each([
    "of the\t1850\t120",
    "of the\t1850\t120\t7\t1",
    "of the 1850 120 7",
    "\t1850\t120\t7",
    "a\tb\t120\t7",
    "a\t1850\t1.5\t7",
  ])("are refused where they hold something else: %j", (line) => {
    expect(() => parseYearLine(line)).toThrow(
      new NgramError("expected ngram, year, matches and volumes, a tab between them"),
    );
  });
});

describe("the moving average", () => {
  it("is the mean of what is near on both sides, less of it at the ends", () => {
    expect(smoothed([3, 6, 0, 9], 1)).toEqual([4.5, 3, 5, 4.5]);
    expect(smoothed([3, 6, 0, 9], 2)).toEqual([3, 4.5, 4.5, 5]);
    expect(smoothed([3, 6, 0, 9], 0)).toEqual([3, 6, 0, 9]);
  });
});
