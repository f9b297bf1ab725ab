import { once } from "node:events";
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
  it("cuts a text that is too long as it cuts none of its special tokens, and refuses it where it may not", async () => {
    const warned = once(process, "warning");
    const words = (count: number) => "a ".repeat(count);
    const [cut, fits] = await model.embed([words(600), words(254)], { normalize: true });
    expect(dot(cut![0]!, fits![0]!)).toBeCloseTo(1, 6);
    const [last] = await model.embed([words(600)], { pooling: "last" });
    const [end] = await model.embed([words(254)], { pooling: "last" }); // [SEP]
    expect(last![0]![0]).toBeCloseTo(end![0]![0]!, 5);
    expect((await warned)[0].message).toContain("text 1 of 2 has 602 tokens, and all-minilm-l6-v2 reads at most 256");
    const refused = model.embed(["a", words(600)], { truncate: false });
    await expect(refused).rejects.toThrow("text 2 of 2 has 602 tokens, and all-minilm-l6-v2 reads at most 256");
  });

  it("refuses a layer that it has not", async () => {
    await expect(model.embed(["a"], { layer: 7 })).rejects.toThrow("layer must be a whole number from 0 to 6");
  });
});
