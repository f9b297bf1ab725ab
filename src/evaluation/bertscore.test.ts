import { describe, expect, it } from "vitest";
import { bertScore } from "./index.ts";

/** Words for tokens, letters for vectors: enough to compute by hand. */
const words = ["<s>", "cat", "dog", "sat", "runs"];
const toy = {
  tokenizer: {
    encode: (text: string) => [0, ...text.split(" ").map((word) => words.indexOf(word))],
    isSpecial: (id: number) => id === 0,
  },
  model: {
    // cat and dog are alike (cosine 0.6), all else is apart.
    embed: async (texts: readonly string[]) =>
      texts.map((text) => toy.tokenizer.encode(text).map((id) => [[0, 0, 0, 1], [1, 0, 0, 0], [0.6, 0.8, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]][id]!)), // biome-ignore format: a table
  },
};

describe("BERTScore", () => {
  it("refuses lists that do not match", async () => {
    await expect(bertScore(toy, ["cat"], [])).rejects.toThrow("bertScore: 1 candidates for 0 references");
  });
});
