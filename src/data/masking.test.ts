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

  it("draws the same from equal generators, and refuses shares above 1", () => {
    const again = maskTokens(tokens, config, new Generator(2));
    expect(again.inputs.numbers()).toEqual(shown);
    expect(maskTokens(tokens, config, new Generator(3)).inputs.numbers()).not.toEqual(shown);
    expect(() => maskTokens(ids([1]), { ...config, masked: 0.95 })).toThrow(/at most 1/);
  });
});
