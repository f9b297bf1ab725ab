import { describe, expect, it } from "vitest";
import { exactDuplicates } from "./duplicates.ts";
import { type Filter, filtered, filterReport, lengthFilter, scriptFilter, symbolFilter } from "./filters.ts";
import { RAE_LIMITS, repetitionFilter, repetitionOf } from "./repetition.ts";
import { speeches } from "./speeches.ts";

const reason = (filter: Filter, text: string) => filter.reason({ id: "x", text });

describe("filters", () => {
  it("say what they dropped and why", async () => {
    const texts = ["good enough", "x", "good enough", "今天天气", "y"];
    const report = filterReport();
    const kept = [];
    const filters = [lengthFilter({ min: 3 }), scriptFilter(["Latin"]), exactDuplicates()];
    const documents = texts.map((text, i) => ({ id: `d${i}`, text }));
    for await (const { id } of filtered(documents, filters, report)) kept.push(id);
    expect(kept).toEqual(["d0"]);
    expect(report).toEqual({
      seen: 5,
      kept: 1,
      dropped: {
        length: {
          count: 2,
          examples: [
            { id: "d1", reason: "1 characters, fewer than 3" },
            { id: "d4", reason: "1 characters, fewer than 3" },
          ],
        },
        script: { count: 1, examples: [{ id: "d3", reason: "0 % of its letters are Latin" }] },
        duplicate: { count: 1, examples: [{ id: "d2", reason: "seen before" }] },
      },
    });
  });

  it("count characters, scripts and symbols", () => {
    expect(reason(lengthFilter({ max: 2 }), "😀😀")).toBeUndefined();
    expect(reason(scriptFilter(["Han"], { share: 0.5 }), "天气ab")).toBeUndefined();
    expect(reason(scriptFilter(["Han"], { share: 0.6 }), "天气ab")).toBe("50 % of its letters are Han");
    expect(reason(scriptFilter(["Han", "Hiragana", "Katakana"]), "これは本です")).toBeUndefined();
    expect(reason(scriptFilter(["Latin"]), "123 !")).toBe("no letters");
    expect(reason(symbolFilter(), "# heading ...")).toBe("0.67 symbols a word");
    expect(reason(symbolFilter(), "an ordinary sentence, one of a great many; it ends … here")).toBeUndefined();
  });

  it("measure repetition as Rae et al. do", () => {
    const found = repetitionOf("a b\na b\nc d\n\nc d");
    expect(found.lines).toBe(0.5);
    expect(found.paragraphs).toBe(0);
    expect(found.lineCharacters).toBe(0.5);
    expect(found.top[2]).toBe(0.5); // "a b" twice of 8 letters
    const again = repetitionOf("one two three four five six one two three four five six");
    const all = 2 * "onetwothreefourfivesix".length;
    expect(again.duplicate[5]).toBe("onetwothreefourfivesix".length / all);
    expect(again.duplicate[7]).toBe(0);
    expect(repetitionOf("").top[2]).toBe(0);
    expect(reason(repetitionFilter(), "buy now\n".repeat(20))).toMatch(/^95 % repeated lines, more than 30 %$/);
    expect(reason(repetitionFilter(), "好".repeat(50))).toMatch(/2-gram/);
  });

  it("have the limits of Rae et al.'s table A1, and drop what is above one of them", () => {
    expect(RAE_LIMITS).toEqual({
      ...{ lines: 0.3, paragraphs: 0.3, lineCharacters: 0.2, paragraphCharacters: 0.2 },
      top: { 2: 0.2, 3: 0.18, 4: 0.16 },
      duplicate: { 5: 0.15, 6: 0.14, 7: 0.13, 8: 0.12, 9: 0.11, 10: 0.1 },
    });
    /** A sentence of n words twice, among others of the same length that come once: `words` in all. */
    const twice = (n: number, words: number) => {
      const other = Array.from({ length: words - n }, (_, i) => `w${100 + i}`);
      const again = other.splice(0, n);
      return [...again, ...other.slice(0, 5), ...again, ...other.slice(5)].join(" ");
    };
    for (const [n, limit] of Object.entries(RAE_LIMITS.top).map(([n, limit]) => [Number(n), limit] as const)) {
      const most = Math.floor((2 * n) / limit); // words of which the two make no more than the limit
      expect(reason(repetitionFilter(), twice(n, most - 1))).toContain(`of the text in one ${n}-gram`);
      expect(reason(repetitionFilter(), twice(n, most + 8)) ?? "").not.toContain(`${n}-gram`);
    }
  });

  it("drop a text that is above one limit alone, and name that one", () => {
    const lines = (count: number, length: number) =>
      Array.from({ length: count }, (_, i) => `${100 + i}`.padEnd(length, "x"));
    const words = (count: number, from: number) => Array.from({ length: count }, (_, i) => `w${from + i}`);
    /** Ten words, so many others that come once, and the ten again; all of equal length. */
    const around = (others: number) => [...words(10, 100), ...words(others, 200), ...words(10, 100)].join(" ");
    const drops: [text: string, reason: string][] = [
      [[..."aaa", ...lines(4, 9)].join("\n"), ""],
      [[..."aaaa", ...lines(4, 9)].join("\n"), "38 % repeated lines, more than 30 %"],
      [
        ["a", "a", "a", lines(5, 3).join("\n"), lines(5, 4).join("\n")].join("\n\n"),
        "40 % repeated paragraphs, more than 30 %",
      ],
      [
        [...Array(2).fill("long".repeat(12)), ...lines(10, 3)].join("\n"),
        "38 % of the text in repeated lines, more than 20 %",
      ],
      [["a\nb\nc", "a\nb\nc", ...lines(4, 3)].join("\n\n"), "23 % of the text in repeated paragraphs, more than 20 %"],
      [around(40), "17 % of the text in repeated 5-grams, more than 15 %"],
      [around(47), "15 % of the text in repeated 6-grams, more than 14 %"],
      [around(80), ""],
    ];
    for (const [text, sentence] of drops) expect(reason(repetitionFilter(), text) ?? "").toBe(sentence);
  });

  it("take of equally frequent n-grams the longest, and no character twice", () => {
    expect([repetitionOf("a b ccc a b ccc").top[2], repetitionOf("ccc b a ccc b a").top[2]]).toEqual([0.8, 0.8]);
    expect(repetitionOf("a a a").top).toEqual({ 2: 1, 3: 0, 4: 0 });
    expect(repetitionOf("a b c d e f ".repeat(3)).duplicate).toEqual(
      Object.fromEntries([5, 6, 7, 8, 9, 10].map((n) => [n, expect.closeTo(12 / 18, 12)])),
    );
  });

  it("have their limits within, and defaults", () => {
    expect(["", "a"].map((text) => reason(lengthFilter(), text))).toEqual(["0 characters, fewer than 1", undefined]);
    const between = lengthFilter({ min: 2, max: 3 });
    expect(["a", "ab", "abc", "abcd"].map((text) => reason(between, text))).toEqual([
      ...["1 characters, fewer than 2", undefined, undefined, "4 characters, more than 3"],
    ]);
    expect(["好abcd", "好好abcdefg"].map((text) => reason(scriptFilter(["Latin"]), text))).toEqual([
      ...[undefined, "78 % of its letters are Latin"],
    ]);
    expect(
      ["two words", "# 2 3 4 5 6 7 8 9 10", "# 2 3 4 5 6 7 8 9", "…"].map((text) => reason(symbolFilter(), text)),
    ).toEqual([...[undefined, undefined, "0.11 symbols a word", "1.00 symbols a word"]]);
  });

  it("give five examples of what they dropped", async () => {
    const report = filterReport();
    const empty = Array.from({ length: 7 }, (_, i) => ({ id: `${i}`, text: "" }));
    for await (const _ of filtered(empty, [lengthFilter()], report));
    expect(report.dropped.length).toMatchObject({ count: 7 });
    expect(report.dropped.length!.examples.map(({ id }) => id)).toEqual([..."01234"]);
  });

  it("see that a text was there before whatever blanks are around it", () => {
    const filter = exactDuplicates();
    expect(["a text", " a text\n", "\ta text", "a  text"].map((text) => reason(filter, text))).toEqual([
      ...[undefined, "seen before", "seen before", undefined],
    ]);
  });

  it("keep the addresses of the presidents", () => {
    const [first] = speeches({ from: 1863, to: 1863 });
    expect(reason(repetitionFilter(), first!.text)).toBeUndefined();
    expect(reason(symbolFilter(), first!.text)).toBeUndefined();
  });
});
