import { describe, expect, it } from "vitest";
import { Generator, ids, rand } from "../tensor/index.ts";
import { IGNORED, maskTokens } from "./index.ts";

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

  it("selects a token in seven, and shows the mask for eight in ten of them and a stranger for one", () => {
    const before = tokens.numbers();
    const targets = maskTokens(tokens, config, new Generator(2)).targets.numbers();
    const open = before.filter((id) => id !== 0 && id !== 4).length;
    const selected = targets.flatMap((target, i) => (target === IGNORED ? [] : [i]));
    expect(selected.map((i) => before[i])).toEqual(selected.map((i) => targets[i]));
    expect(selected.length / open).toBeCloseTo(0.15, 2);
    const share = (is: (i: number) => boolean) => selected.filter(is).length / selected.length;
    expect(share((i) => shown[i] === 4)).toBeCloseTo(0.8, 1);
    expect(share((i) => shown[i] === before[i])).toBeCloseTo(0.1, 1);
  });

  it("may select every token that is not special, the first of the vocabulary too", () => {
    const all = maskTokens(ids([0, 1, 2]), { vocabulary: 3, mask: 2, rate: 1, masked: 1, random: 0 });
    expect([all.inputs.numbers(), all.targets.numbers()]).toEqual([
      [2, 2, 2],
      [0, 1, 2],
    ]);
  });

  it("draws the same from equal generators, and refuses shares above 1", () => {
    const again = maskTokens(tokens, config, new Generator(2));
    expect(again.inputs.numbers()).toEqual(shown);
    expect(maskTokens(tokens, config, new Generator(3)).inputs.numbers()).not.toEqual(shown);
    expect(() => maskTokens(ids([1]), { ...config, masked: 0.95 })).toThrow(/at most 1/);
  });
});
