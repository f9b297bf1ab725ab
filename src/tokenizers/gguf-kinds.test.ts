import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TINY_PIECES, tinySentencePieceGguf } from "../../tests/contracts/tiny-sentencepiece.ts";
import { describeTokenizer, SAMPLES } from "../../tests/contracts/tokenizer.ts";
import { tokenizerFilesFromGguf, tokenizerFromGguf } from "./gguf.ts";
import { type GgufTokenizer, ggufFromTokenizerFiles } from "./gguf-files.ts";
import { MalformedTokenizerError } from "./malformed.ts";
import { CONTROL, NORMAL, UNKNOWN, UNUSED, USER_DEFINED } from "./pieces.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { type TokenizerFiles, tokenizerFromJson } from "./tokenizer-json.ts";

const fixture = (name: string) =>
  JSON.parse(gunzipSync(readFileSync(new URL(`../../tests/fixtures/tokenizers/${name}`, import.meta.url))).toString());

/** Metadata as a reader of the written file gives them. */
const read = (metadata: GgufTokenizer): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(metadata).map(([key, typed]) => [
      key,
      typeof typed === "object" && "uint32" in typed ? typed.uint32 : typed,
    ]),
  );

const TEXTS = [
  ...SAMPLES,
  " hello  world",
  "ﬁne  Ｆｕｌｌ\twidth ①②  ",
  "un▁der <s>hello</s><unk><0x41>",
  "mcdonald's unaffable naïve CAFÉ",
];

function sameIds(one: Tokenizer, other: Tokenizer, texts = TEXTS): void {
  for (const text of texts) expect([text, other.encode(text)]).toEqual([text, one.encode(text)]);
}

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

const BERT_TOKENS = [
  "[PAD]",
  "[UNK]",
  "[CLS]",
  "[SEP]",
  "[MASK]",
  "▁un",
  "aff",
  "able",
  "▁[x]",
  "[unused1]",
  "▁!",
  "▁cafe",
];
const BERT = {
  "tokenizer.ggml.model": "bert",
  "tokenizer.ggml.tokens": BERT_TOKENS,
  "tokenizer.ggml.token_type": BERT_TOKENS.map((_, id) => (id === 1 ? UNKNOWN : id < 5 ? CONTROL : NORMAL)),
  "tokenizer.ggml.unknown_token_id": 1,
  "tokenizer.ggml.bos_token_id": 2,
  "tokenizer.ggml.seperator_token_id": 3,
  "tokenizer.ggml.padding_token_id": 0,
  "tokenizer.ggml.mask_token_id": 4,
};

