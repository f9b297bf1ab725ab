import { afterAll, describe, expect, it } from "vitest";
import { fixture } from "../../tests/fixtures.ts";
import { areaUnderCurve, cosineAt, dot, SentencesFixture } from "../../tests/parity/sentences.ts";
import { open } from "../open/index.ts";

const model = await open("all-minilm-l6-v2", { pull: false });
afterAll(() => model.close());

describe("[B08] sentence embeddings of all-MiniLM-L6-v2", () => {
  const { texts, cosines, first } = fixture("bert/sentences.json.gz", SentencesFixture);

  it("[B08] have the cosines that sentence-transformers gives, and tell paraphrases from other pairs", async () => {
    const some = texts.slice(0, 45);
    const vectors = (await model.embed(some, { normalize: true })).map(([vector]) => vector!);
    let worst = 0;
    const [alike, apart]: number[][] = [[], []];
    for (const [i, a] of vectors.entries()) {
      for (let j = i; j < vectors.length; j++) {
        const cosine = dot(a, vectors[j]!);
        worst = Math.max(worst, Math.abs(cosine - cosineAt(cosines.data, texts.length, i, j)));
        if (i !== j) (i % 3 === 0 && j === i + 1 ? alike! : apart!).push(cosine);
      }
    }
    expect(worst).toBeLessThan(1e-4);
    expect(alike).toHaveLength(15);
    expect(areaUnderCurve(alike!, apart!)).toBeGreaterThan(0.95);
    expect(Math.max(...vectors[1]!.map((x, i) => Math.abs(x - first.data[384 + i]!)))).toBeLessThan(1e-5);
  });

  it("[B09] are the same whatever a text shares a pass with", async () => {
    const [[alone]] = (await model.embed([texts[0]!])) as [[number[]]];
    const [[among]] = (await model.embed([texts[0]!, ...texts.slice(30, 60)])) as [[number[]]];
    expect(Math.max(...alone.map((x, i) => Math.abs(x - among[i]!)))).toBeLessThan(1e-5);
  });

  it("have length 1 where that is asked for, at any layer and for each token", async () => {
    const [tokens] = await model.embed([texts[0]!], { pooling: "none", layer: 3, normalize: true });
    expect(tokens!.length).toBeGreaterThan(5);
    for (const vector of tokens!) expect(dot(vector, vector)).toBeCloseTo(1, 6);
  });
});

describe("[E04] an encoder behind the port", () => {
  it("[E04] writes no text from left to right and scores none, and says so in one sentence", async () => {
    await expect(model.generate("Once").completion).rejects.toMatchObject({
      kind: "unsupported",
      message: "all-minilm-l6-v2 is an encoder: it reads a text whole and writes none",
    });
    await expect(model.score("Once upon a time")).rejects.toMatchObject({ kind: "unsupported" });
    await expect(model.scoreAnswers("Once", [" upon"])).rejects.toMatchObject({ kind: "unsupported" });
  });

  it("refuses a layer that it has not and a text that is too long", async () => {
    await expect(model.embed(["a"], { layer: 7 })).rejects.toThrow("layer must be a whole number from 0 to 6");
    await expect(model.embed(["a ".repeat(600)])).rejects.toThrow(
      /has 602 tokens, and all-minilm-l6-v2 reads at most 512/,
    );
  });
});
