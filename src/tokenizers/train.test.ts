import { describe, expect, it } from "vitest";
import { tokenizerFromJson } from "./tokenizer-json.ts";
import { trainBpe, trainWordPiece } from "./train.ts";
import { trainByteLevelBpe, trainByteLevelBpeAsync } from "./train-byte-level.ts";

const TEXTS = ["low low low low low", "lower lower newest newest newest", "newest newest newest widest widest widest"];

describe("trainByteLevelBpe", () => {
  it("joins the most frequent pair, of equals the one with the smaller ids", () => {
    const tokenizer = trainByteLevelBpe(TEXTS, { vocabularySize: 256 + 1 + 6, specialTokens: ["<|end|>"] });
    const tokens = Array.from({ length: 6 }, (_, i) => tokenizer.idToToken(257 + i));
    expect(tokens).toEqual(["es", "est", "lo", "low", "ew", "new"]);
    expect(tokenizer.encode("<|end|>")).toEqual([0]);
    expect(tokenizer.vocabularySize).toBe(263);
  });

  it("finds special tokens wherever they are written, as they are written, and takes nothing along", () => {
    const options = { vocabularySize: 257, specialTokens: ["<END>"], normalizer: { type: "Lowercase" } as const };
    const tokenizer = trainByteLevelBpe(TEXTS, options);
    const tokens = tokenizer.encode("x<END>y <END> <end>").map((id) => tokenizer.idToToken(id));
    expect(tokens.join(" ")).toBe("x <END> y Ġ <END> Ġ < e n d >");
    expect(tokenizer.decode(tokenizer.encode("a <END> b"), { skipSpecialTokens: true })).toBe("a  b");
  });

  it("gives every text back, also what it has never seen", () => {
    const tokenizer = trainByteLevelBpe(TEXTS, { vocabularySize: 280 });
    for (const text of ["lowest 😀 naïve\n", "", "\u0000\ufeff你好"])
      expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });

  it("is saved as files that give the same tokenizer, roles included", () => {
    const options = { vocabularySize: 270, specialTokens: ["<s>", "</s>"], roles: { bos: "<s>", eos: "</s>" } };
    const tokenizer = trainByteLevelBpe(TEXTS, {
      ...options,
      pattern: String.raw`\p{L}+| ?[^\p{L}]+`,
      addPrefixSpace: true,
    });
    const again = tokenizerFromJson(JSON.parse(JSON.stringify(tokenizer.files)));
    expect([again.bosId, again.eosId, again.vocabularySize]).toEqual([0, 1, 270]);
    expect(again.encode("newest lower")).toEqual(tokenizer.encode("newest lower"));
  });

  it("stops where nothing is left to join, or too little", () => {
    expect(trainByteLevelBpe(["ab ab"], { vocabularySize: 1000 }).vocabularySize).toBe(258);
    expect(trainByteLevelBpe(["ab ab"], { vocabularySize: 1000, minFrequency: 2 }).vocabularySize).toBe(257);
    expect(() => trainByteLevelBpe([], { vocabularySize: 255 })).toThrow("bytes and special tokens alone are 256");
    expect(() => trainByteLevelBpe([], { vocabularySize: 300, size: 3 } as never)).toThrow(/size/);
  });
});

describe("trainByteLevelBpeAsync", () => {
  async function* arriving(texts: Iterable<string>) {
    yield* texts;
  }

  it("gives what trainByteLevelBpe gives", async () => {
    const options = { vocabularySize: 270, specialTokens: ["<s>"], pattern: String.raw`\p{L}+| ?[^\p{L}]+` };
    const { files } = await trainByteLevelBpeAsync(arriving(TEXTS), options);
    expect(files).toEqual(trainByteLevelBpe(TEXTS, options).files);
    const refused = { ...options, size: 3 } as never;
    await expect(trainByteLevelBpeAsync(arriving([]), refused)).rejects.toThrow(/trainByteLevelBpeAsync.*size/);
  });

  it("is left by a signal that comes in while it counts or joins", async () => {
    const heard = new AbortController();
    let given = 0;
    function* endless() {
      for (; ; given++) yield `word ${given}`;
    }
    setImmediate(() => heard.abort());
    await expect(
      trainByteLevelBpeAsync(arriving(endless()), { vocabularySize: 300 }, heard.signal),
    ).rejects.toMatchObject({ name: "AbortError" });
    expect(given).toBeGreaterThan(0);

    const joining = new AbortController();
    const words = Array.from({ length: 50_000 }, (_, i) => ((i * 2654435761) % 2 ** 32).toString(36));
    async function* last() {
      yield words.join(" ");
      setImmediate(() => joining.abort()); // while pairs are joined
    }
    await expect(trainByteLevelBpeAsync(last(), { vocabularySize: 20_000 }, joining.signal)).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});

describe("trainBpe", () => {
  it("joins characters of words, whose ends it marks", () => {
    const tokenizer = trainBpe(TEXTS, { vocabularySize: 30 });
    const tokens = tokenizer.encode("lowest low").map((id) => tokenizer.idToToken(id));
    expect(tokens.join("")).toBe("lowest</w>low</w>");
    expect(tokens).toContain("low</w>");
    expect(tokenizer.decode(tokenizer.encode("lowest low"))).toBe("lowest low");
    expect(tokenizer.encode("q").map((id) => tokenizer.idToToken(id))).toEqual(["<unk>"]);
  });

  it("leaves the rarest characters out", () => {
    const tokenizer = trainBpe(["aaa bb c"], { vocabularySize: 20, alphabetSize: 2, endOfWord: "_" });
    expect(tokenizer.tokenToId("c")).toBeUndefined();
    expect(tokenizer.tokenToId("b")).toBeDefined();
  });
});

describe("trainWordPiece", () => {
  it("gives a tokenizer of BERT's shape", () => {
    const tokenizer = trainWordPiece(TEXTS, { vocabularySize: 36 });
    const tokens = tokenizer.encode("Lowest  NEWEST").map((id) => tokenizer.idToToken(id));
    expect([tokens[0], tokens.at(-1)]).toEqual(["[CLS]", "[SEP]"]);
    expect(tokens.slice(1, -1).join("").replaceAll("##", "")).toBe("lowestnewest");
    expect(tokenizer.encodePair("low", "low").typeIds).toEqual([0, 0, 0, 1, 1]);
    expect([tokenizer.padId, tokenizer.unkId]).toEqual([0, 1]);
  });

  it("puts [CLS] and [SEP] around a text whatever ids they have", () => {
    const specialTokens = ["[CLS]", "[SEP]"];
    const ids = (list: string[]) => trainWordPiece(TEXTS, { vocabularySize: 36, specialTokens: list }).encode("");
    expect([ids(specialTokens), ids(specialTokens.toReversed())]).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it("puts nothing around a text where [CLS] and [SEP] are no special tokens", () => {
    for (const specialTokens of [["[UNK]"], ["[UNK]", "[CLS]"], ["[UNK]", "[SEP]"]]) {
      const tokenizer = trainWordPiece(TEXTS, { vocabularySize: 36, specialTokens, roles: {} });
      expect(tokenizer.encode("low").map((id) => tokenizer.idToToken(id))).toEqual(["low"]);
    }
  });
});
