import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mix, permuted } from "./permutation.ts";

describe("permutations", () => {
  it("take every place once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(), fc.nat(50), (n, seed, epoch) => {
        const places = Array.from({ length: n }, (_, i) => permuted(i, n, seed, epoch));
        expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
      { numRuns: 50 },
    );
  });

  it("send a place anywhere equally often, and neighbours apart", () => {
    const n = 20;
    const draws = 4000;
    const counts = Array.from({ length: n }, () => new Array<number>(n).fill(0));
    let neighbours = 0;
    for (let seed = 0; seed < draws; seed++)
      for (let i = 0; i < n; i++) {
        counts[i]![permuted(i, n, seed, 3)]!++;
        if (i > 0 && permuted(i, n, seed, 3) === permuted(i - 1, n, seed, 3) + 1) neighbours++;
      }
    const expected = draws / n;
    const chiSquare = counts.flat().reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // (n - 1)^2 = 361 degrees of freedom: mean 361, standard deviation 27.
    expect(Math.abs(chiSquare - 361)).toBeLessThan(5 * 27);
    expect(Math.abs(neighbours / draws / (n - 1) - 1 / n)).toBeLessThan(0.003);
  });

  it("are decided by every bit of the seed, and by the epoch", () => {
    const order = (seed: number, epoch: number) => Array.from({ length: 50 }, (_, i) => permuted(i, 50, seed, epoch));
    const all = [
      order(1, 0),
      order(2, 0),
      order(1, 1),
      order(1 + 2 ** 32, 0),
      order(1 + 2 ** 33, 0),
      order(1 + 2 ** 50, 0),
    ];
    expect(new Set(all.map(String)).size).toBe(all.length);
  });

  it("are the same everywhere and always, so that a run which is taken up meets the rows that it would have met", () => {
    const order = (n: number, seed: number, epoch: number) =>
      Array.from({ length: Math.min(n, 10) }, (_, i) => permuted(i, n, seed, epoch));
    expect(order(10, 1, 0)).toEqual([8, 1, 6, 7, 3, 0, 4, 9, 2, 5]);
    expect(order(1000, 12345678901234, 7)).toEqual([660, 297, 386, 318, 71, 121, 818, 579, 534, 906]);
  });
});

it("mix is the finalizer of MurmurHash3", () => {
  expect([0, 1, 2, 0xdeadbeef, -1].map(mix)).toEqual([0, 0x514e28b7, 0x30f4c306, 0xde5c6a9, 0x81f16f39]);
});
