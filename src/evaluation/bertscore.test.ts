import { describe, expect, it } from "vitest";
import { bertScore } from "./index.ts";

/** Words for tokens, letters for vectors: enough to compute by hand. */
const words = ["<s>", "cat", "dog", "sat", "runs"];
const toy = {
  tokenizer: {
    encode: (text: string, { maxLength = 9 } = {}) =>
      [0, ...text.split(" ").flatMap((word) => (word === "" ? [] : words.indexOf(word)))].slice(0, maxLength),
  },
  model: {
    // cat and dog are alike (cosine 0.6), all else is apart.
    embed: async (texts: readonly string[], _options?: object) =>
      texts.map((text) => toy.tokenizer.encode(text).map((id) => [[0, 0, 0, 1], [1, 0, 0, 0], [0.6, 0.8, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]][id]!)), // biome-ignore format: a table
  },
};

const near = (value: number) => expect.closeTo(value, 12);

describe("BERTScore", () => {
  it("is the mean of each word's best cosine, both ways; special tokens are not asked", async () => {
    const [alike, shorter, nothing] = await bertScore(
      toy,
      ["cat sat", "cat", "runs"],
      [["dog sat"], ["dog sat"], ["cat"]],
    );
    expect(alike).toEqual({ precision: near(0.8), recall: near(0.8), f: near(0.8) });
    expect(shorter).toEqual({ precision: near(0.6), recall: near(0.3), f: near(0.4) });
    expect(nothing).toEqual({ precision: 0, recall: 0, f: 0 });
  });

  it("weighs words by how few references hold them, ln((N + 1) / (n + 1))", async () => {
    const references = [["dog sat sat"], ["sat"], ["cat"]];
    const [first, second, third] = await bertScore(toy, ["cat sat", "runs", "runs cat"], references, { idf: true });
    const [two, three, four] = [Math.log(4 / 2), Math.log(4 / 3), Math.log(4)]; // cat and dog; sat; runs
    expect(first!.precision).toBeCloseTo((two * 0.6 + three) / (two + three), 12);
    expect(first!.recall).toBeCloseTo((two * 0.6 + 2 * three) / (two + 2 * three), 12);
    expect(second).toEqual({ precision: 0, recall: 0, f: 0 });
    expect(third!.precision).toBeCloseTo(two / (four + two), 12);
    const everywhere = await bertScore(toy, ["sat"], [["sat"]], { idf: true });
    expect(everywhere).toEqual([{ precision: 0, recall: 0, f: 0 }]); // no word weighs anything
  });

  it("asks for vectors of length 1, of the layer that is given or the last", async () => {
    const asked: unknown[] = [];
    const embed: typeof toy.model.embed = (texts, ...options) => {
      asked.push(...options);
      return toy.model.embed(texts);
    };
    for (const options of [{}, { layer: 3 }])
      await bertScore({ ...toy, model: { embed } }, ["cat"], [["dog"]], options);
    const last = { pooling: "none", normalize: true };
    expect(asked).toEqual([last, last, { ...last, layer: 3 }, { ...last, layer: 3 }]);
  });

  it("takes P, R and F each from the reference that gives the best", async () => {
    const of = async (...references: string[]) => (await bertScore(toy, ["cat runs"], [references]))[0]!;
    const [a, b, both] = [await of("cat"), await of("dog cat sat"), await of("cat", "dog cat sat")];
    expect(both).toEqual(await of("dog cat sat", "cat"));
    for (const part of ["precision", "recall", "f"] as const) expect(both[part]).toBe(Math.max(a[part], b[part]));
  });

  it("gives 0 to and for a text of no token, which is never embedded", async () => {
    const none = { precision: 0, recall: 0, f: 0 };
    const texts: string[] = [];
    const embed = (all: readonly string[]) => {
      texts.push(...all);
      return toy.model.embed(all);
    };
    const listening = { ...toy, model: { embed } };
    const scores = await bertScore(listening, ["", "cat", " \u0085", "dog"], [["cat"], [""], [""], ["", "dog"]]);
    expect(scores.slice(0, 3)).toEqual([none, none, none]);
    expect(scores[3]!.f).toBeCloseTo(1, 12);
    expect(texts).not.toContain("");
  });

  it("takes of a long text what the model reads", async () => {
    const short = {
      ...toy,
      model: { embed: async (all: readonly string[]) => (await toy.model.embed(all)).map((v) => v.slice(0, 2)) },
    };
    expect((await bertScore(short, ["cat sat sat"], [["cat"]]))[0]!.precision).toBeCloseTo(1, 12);
  });

  it("refuses a candidate without a reference, and a reference without a candidate", async () => {
    for (const references of [[["cat"]], [["cat"], []], [["cat"], ["dog"], ["sat"]]])
      await expect(bertScore(toy, ["cat", "dog"], references)).rejects.toThrow("at least one reference");
  });
});
