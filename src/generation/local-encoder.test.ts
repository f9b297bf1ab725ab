import { once } from "node:events";
import { afterAll, describe, expect, it } from "vitest";
import { fixture } from "../../tests/fixtures.ts";
import { dot, SentencesFixture } from "../../tests/parity/sentences.ts";
import { tinyTokenizer } from "../../tests/tiny-lm.ts";
import { bert } from "../models/index.ts";
import { initialize } from "../nn/index.ts";
import { open } from "../open/index.ts";
import { LocalEncoder } from "./local-encoder.ts";

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

describe("an encoder that is asked for what it cannot do", () => {
  const tiny = () => {
    const model = initialize(bert({ vocabulary: 96, width: 8, depth: 1, heads: 2, hidden: 12 }), 1);
    return new LocalEncoder({ name: "tiny", model, tokenizer: tinyTokenizer(), context: 20 });
  };

  it("refuses to write and to tell probabilities, and says it is closed once it is", async () => {
    const encoder = tiny();
    const asked = () => [encoder.generate().completion, encoder.score(), encoder.scoreAnswers()];
    const sentences = [
      "tiny is an encoder: it reads a text whole and writes none",
      "tiny is an encoder: it gives no probability of a token given those before alone",
      "tiny is an encoder: it gives no probability of a token given those before alone",
    ];
    for (const [i, answer] of asked().entries())
      await expect(answer).rejects.toMatchObject({ kind: "unsupported", message: sentences[i] });
    expect(await encoder.embed(["Hello"])).toHaveLength(1);
    await encoder.close();
    for (const answer of [...asked(), encoder.embed(["Hello"])])
      await expect(answer).rejects.toMatchObject({ kind: "closed" });
  });
});
