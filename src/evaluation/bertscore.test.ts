import { describe, expect, it } from "vitest";
import { fixture } from "../../tests/fixtures.ts";
import { BertScoreFixture } from "../../tests/parity/bertscore-fixture.ts";
import { load } from "../checkpoints/index.ts";
import { LocalEncoder } from "../generation/index.ts";
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

describe("[D05] BERTScore", () => {
  it("[D05] is the mean of best cosines, each way", async () => {
    const [score] = await bertScore(toy, ["dog"], ["cat sat"]);
    expect(score!.precision).toBeCloseTo(0.6, 12);
    expect(score!.recall).toBeCloseTo((0.6 + 0) / 2, 12);
    expect(score!.f).toBeCloseTo((2 * 0.6 * 0.3) / 0.9, 12);
  });

  it("[D05] weighs by idf where that is asked for: what every reference says counts nothing", async () => {
    const [score] = await bertScore(toy, ["sat", "runs"], ["cat sat", "dog sat"], { idf: true });
    expect(score).toEqual({ precision: 0, recall: 0, f: 0 });
  });

  it("[D05] equals the authors' package on the weights of all-MiniLM-L6-v2", async () => {
    const { model, tokenizer } = await load("all-minilm-l6-v2", { pull: false, able: "read" });
    const encoder = new LocalEncoder({ name: "all-minilm-l6-v2", model, tokenizer, context: 512 });
    const { triples, results } = fixture("evaluation/bertscore.json.gz", BertScoreFixture);
    const some = triples.slice(0, 12);
    const references = some.map(([reference]) => reference);
    for (const [name, layer] of [
      ["paraphrase 6", 6],
      ["distractor 4", 4],
    ] as const) {
      const column = name.startsWith("paraphrase") ? 1 : 2;
      const scores = await bertScore({ model: encoder, tokenizer }, some.map((triple) => triple[column]), references, { layer }); // biome-ignore format: one line
      for (const [i, { precision, recall, f }] of scores.entries()) {
        for (const [j, ours] of [precision, recall, f].entries()) {
          expect(Math.abs(ours - results[name]![j]!.data[i]!)).toBeLessThan(1e-4);
        }
      }
    }
    await encoder.close();
  });

  it("refuses lists that do not match", async () => {
    await expect(bertScore(toy, ["cat"], [])).rejects.toThrow("bertScore: 1 candidates for 0 references");
  });
});
