import { describe, expect, it } from "vitest";
import { plus, print, product, rational } from "./rational.ts";

describe("fractions", () => {
  it.each([
    [6, 4, "3/2"],
    [6, -4, "-3/2"],
    [-6, -4, "3/2"],
    [-6, 4, "-3/2"],
    [0, -7, "0"],
    [8, 4, "2"],
    [3, 1, "3"],
  ])("%i/%i in lowest terms is %s", (numerator, denominator, text) => {
    expect(print(rational(numerator, denominator))).toBe(text);
  });

  it("have a positive denominator, 1 where none is given", () => {
    expect(rational(6, -4)).toEqual({ numerator: -3n, denominator: 2n });
    expect(rational(5)).toEqual({ numerator: 5n, denominator: 1n });
    expect(() => rational(1, 0)).toThrow(new RangeError("a fraction's denominator is not 0"));
  });

  it("are added and multiplied without rounding", () => {
    expect(print(plus(rational(1, 6), rational(1, 10)))).toBe("4/15");
    expect(print(product(rational(2, 3), rational(9, 4)))).toBe("3/2");
    const tiny = rational(1n, 3n ** 90n);
    expect(plus(tiny, tiny)).toEqual({ numerator: 2n, denominator: 3n ** 90n });
  });
});
