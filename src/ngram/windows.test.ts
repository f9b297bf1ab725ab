import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { merge } from "./runs.ts";
import { tabulate } from "./tables.ts";
import { compareWindows, type Source, suffixOrder, Windows } from "./windows.ts";

const source = (...records: number[][]): Source => {
  const record = new Uint32Array(records[0]?.length ?? 0);
  const next = () => {
    const own = records.shift();
    if (own !== undefined) record.set(own);
    return own !== undefined;
  };
  return { record, next };
};

const all = (from: Source): number[][] => {
  const found: number[][] = [];
  while (from.next()) found.push(Array.from(from.record));
  return found;
};

const bySuffix = (a: readonly number[], b: readonly number[]) =>
  compareWindows(Uint32Array.from(a), Uint32Array.from(b), a.length);

describe("windows", () => {
  it("come in the order of their last id, then of the one before", () => {
    expect(Math.sign(bySuffix([9, 1], [0, 2]))).toBe(-1);
    expect(Math.sign(bySuffix([9, 2], [0, 2]))).toBe(1);
    expect(bySuffix([9, 2], [9, 2])).toBe(0);
  });

  it.each([0, 1, 6, 2 ** 16 - 1, 2 ** 16, 90_000, 2 ** 32 - 1])("of ids up to %d are put in that order", (largest) => {
    const id = fc.oneof(fc.nat(Math.min(largest, 5)), fc.integer({ min: 0, max: largest }), fc.constant(largest));
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id, id), { maxLength: 12 }), (windows) => {
        const places = suffixOrder(Uint32Array.from(windows.flat()), windows.length, 3, largest);
        const expected = windows.map((_, i) => i).sort((a, b) => bySuffix(windows[a]!, windows[b]!) || a - b);
        expect(Array.from(places)).toEqual(expected);
      }),
      { numRuns: 6 },
    );
  });

  it("are counted once each, and again after they were cleared", () => {
    const windows = new Windows(2, 5);
    for (const window of [
      [1, 2],
      [3, 1],
      [1, 2],
      [0, 2],
      [1, 2],
    ])
      windows.push(Uint32Array.from(window));
    expect(all(windows.sorted())).toEqual([
      [3, 1, 1],
      [0, 2, 1],
      [1, 2, 3],
    ]);
    windows.clear();
    windows.push(Uint32Array.from([7, 70_000]));
    expect(all(windows.sorted())).toEqual([[7, 70_000, 1]]);
  });
});

describe("merging", () => {
  it("gives the windows of all sources in order, equal ones as one", () => {
    const one = source([3, 1, 5], [1, 2, 1]);
    const other = source([0, 1, 2], [3, 1, 1], [1, 2, 4], [0, 3, 1]);
    expect(all(merge([one, source(), other], 2))).toEqual([
      [0, 1, 2],
      [3, 1, 6],
      [1, 2, 5],
      [0, 3, 1],
    ]);
    expect(all(merge([], 2))).toEqual([]);
  });

  it("leaves two records where a sum has more than 32 bits, and the tables have the sum", () => {
    const most = 2 ** 32 - 1;
    const merged = (...counts: number[]) =>
      merge(
        counts.map((count) => source([0, count])),
        1,
      );
    expect(all(merged(most - 1, 1))).toEqual([[0, most]]);
    expect(all(merged(most, 1))).toEqual([
      [0, most],
      [0, 1],
    ]);
    const counts = tabulate(merged(most, 1), { order: 1, size: 2, begin: 1, end: undefined });
    expect(Array.from(counts.levels[0]!.counts)).toEqual([most + 1, 0]);
    expect(counts.tokens).toBe(most + 1);
  });
});
