import { afterAll, describe, expect, it } from "vitest";
import { fixture } from "../../tests/fixtures.ts";
import { dot, SentencesFixture } from "../../tests/parity/sentences.ts";
import { open } from "../open/index.ts";

const model = await open("all-minilm-l6-v2", { pull: false });
afterAll(() => model.close());

describe("sentence embeddings of all-MiniLM-L6-v2", () => {
  const { texts } = fixture("bert/sentences.json.gz", SentencesFixture);

  it("have length 1 where that is asked for, at any layer and for each token", async () => {
    const [tokens] = await model.embed([texts[0]!], { pooling: "none", layer: 3, normalize: true });
    expect(tokens!.length).toBeGreaterThan(5);
    for (const vector of tokens!) expect(dot(vector, vector)).toBeCloseTo(1, 6);
  });
});

describe("an encoder behind the port", () => {
  it("refuses a layer that it has not and a text that is too long", async () => {
    await expect(model.embed(["a"], { layer: 7 })).rejects.toThrow("layer must be a whole number from 0 to 6");
    await expect(model.embed(["a ".repeat(600)])).rejects.toThrow(
      /has 602 tokens, and all-minilm-l6-v2 reads at most (256|512)/, // 256 where sentence-transformers' files lie beside it
    );
  });
});
