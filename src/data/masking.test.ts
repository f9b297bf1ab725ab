import { describe, expect, it } from "vitest";
import { Generator, ids, rand } from "../tensor/index.ts";
import { maskTokens } from "./index.ts";

const V = 50;
const config = { vocabulary: V, mask: 4, special: [0, 4] };

describe("masking", () => {
  const tokens = rand([200, 200], { generator: new Generator(1) })
    .mul(V)
    .to("int64"); // 40,000, none of them told apart
  const { inputs } = maskTokens(tokens, config, new Generator(2));
  const shown = inputs.numbers();

  it("draws strangers from all of the vocabulary, each as often", () => {
    const before = tokens.numbers();
    const strangers = shown.filter((id, i) => id !== 4 && id !== before[i]); // about 590, 12 of each id
    const counts = Array.from({ length: V }, (_, id) => strangers.filter((one) => one === id).length);
    expect(Math.max(...counts.filter((_, id) => id !== 4))).toBeLessThan(40);
    expect(Math.min(...counts.filter((_, id) => id !== 4))).toBeGreaterThan(0);
  });

  it("never selects a place that holds no token", () => {
    const none = maskTokens(ids(new Array(400).fill(-1)), { ...config, rate: 1 }, new Generator(4));
    expect(new Set(none.inputs.numbers())).toEqual(new Set([-1]));
  });

  it("draws the same from equal generators, and refuses shares above 1", () => {
    const again = maskTokens(tokens, config, new Generator(2));
    expect(again.inputs.numbers()).toEqual(shown);
    expect(maskTokens(tokens, config, new Generator(3)).inputs.numbers()).not.toEqual(shown);
    expect(() => maskTokens(ids([1]), { ...config, masked: 0.95 })).toThrow(/at most 1/);
  });
});
