import { describe, expect, it } from "vitest";
import { tokenizerFromJson } from "./tokenizer-json.ts";
import { WordPiece } from "./word-piece.ts";

const TOKENS = "[PAD] [UNK] [CLS] [SEP] un ##aff ##able ##a the ##the affa 我 爱 . it ' s".split(" ");
const vocabulary = new Map(TOKENS.map((token, id) => [token, id]));
const model = new WordPiece({ vocabulary, unknown: "[UNK]", prefix: "##", longestWord: 10 });
const cut = (word: string) => model.encode(word).ids.map((id) => model.idToToken(id));

describe("WordPiece", () => {
  it("takes the longest token first, and the longest inside the word after it", () => {
    expect(model.encode("unaffable")).toEqual({ ids: [4, 5, 6], ends: [2, 5, 9] });
    expect(cut("thethe")).toEqual(["the", "##the"]);
    // Greedy: affa, not the un-cuttable rest, decides.
    expect(cut("affable")).toEqual(["[UNK]"]);
  });

  it("takes a word that it cannot spell, or a very long one, for one unknown token", () => {
    expect(model.encode("unknown")).toEqual({ ids: [1], ends: [7] });
    expect(cut("the".repeat(3))).toEqual(["the", "##the", "##the"]);
    expect(model.encode("the".repeat(4))).toEqual({ ids: [1], ends: [12] });
    // Ten characters, whether they take one UTF-16 unit or two.
    const foxes = new WordPiece({
      vocabulary: new Map([
        ["[UNK]", 0],
        ["🦊", 1],
        ["##🦊", 2],
      ]),
      unknown: "[UNK]",
      prefix: "##",
      longestWord: 10,
    });
    expect(foxes.encode("🦊".repeat(10)).ids).toHaveLength(10);
    expect(foxes.encode("🦊".repeat(11)).ids).toEqual([0]);
  });
});

/** BERT's shape on these tokens. */
function bert(normalizer: object = {}) {
  const special = (content: string) => ({ id: TOKENS.indexOf(content), content, special: true, normalized: false });
  const token = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } });
  const text = (id: "A" | "B", type_id: number) => ({ Sequence: { id, type_id } });
  const single = [token("[CLS]", 0), text("A", 0), token("[SEP]", 0)];
  return tokenizerFromJson({
    "tokenizer.json": {
      added_tokens: ["[PAD]", "[UNK]", "[CLS]", "[SEP]"].map(special),
      normalizer: { type: "BertNormalizer", ...normalizer },
      pre_tokenizer: { type: "BertPreTokenizer" },
      post_processor: {
        type: "TemplateProcessing",
        single,
        pair: [...single, text("B", 1), token("[SEP]", 1)],
        special_tokens: {
          "[CLS]": { id: "[CLS]", ids: [2], tokens: ["[CLS]"] },
          "[SEP]": { id: "[SEP]", ids: [3], tokens: ["[SEP]"] },
        },
      },
      decoder: { type: "WordPiece" },
      model: { type: "WordPiece", unk_token: "[UNK]", vocab: Object.fromEntries(vocabulary) },
    },
  });
}

describe("a tokenizer of BERT's shape", () => {
  const tokenizer = bert();
  it("cleans text, and knows where each token came from", () => {
    const { ids, offsets } = tokenizer.encodeWithOffsets("Thé\t我爱\u0000 ÚN\u00adaffable.");
    expect(ids.map((id) => tokenizer.idToToken(id)).join(" ")).toBe("[CLS] the 我 爱 un ##aff ##able . [SEP]");
    expect(offsets.flat()).toEqual([0, 0, 0, 3, 4, 5, 5, 6, 8, 10, 11, 14, 14, 18, 18, 19, 0, 0]);
  });

  it("keeps case and accents where it is told to", () => {
    expect(bert({ lowercase: false }).encode("The the thé")).toEqual([2, 1, 8, 1, 3]);
    expect(bert({ strip_accents: false }).encode("The thé")).toEqual([2, 8, 1, 3]);
  });

  it("puts pairs together, with the type of each token", () => {
    const pair = tokenizer.encodePair("the it", "it.");
    expect(pair).toEqual({
      ids: [2, 8, 14, 3, 14, 13, 3],
      typeIds: [0, 0, 0, 0, 1, 1, 1],
      offsets: [
        [0, 0],
        [0, 3],
        [4, 6],
        [0, 0],
        [0, 2],
        [2, 3],
        [0, 0],
      ],
    });
    expect(tokenizer.encodePair("the", "it", { addSpecialTokens: false })).toMatchObject({
      ids: [8, 14],
      typeIds: [0, 1],
    });
  });

  it("cuts what is too long, the longer of two texts first", () => {
    expect(tokenizer.encode("the the the", { maxLength: 4 })).toEqual([2, 8, 8, 3]);
    expect(tokenizer.encodeWithOffsets("the the the", { maxLength: 3 }).offsets[1]).toEqual([0, 3]);
    const lengths = (a: number, b: number, maxLength: number) => {
      const { typeIds } = tokenizer.encodePair("the ".repeat(a), "it ".repeat(b), { maxLength });
      const second = typeIds.filter((type) => type === 1).length;
      return [typeIds.length - second - 2, second - 1];
    };
    // As Hugging Face's "longest first" does.
    expect([lengths(9, 2, 8), lengths(2, 9, 8), lengths(9, 9, 8), lengths(3, 9, 8), lengths(1, 2, 8)]).toEqual([
      [3, 2],
      [2, 3],
      [2, 3],
      [2, 3],
      [1, 2],
    ]);
  });

  it("decodes to words with spaces between them, as English has them", () => {
    const ids = tokenizer.encode("it's unaffable.", { addSpecialTokens: false });
    expect(tokenizer.decode(ids)).toBe("it's unaffable.".replace("'s", " ' s"));
    expect(tokenizer.decode(tokenizer.encode("the it"), { skipSpecialTokens: true })).toBe("the it");
  });
});
