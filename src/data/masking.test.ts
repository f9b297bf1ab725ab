import { describe, expect, it } from "vitest";
import { Generator, ids, rand } from "../tensor/index.ts";
import { maskTokens } from "./index.ts";

const V = 50;
const config = { vocabulary: V, mask: 4, special: [0, 4] };

describe("[H02] masking", () => {
  const tokens = rand([200, 200], { generator: new Generator(1) })
    .mul(V)
    .to("int64"); // 40,000, none of them told apart
  const { inputs, targets } = maskTokens(tokens, config, new Generator(2));
  const [before, shown, wanted] = [tokens.numbers(), inputs.numbers(), targets.numbers()];
  const places = wanted.flatMap((target, place) => (target < 0 ? [] : [place]));
  const free = before.filter((id) => !config.special.includes(id)).length;
  /** Whether a share of n draws is within 4 standard deviations of p. */
  const near = (hits: number, n: number, p: number) => Math.abs(hits / n - p) < 4 * Math.sqrt((p * (1 - p)) / n);

  it("[H02] selects 15 % of the tokens that may be, and of them hides 80 %, changes 10 % and leaves 10 %", () => {
    expect(near(places.length, free, 0.15)).toBe(true);
    const masked = places.filter((place) => shown[place] === config.mask).length;
    const kept = places.filter((place) => shown[place] === before[place]).length;
    // A random token is the mask, or the token itself, once in V.
    expect(near(masked, places.length, 0.8 + 0.1 / V)).toBe(true);
    expect(near(kept, places.length, 0.1 + 0.1 / V)).toBe(true);
    expect(near(places.length, free, 0.18)).toBe(false);
  });

  it("[H02] has a target at the selected places alone, the token that stood there, and changes no other place", () => {
    const selected = new Set(places);
    for (const [place, target] of wanted.entries()) {
      if (selected.has(place)) expect(target).toBe(before[place]);
      else expect([target, shown[place]]).toEqual([-100, before[place]]);
    }
    expect(places.some((place) => config.special.includes(before[place]!))).toBe(false);
  });

  it("draws the same from equal generators, and refuses shares above 1", () => {
    const again = maskTokens(tokens, config, new Generator(2));
    expect(again.inputs.numbers()).toEqual(shown);
    expect(maskTokens(tokens, config, new Generator(3)).inputs.numbers()).not.toEqual(shown);
    expect(() => maskTokens(ids([1]), { ...config, masked: 0.95 })).toThrow(/at most 1/);
  });
});
