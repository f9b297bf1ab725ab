import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { countIds, NgramCounter } from "./counter.ts";
import { exactLikelihood } from "./maximum-likelihood.ts";
import { NgramError } from "./ngram-error.ts";
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

  it.each([{}, { folder }])("with room for a few windows gives the same tables as with room for all: %j", (where) => {
    const texts = [[0, 1, 2, 0, 1], [2, 2, 0], [], [1]].flatMap((text) => Array<number[]>(40).fill(text));
    const [few, all] = [1024, undefined].map((memory) => countIds(texts, { order: 2, size: 3, memory, ...where }));
    expect(few).toEqual(all);
  });

  it("counts tokens, and ends among them where they are events", () => {
    const count = (end?: number) => {
      const counter = new NgramCounter({ order: 2, begin: 8, end });
      for (const id of [3, 4]) counter.push(id);
      counter.close();
      return counter.finish();
    };
    expect([count().tokens, count(9).tokens]).toEqual([2, 3]);
    expect([count().size, count(9).size, count(2).size]).toEqual([9, 10, 9]);
    const { levels } = count(9);
    expect([[4], [9], [8, 3], [4, 9], [3, 9]].map((ngram) => find(levels, ngram) >= 0)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it("finds the size from the largest id, which may be a mark or a token", () => {
    const size = (begin: number, id: number) => {
      const counter = new NgramCounter({ order: 1, begin });
      counter.push(id);
      return counter.finish().size;
    };
    expect([size(0, 6), size(6, 0)]).toEqual([7, 7]);
  });

  it("refuses more different n-grams than there may be", () => {
    const count = (most: number) => countIds([[0, 1]], { order: 2, size: 2, most });
    expect(count(5).levels.map(({ words }) => words.length)).toEqual([3, 2]); // 0, 1 and the mark; two pairs
    expect(() => count(4)).toThrow(
      new NgramError("the text has more than 4 different n-grams of up to 2 tokens: they do not fit into memory"),
    );
  });

  it.each([
    [{ order: 0, begin: 1 }, "order"],
    [{ order: 17, begin: 1 }, "order"],
    [{ order: 2, begin: -1 }, "begin"],
    [{ order: 2, begin: 1, memory: 1023 }, "memory"],
    [{ order: 2, begin: 1, most: 0 }, "most"],
  ])("refuses %j", (config, field) => {
    expect(() => new NgramCounter(config)).toThrow(field);
    expect(() => new NgramCounter({ order: 16, begin: 0, memory: 1024, most: 1 })).not.toThrow();
  });

  it("refuses ids that bound sequences or are none", () => {
    const counter = new NgramCounter({ order: 2, begin: 5 });
    expect(() => counter.push(5)).toThrow("the token 5 marks the bounds of a sequence");
    expect(() => counter.push(-1)).toThrow("-1 is no token id");
    for (const id of [0.5, 2 ** 32]) expect(() => counter.push(id)).toThrow(`${id} is no token id`);
    counter.push(7);
    expect(() => counter.finish(7)).toThrow("size: 7 is too small");
    expect(counter.finish(8).size).toBe(8);
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
