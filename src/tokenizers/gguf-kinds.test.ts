import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TINY_BERT_GGUF, TINY_PIECES, tinySentencePieceGguf } from "../../tests/contracts/tiny-sentencepiece.ts";
import { describeTokenizer } from "../../tests/contracts/tokenizer.ts";
import { tokenizerFilesFromGguf, tokenizerFromGguf } from "./gguf.ts";
import { MalformedTokenizerError } from "./malformed.ts";
import { CONTROL, NORMAL, UNKNOWN, UNUSED, USER_DEFINED } from "./pieces.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { tokenizerFromJson } from "./tokenizer-json.ts";

describeTokenizer("LLaMA 2's shape from GGUF", () => tokenizerFromGguf(tinySentencePieceGguf()));
describeTokenizer("LLaMA 2's shape from tokenizer.json", () =>
  tokenizerFromJson(tokenizerFilesFromGguf(tinySentencePieceGguf())),
);

describe("a vocabulary of the kind llama", () => {
  const words = (tokenizer: Tokenizer, text: string) => tokenizer.encode(text).map((id) => tokenizer.idToToken(id));

  it("joins by score, spells by bytes, and puts a space before each stretch of text", () => {
    const tokenizer = tokenizerFromGguf(tinySentencePieceGguf());
    expect(words(tokenizer, "hello world</s>the")).toEqual(["<s>", "▁hello", "▁world", "</s>", "▁the"]);
    expect(words(tokenizer, "  the")).toEqual(["<s>", "▁▁", "▁the"]);
    expect(words(tokenizer, "ü")).toEqual(["<s>", "▁", "<0xC3>", "<0xBC>"]);
    expect(tokenizer.encode("")).toEqual([1]);
    expect([tokenizer.bosId, tokenizer.eosId, tokenizer.unkId]).toEqual([1, 2, 0]);
    expect(tokenizer.files?.["tokenizer.json"]).toBeDefined();
  });

  it("has llama.cpp's defaults where a file is silent", () => {
    const { "tokenizer.ggml.bos_token_id": _, "tokenizer.ggml.eos_token_id": __, ...silent } = tinySentencePieceGguf();
    const tokenizer = tokenizerFromGguf(silent);
    expect([tokenizer.bosId, tokenizer.eosId, tokenizer.encode("a")[0]]).toEqual([1, 2, 1]);
    const without = { "tokenizer.ggml.add_bos_token": false, "tokenizer.ggml.add_eos_token": true };
    expect(words(tokenizerFromGguf({ ...silent, ...without }), "the")).toEqual(["▁the", "</s>"]);
    const bare = tokenizerFromGguf({ ...silent, "tokenizer.ggml.add_space_prefix": false });
    expect(words(bare, "hello the")).toEqual(["<s>", "he", "ll", "o", "▁the"]);
    expect(bare.decode(bare.encode(" the", { addSpecialTokens: false }))).toBe(" the");
  });

  it("takes a run of spaces that a user has defined for the piece that it stands for", () => {
    const runs = ["  ", "   "].map((text) => ({ text, score: -1000, type: USER_DEFINED }));
    const pieces = [...TINY_PIECES.filter(({ text }) => !/^▁▁/.test(text)), ...runs];
    const tokenizer = tokenizerFromGguf(tinySentencePieceGguf(pieces));
    expect(words(tokenizer, "a   the")).toEqual(["<s>", "▁a", "▁▁▁", "t", "he"]);
  });

  it("leaves unused and empty tokens without a token", () => {
    const pieces = [...TINY_PIECES, { text: "[PAD9]", score: -1, type: UNUSED }, { text: "", score: 0, type: NORMAL }];
    const tokenizer = tokenizerFromGguf(tinySentencePieceGguf(pieces));
    expect([tokenizer.vocabularySize, tokenizer.tokenToId("[PAD9]")]).toEqual([TINY_PIECES.length, undefined]);
  });
});

