import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { TINY_BERT_GGUF, tinySentencePieceGguf } from "../../tests/contracts/tiny-sentencepiece.ts";
import { SAMPLES } from "../../tests/contracts/tokenizer.ts";
import { tokenizerFilesFromGguf, tokenizerFromGguf } from "./gguf.ts";
import { type GgufTokenizer, ggufFromTokenizerFiles } from "./gguf-files.ts";
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
    const files = tokenizerFilesFromGguf(TINY_BERT_GGUF);
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
