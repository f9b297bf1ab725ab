import { describe, expect, it } from "vitest";
import { normalizerOf } from "./normalizers.ts";
import { preTokenizerOf } from "./pre-tokenizers.ts";
import { countWords } from "./word-counts.ts";

const TEXTS = ["The cat the", "a cat\ud800"];
const words = preTokenizerOf({ type: "WhitespaceSplit" });
const counted = (...[texts, normalizer, preTokenizer]: Parameters<typeof countWords>) =>
  Object.fromEntries(countWords(texts, normalizer, preTokenizer));

describe("countWords", () => {
  it("counts every occurrence, over all texts, of words as they are normalized and cut", () => {
    expect(counted(TEXTS, normalizerOf({ type: "Lowercase" }), words)).toEqual({
      the: 2,
      cat: 1,
      a: 1,
      "cat\ufffd": 1,
    });
    expect(counted(TEXTS, undefined, words)).toEqual({ The: 1, cat: 1, the: 1, a: 1, "cat\ufffd": 1 });
  });

  it("takes a whole text for a word where nothing cuts it", () => {
    expect(counted(["a b", "c", "a b", "a b"], undefined, undefined)).toEqual({ "a b": 3, c: 1 });
  });

  it("spells words in the model's alphabet, and counts together what is spelled alike", () => {
    const bytes = preTokenizerOf({ type: "ByteLevel", add_prefix_space: false, use_regex: false });
    expect(counted(["é", "\ud800", "\udc00", "é"], undefined, bytes)).toEqual({ "Ã©": 2, "ï¿½": 2 });
    expect(counted(["\ud800", "\udc00"], undefined, undefined)).toEqual({ "\ufffd": 2 });
  });
});