describe("a vocabulary of the kind bert", () => {
  it("begins a word where GGUF writes a space", () => {
    const tokenizer = tokenizerFromGguf(TINY_BERT_GGUF);
    expect(tokenizer.encode("Unaffable! aff CAFÉ [MASK]")).toEqual([2, 5, 6, 7, 10, 1, 11, 4, 3]);
    expect(tokenizer.encodePair("un", "un").typeIds).toEqual([0, 0, 0, 1, 1]);
    expect([tokenizer.idToToken(6), tokenizer.idToToken(8), tokenizer.idToToken(9)]).toEqual([
      "##aff",
      "[x]",
      "[unused1]",
    ]);
    expect(tokenizer.decode(tokenizer.encode("unaffable!"), { skipSpecialTokens: true })).toBe("unaffable!");
  });

  it("keeps capitals and accents where the file says so", () => {
    const cased = tokenizerFromGguf({ ...TINY_BERT_GGUF, "tokenizer.ggml.normalizer.lowercase": false });
    expect(cased.encode("UN un", { addSpecialTokens: false })).toEqual([1, 5]);
    const accented = tokenizerFromGguf({ ...TINY_BERT_GGUF, "tokenizer.ggml.normalizer.strip_accents": false });
    expect(accented.encode("CAFÉ", { addSpecialTokens: false })).toEqual([1]);
  });

  it("is refused without a token for what it cannot spell", () => {
    const { "tokenizer.ggml.unknown_token_id": _, ...silent } = TINY_BERT_GGUF;
    expect(() => tokenizerFromGguf(silent)).toThrow("GGUF metadata: tokenizer.ggml.unknown_token_id is missing");
  });
});

describe("a vocabulary of the kind t5", () => {
  const rows: [string, number, number][] = [
    ["<pad>", 0, CONTROL],
    ["</s>", 0, CONTROL],
    ["<unk>", 0, UNKNOWN],
    ["a", -3, NORMAL],
    ["[gap]", 0, UNUSED],
    ["▁", -2, NORMAL],
    ["▁a", -1, NORMAL],
  ];
  const metadata = {
    "tokenizer.ggml.model": "t5",
    "tokenizer.ggml.tokens": rows.map(([text]) => text),
    "tokenizer.ggml.scores": rows.map(([, score]) => score),
    "tokenizer.ggml.token_type": rows.map(([, , type]) => type),
  };

  it("has llama.cpp's defaults where a file is silent: no space in front, all spaces kept, an end", () => {
    const tokenizer = tokenizerFromGguf(metadata);
    expect(tokenizer.encode("a  a ")).toEqual([3, 5, 6, 5, 1]);
    expect([tokenizer.eosId, tokenizer.unkId, tokenizer.padId]).toEqual([1, 2, 0]);
    const flags = { "tokenizer.ggml.add_space_prefix": true, "tokenizer.ggml.remove_extra_whitespaces": true };
    expect(tokenizerFromGguf({ ...metadata, ...flags }).encode(" a  a ")).toEqual([6, 6, 1]);
  });

  it("gives a text back with the spaces that stand before signs", () => {
    const tokenizer = tokenizerFromGguf({
      ...metadata,
      "tokenizer.ggml.tokens": [...metadata["tokenizer.ggml.tokens"], "."],
      "tokenizer.ggml.scores": [...metadata["tokenizer.ggml.scores"], -2],
      "tokenizer.ggml.token_type": [...metadata["tokenizer.ggml.token_type"], NORMAL],
    });
    expect(tokenizer.decode(tokenizer.encode("a .", { addSpecialTokens: false }))).toBe("a .");
  });

  it("makes what is not used as unlikely as the least likely piece", () => {
    expect(tokenizerFromGguf(metadata).files?.["tokenizer.json"]).toMatchObject({
      model: { unk_id: 2, vocab: rows.map(([text, score, type]) => [text, type === UNUSED ? -3 : score]) },
    });
  });
});

describe("damaged metadata", () => {
  const vocabularies: Record<string, unknown>[] = [tinySentencePieceGguf(), TINY_BERT_GGUF];
  const odd = fc.oneof(
    fc.constantFrom<unknown>(null, -1, 2 ** 40, 5n, "", "x", true, [], {}, [1], ["a"], [null], new Float32Array(3)),
    fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(Number.NaN)), { maxLength: 4 }),
  );

  it("are read or refused in one sentence", () => {
    const keys = [...new Set(vocabularies.flatMap(Object.keys)), "tokenizer.ggml.precompiled_charsmap"];
    const kind = fc.constantFrom("llama", "bert", "t5", "gpt2");
    fc.assert(
      fc.property(
        fc.constantFrom(...vocabularies),
        kind,
        fc.constantFrom(...keys),
        odd,
        (metadata, model, key, value) => {
          try {
            tokenizerFromGguf({ ...metadata, "tokenizer.ggml.model": model, [key]: value }).encode("hello ü");
          } catch (error) {
            expect(error).toBeInstanceOf(MalformedTokenizerError);
            expect((error as Error).message).toMatch(/^GGUF metadata: [^\n]+$/);
          }
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });
});
