import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { countIds, NgramCounter } from "./counter.ts";
import { exactLikelihood } from "./maximum-likelihood.ts";
import { print } from "./rational.ts";
import { find } from "./tables.ts";

const folder = mkdtempSync(join(tmpdir(), "tenon-ngram-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sequences = (size: number) => fc.array(fc.array(fc.nat(size - 1), { maxLength: 30 }), { maxLength: 20 });

describe("counting", () => {
  it("finds each n-gram as often as it stands in the text", () => {
    fc.assert(
      fc.property(sequences(4), fc.integer({ min: 1, max: 4 }), (texts, order) => {
        const counts = countIds(texts, { order, size: 4 });
        const expected = new Map<string, number>();
        for (const text of texts) {
          const padded = [4, ...text];
          for (let end = 1; end < padded.length; end++)
            for (let k = 1; k <= Math.min(order, end + 1); k++) {
              const ngram = padded.slice(end + 1 - k, end + 1).join(" ");
              expected.set(ngram, (expected.get(ngram) ?? 0) + 1);
            }
        }
        for (const [ngram, count] of expected) {
          const ids = ngram.split(" ").map(Number);
          expect(counts.levels[ids.length - 1]!.counts[find(counts.levels, ids)]).toBe(count);
        }
        const rows = counts.levels.map((level) => level.counts.filter((count) => count > 0).length);
        expect(rows.reduce((sum, n) => sum + n)).toBe(expected.size);
      }),
      { numRuns: 60 },
    );
  });

  it("on disk, a few windows at a time, gives the same tables and leaves no file", () => {
    const large = Array.from({ length: 300 }, (_, i) =>
      Array.from({ length: 40 }, (_, j) => (i * i * 7 + j * j * i) % 90_000),
    );
    const plain = countIds(large, { order: 3, size: 90_000 });
    const spilled = countIds(large, { order: 3, size: 90_000, memory: 1024, folder });
    for (const [k, level] of spilled.levels.entries()) {
      for (const name of ["words", "children", "counts"] as const)
        expect(Buffer.from(level[name].buffer).equals(Buffer.from(plain.levels[k]![name].buffer))).toBe(true);
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it("refuses ids that bound sequences or are none", () => {
    const counter = new NgramCounter({ order: 2, begin: 5 });
    expect(() => counter.push(5)).toThrow("the token 5 marks the bounds of a sequence");
    expect(() => counter.push(-1)).toThrow("-1 is no token id");
    counter.push(7);
    expect(() => counter.finish(7)).toThrow("size: 7 is too small");
  });

  it("says where sorted counts could not be written", () => {
    const count = () => countIds([Array(200).fill(1)], { order: 2, size: 2, memory: 1024, folder: "/proc/nowhere" });
    expect(count).toThrow(/^\/proc\/nowhere: sorted counts could not be written there/);
  });

  it("gives exact fractions", () => {
    const counts = countIds([[0, 1, 0, 1, 0, 2]], { order: 2, size: 3 });
    const P = exactLikelihood(counts);
    expect([P([0], 1), P([0], 2), P([1], 0), P([], 0)].map(print)).toEqual(["2/3", "1/3", "1", "1/2"]);
    expect(() => P([2], 0)).toThrow("denominator");
  });
});
