import { describe, expect, it } from "vitest";
import { nearDuplicates } from "./duplicates.ts";
import { filtered, filterReport } from "./filters.ts";
import { bandKeys, minHash, minHashOf, shingles, similarity } from "./minhash.ts";
import { mix } from "./permutation.ts";
import { speeches } from "./speeches.ts";

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
