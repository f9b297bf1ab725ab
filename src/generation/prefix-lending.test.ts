/** Which sequences a PrefixCache lends and lets go of, by sequences that hold no numbers. */
import { describe, expect, test } from "vitest";
import { KVCache } from "../nn/index.ts";
import { PrefixCache, type PrefixCacheOptions } from "./prefix-cache.ts";

/** Stands for a sequence in memory: so large, and behind places that no token has. */
class Pretended extends KVCache {
  places: number;
  freed = false;
  constructor(
    tokens: number,
    private readonly how: { readonly bytes?: number; readonly cuts?: boolean; readonly begun?: number } = {},
  ) {
    super();
    this.places = tokens + (how.begun ?? 0);
  }
  override get lengths() {
    return [this.places];
  }
  override get bytes() {
    return this.how.bytes ?? 1;
  }
  override get cuts() {
    return this.how.cuts ?? true;
  }
  override cut(_row: number, length: number) {
    this.places = length;
  }
  override release() {
    this.freed = true;
  }
}

function reading(tokens: number[], borders = [0], how: ConstructorParameters<typeof Pretended>[1] = {}) {
  return { cache: new Pretended(tokens.length, how), tokens, borders };
}

describe("what is lent", () => {
  test.each([
    [
      "the sequence that shares most",
      [
        [1, 2, 3],
        [1, 2, 3, 4],
        [1, 2],
      ],
      [1, 2, 3, 4, 5],
      [1, 2, 3, 4],
    ],
    ["a sequence of one token", [[1]], [1, 2], [1]],
    ["a sequence of which half is shared, cut there", [[1, 2, 3, 4]], [1, 2, 9], [1, 2]],
    ["none of which less is shared", [[1, 2, 3, 4, 5]], [1, 2, 9], undefined],
    ["none that begins otherwise", [[2, 1]], [1, 2], undefined],
  ] as const)("is %s", (_, all, prompt, tokens) => {
    for (const order of [all, all.toReversed()]) {
      const prefixes = new PrefixCache();
      for (const own of order) prefixes.put(reading([...own]));
      expect(prefixes.take(prompt)?.tokens).toEqual(tokens);
      expect(prefixes.bytes).toBe(all.length - (tokens === undefined ? 0 : 1));
    }
  });

  test("is less than the prompt: up to where the last pass over it began, with the borders up to there", () => {
    const lend = (prompt: number[], borders: number[], how = {}) => {
      const prefixes = new PrefixCache();
      const held = reading([1, 2, 3, 4, 5, 6], borders, how);
      prefixes.put(held);
      return { lent: prefixes.take(prompt), held, left: prefixes.bytes };
    };
    const { lent } = lend([1, 2, 3, 4, 5, 6], [0, 2, 4, 6], { begun: 3 });
    expect(lent).toMatchObject({ tokens: [1, 2, 3, 4], borders: [0, 2, 4] });
    expect(lent!.cache.lengths).toEqual([4 + 3]);
    expect(lend([1, 2, 3, 4], [0, 2, 4, 6]).lent).toMatchObject({ tokens: [1, 2], borders: [0, 2] });
    expect(lend([1, 2, 3, 4, 5, 6, 7], [0, 2, 4, 6]).lent).toMatchObject({ borders: [0, 2, 4, 6] });
    const { lent: none, held, left } = lend([1, 2, 3, 4, 5, 6], [0, 6]);
    expect([none, held.cache.freed, left]).toEqual([undefined, true, 0]); // it is read again from its beginning
  });

  test("is whole where a sequence cannot be cut, or nothing", () => {
    const prefixes = new PrefixCache();
    prefixes.put(reading([1, 2, 3], [0, 2, 3], { cuts: false }));
    expect(prefixes.take([1, 2, 9])).toBeUndefined();
    expect(prefixes.take([1, 2, 3])).toBeUndefined();
    expect(prefixes.take([1, 2, 3, 4])?.tokens).toEqual([1, 2, 3]);
  });
});

test("four sequences and 1 GiB are held where nothing is said, those used last", () => {
  const freed = (sizes: readonly number[], options?: PrefixCacheOptions) => {
    const prefixes = new PrefixCache(options);
    const all = sizes.map((bytes, i) => reading([i], [0], { bytes }));
    for (const one of all) prefixes.put(one);
    return all.map(({ cache }) => cache.freed);
  };
  expect(freed([1, 1, 1, 1, 1])).toEqual([true, false, false, false, false]);
  expect(freed([2 ** 29, 2 ** 29])).toEqual([false, false]);
  expect(freed([2 ** 29, 2 ** 29, 1])).toEqual([true, false, false]);
  expect(freed([2 ** 30 + 1])).toEqual([true]);
  expect(freed([1, 1, 1], { sequences: 2 })).toEqual([true, false, false]);
  expect(freed([3, 3, 3], { bytes: 6 })).toEqual([true, false, false]);
});
