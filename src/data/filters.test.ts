import { describe, expect, it } from "vitest";
import { exactDuplicates, nearDuplicates } from "./duplicates.ts";
import { type Filter, filtered, filterReport, lengthFilter, scriptFilter, symbolFilter } from "./filters.ts";
import { bandKeys, minHash, minHashOf, shingles, similarity } from "./minhash.ts";
import { mix } from "./permutation.ts";
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

describe("MinHash", () => {
  /** Two sets of n numbers of which `common` are shared. */
  const pair = (n: number, common: number, salt: number) => {
    const at = (i: number) => Math.imul(i + salt * 100_003, 2654435761) >>> 0;
    return [
      Array.from({ length: n }, (_, i) => at(i)),
      Array.from({ length: n }, (_, i) => at(i < common ? i : n + i)),
    ] as const;
  };

  it("estimates the Jaccard similarity without bias, within its confidence interval", () => {
    const K = 128;
    const trials = 60;
    for (const [n, common] of [
      [300, 30],
      [300, 150],
      [300, 240],
      [300, 290],
    ] as const) {
      const exact = common / (2 * n - common);
      const estimates = Array.from({ length: trials }, (_, trial) => {
        const [a, b] = pair(n, common, trial);
        return similarity(minHashOf(a, K), minHashOf(b, K));
      });
      const deviation = Math.sqrt((exact * (1 - exact)) / K);
      const mean = estimates.reduce((sum, x) => sum + x, 0) / trials;
      expect(Math.abs(mean - exact)).toBeLessThan((3.3 * deviation) / Math.sqrt(trials));
      const inside = estimates.filter((x) => Math.abs(x - exact) <= 1.96 * deviation).length;
      expect(inside / trials).toBeGreaterThan(0.85); // 95 % in the mean
      const variance = estimates.reduce((sum, x) => sum + (x - exact) ** 2, 0) / trials;
      expect(variance / deviation ** 2).toBeGreaterThan(0.5);
      expect(variance / deviation ** 2).toBeLessThan(1.7);
    }
  });

  it("takes texts for the same that differ in case, width and blanks", () => {
    expect(shingles("  Ｈｅｌｌｏ\n\nWORLD ")).toEqual(shingles("hello world"));
    expect(shingles("hello, world")).not.toEqual(shingles("hello world"));
  });

  it.each([0.5, 0.8, 0.9])("has two texts of similarity %f meet in 95 of 100 cases, and others seldom", (threshold) => {
    let x = 7;
    const draw = () => {
      x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
      return x / 2 ** 32;
    };
    /** The share of pairs of signatures that meet, whose places agree with probability s. */
    const met = (s: number) => {
      let count = 0;
      for (let trial = 0; trial < 600; trial++) {
        const a = Uint32Array.from({ length: 128 }, () => 2 ** 32 * draw());
        const other = new Set(
          bandKeys(
            a.map((value) => (draw() < s ? value : 2 ** 32 * draw())),
            threshold,
          ),
        );
        if (bandKeys(a, threshold).some((key) => other.has(key))) count++;
      }
      return count / 600;
    };
    expect(met(threshold)).toBeGreaterThan(0.93);
    expect(met(threshold / 2)).toBeLessThan(0.5);
  });

  it("has as many rows a band as leave two texts at the threshold a chance of 0.95 to meet", () => {
    const bands = (hashes: number, threshold: number) => bandKeys(new Uint32Array(hashes), threshold).length;
    // 1 - (1 - s^r)^b: 0.996 with 3 rows at 0.5, 0.873 with 4; 0.985 with 7 at 0.8, 0.947 with 8; 0.964 with 12 at 0.9, 0.929 with 13.
    expect([bands(128, 0.5), bands(128, 0.8), bands(128, 0.9), bands(2, 0.9), bands(1, 1)]).toEqual([42, 18, 10, 2, 1]);
  });

  it("takes minima of a hash for each place, over shingles of five characters", () => {
    expect(["abcde", "abcdef", "abcabcabc", "a", ""].map((text) => shingles(text).size)).toEqual([1, 2, 3, 1, 1]);
    expect(shingles("abc", 2).size).toBe(2);
    const [one, other] = [minHashOf([3], 4), minHashOf([9], 4)];
    expect(minHashOf([3, 9], 4)).toEqual(one.map((value, k) => Math.min(value, other[k]!)));
    expect([...one]).toEqual(Array.from({ length: 4 }, (_, k) => mix(3 ^ mix(k + 1))));
    expect(minHash("a text")).toEqual(minHashOf(shingles("a text"), 128));
    expect(() => similarity(one, minHashOf([3], 5))).toThrow("signatures of 4 and 5 hashes cannot be compared");
  });

  it("keeps a text that meets another and is less like it than the threshold", () => {
    const base = "some words and then others";
    const options = { hashes: 2, threshold: 0.9 }; // two bands of a row
    const signature = (text: string) => minHash(text, { hashes: 2 });
    const half = Array.from({ length: 200 }, (_, i) => `${base} ${i}`).find(
      (text) => similarity(signature(base), signature(text)) === 0.5,
    )!;
    const filter = nearDuplicates(options);
    expect([base, half, base, half].map((text) => filter.reason({ id: text, text }))).toEqual([
      ...[undefined, undefined, `100 % like ${base}`, `100 % like ${half}`],
    ]);
  });

  it("finds speeches that were changed a little, and no others", async () => {
    const originals = [...speeches({ from: 1900, to: 1930 })].map(({ id, text }) => ({
      id,
      text: text.slice(0, 6000),
    }));
    const exact = (a: string, b: string) => {
      const [x, y] = [shingles(a), shingles(b)];
      const both = [...x].filter((hash) => y.has(hash)).length;
      return both / (x.size + y.size - both);
    };
    // Every 40th word is another.
    const changed = originals.map(({ id, text }) => ({
      id: `${id} changed`,
      text: text
        .split(" ")
        .map((word, i) => (i % 40 === 7 ? `${word}${id.slice(0, 4)}` : word))
        .join(" "),
    }));
    for (const [i, { text }] of changed.entries()) expect(exact(text, originals[i]!.text)).toBeGreaterThan(0.85);
    const report = filterReport();
    for await (const _ of filtered([...originals, ...changed], [nearDuplicates()], report));
    expect(report.kept).toBe(originals.length);
    expect(report.dropped["near-duplicate"]!.examples[0]).toMatchObject({ id: changed[0]!.id });
    expect(report.dropped["near-duplicate"]!.examples[0]!.reason).toMatch(
      new RegExp(`^\\d+ % like ${originals[0]!.id}$`),
    );
  });
});
