import { expect, test } from "vitest";
import { philox, uniform } from "./philox.ts";

test("Philox gives the known answers of the Random123 library", () => {
  expect(philox([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  const ones = 0xffffffff;
  expect(philox([ones, ones, ones, ones], [ones, ones])).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
  expect(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
    0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
  ]);
});

test("a uniform number is 27 bits of the first word of its seed and step and 26 of the second", () => {
  expect(uniform(0, 0)).toBe(((0x6627e8d5 >>> 5) * 2 ** 26 + (0xe169c58d >>> 6)) / 2 ** 53);
  const [high, low] = philox([5, 0, 0, 0], [7, 3]);
  expect(uniform(7 + 3 * 2 ** 32, 5)).toBe(((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53);
});

test("uniform numbers lie in [0, 1), spread evenly, and differ by seed and step", () => {
  const draws = Array.from({ length: 10_000 }, (_, step) => uniform(7, step));
  expect(draws.every((u) => u >= 0 && u < 1)).toBe(true);
  // Ten bins of 1000 each, standard deviation 30: five of them.
  const bins = Array.from({ length: 10 }, (_, i) => draws.filter((u) => Math.floor(u * 10) === i).length);
  for (const bin of bins) expect(Math.abs(bin - 1000)).toBeLessThan(150);
  expect(new Set([uniform(7, 0), uniform(8, 0), uniform(7, 1), uniform(7 + 2 ** 32, 0)]).size).toBe(4);
});