describe("a vocabulary of the kind bert", () => {
  it("begins a word where GGUF writes a space", () => {
    const tokenizer = tokenizerFromGguf(BERT);
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
    const cased = tokenizerFromGguf({ ...BERT, "tokenizer.ggml.normalizer.lowercase": false });
    expect(cased.encode("UN un", { addSpecialTokens: false })).toEqual([1, 5]);
    const accented = tokenizerFromGguf({ ...BERT, "tokenizer.ggml.normalizer.strip_accents": false });
    expect(accented.encode("CAFÉ", { addSpecialTokens: false })).toEqual([1]);
  });

  it("is refused without a token for what it cannot spell", () => {
    const { "tokenizer.ggml.unknown_token_id": _, ...silent } = BERT;
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

  it("makes what is not used as unlikely as the least likely piece", () => {
    expect(tokenizerFromGguf(metadata).files?.["tokenizer.json"]).toMatchObject({
      model: { unk_id: 2, vocab: rows.map(([text, score, type]) => [text, type === UNUSED ? -3 : score]) },
    });
  });
});

describe("carried into GGUF and back", () => {
  const there = (files: TokenizerFiles, spare = 0) => {
    const original = tokenizerFromJson(files);
    const told: string[] = [];
    const metadata = read(ggufFromTokenizerFiles(files, original.vocabularySize + spare, (line) => told.push(line)));
    return { original, metadata, told, again: tokenizerFromGguf(metadata) };
  };
  const roles = (bos: string, eos: string, unk: string) => ({ bos_token: bos, eos_token: eos, unk_token: unk });

  it("LLaMA 2's shape keeps its ids", () => {
    const files = tokenizerFilesFromGguf(tinySentencePieceGguf());
    const { original, metadata, again, told } = there(files, 3);
    expect(metadata).toMatchObject({ "tokenizer.ggml.model": "llama", "tokenizer.ggml.add_space_prefix": true });
    expect([again.bosId, again.eosId, again.unkId, told]).toEqual([1, 2, 0, []]);
    sameIds(original, again);
    expect(read(ggufFromTokenizerFiles(tokenizerFilesFromGguf(metadata), original.vocabularySize + 3))).toEqual(
      metadata,
    );
  });

  it("LLaMA's shape as transformers 5 saves it is told to differ after special tokens", () => {
    const files = tokenizerFilesFromGguf(tinySentencePieceGguf());
    const json = files["tokenizer.json"] as object;
    const pre_tokenizer = { type: "Metaspace", replacement: "▁", prepend_scheme: "first", split: false };
    const { original, again, told } = there({
      ...files,
      "tokenizer.json": { ...json, normalizer: null, pre_tokenizer },
    });
    expect(told).toEqual([expect.stringContaining("GGUF puts a space before text also where one stands already")]);
    sameIds(original, again, ["hello world", "the  x", ""]);
  });

  it("T5's shape keeps its ids, the table of normalization too", () => {
    const { file } = fixture("unigram.json.gz").t5;
    const files = { "tokenizer.json": file, "tokenizer_config.json": roles("</s>", "</s>", "<unk>") };
    const { original, metadata, again, told } = there(files, 2);
    expect(metadata).toMatchObject({
      "tokenizer.ggml.model": "t5",
      "tokenizer.ggml.remove_extra_whitespaces": true,
      "tokenizer.ggml.add_bos_token": false,
      "tokenizer.ggml.add_eos_token": true,
    });
    expect(told).toEqual([]);
    sameIds(original, again);
    const written = tokenizerFromJson(tokenizerFilesFromGguf(metadata));
    for (const text of TEXTS) {
      const ids = original.encode(text, { addSpecialTokens: false });
      expect(written.decode(ids)).toBe(original.decode(ids));
    }
  });

  it("BERT's shape keeps its ids, pairs and types", () => {
    const files = tokenizerFilesFromGguf(BERT);
    const { original, metadata, again } = there(files);
    expect(metadata).toMatchObject({ "tokenizer.ggml.model": "bert", "tokenizer.ggml.normalizer.lowercase": true });
    sameIds(original, again);
    expect(again.encodePair("one text", "another")).toEqual(original.encodePair("one text", "another"));
    expect([again.padId, again.unkId]).toEqual([original.padId, original.unkId]);
    expect(tokenizerFilesFromGguf(metadata)["tokenizer_config.json"]).toEqual(files["tokenizer_config.json"]);
    expect(files["tokenizer_config.json"]).toMatchObject({
      cls_token: "[CLS]",
      sep_token: "[SEP]",
      mask_token: "[MASK]",
    });
  });

  const T5_CUTTING = {
    type: "Sequence",
    pretokenizers: [{ type: "WhitespaceSplit" }, { type: "Metaspace", replacement: "▁", prepend_scheme: "always" }],
  };
  const tiny = () =>
    tokenizerFilesFromGguf(tinySentencePieceGguf())["tokenizer.json"] as { model: object; normalizer: unknown };
  it.each<[string, () => object, string]>([
    [
      "merges that no scores give",
      () => ({
        ...tiny(),
        model: {
          ...tiny().model,
          merges: [
            ["l", "l"],
            ["h", "e"],
          ],
        },
      }),
      "model.merges are not in an order that scores of tokens give",
    ],
    ["other rewriting", () => ({ ...tiny(), normalizer: { type: "Lowercase" } }), "normalizer rewrites text in a way"],
    [
      "other cutting",
      () => ({ ...tiny(), pre_tokenizer: { type: "Whitespace" } }),
      "normalizer rewrites text in a way",
    ],
    [
      "cutting at white space that no table makes a space",
      () => ({ ...tiny(), normalizer: null, pre_tokenizer: T5_CUTTING }),
      "normalizer rewrites text in a way",
    ],
    [
      "a table before BPE",
      () => ({
        ...tiny(),
        normalizer: {
          type: "Sequence",
          normalizers: [fixture("unigram.json.gz").t5.file.normalizer, tiny().normalizer],
        },
      }),
      "normalizer rewrites text in a way",
    ],
  ])("is refused: %s", (_, json, sentence) => {
    expect(() => ggufFromTokenizerFiles({ "tokenizer.json": json() }, 1000)).toThrow(`tokenizer.json: ${sentence}`);
  });
});

describe("damaged metadata", () => {
  const vocabularies: Record<string, unknown>[] = [tinySentencePieceGguf(), BERT];
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
