import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { SAMPLES } from "../../tests/contracts/tokenizer.ts";
import { tokenizerFilesFromGguf, tokenizerFromGguf } from "./gguf.ts";
import { type GgufTokenizer, ggufFromTokenizerFiles } from "./gguf-files.ts";
import { MalformedTokenizerError } from "./malformed.ts";
import { type TokenizerFiles, tokenizerFromJson } from "./tokenizer-json.ts";

type Tiny = ReturnType<typeof tinyJson>;

/** Metadata as a reader of the written file gives them. */
function read(metadata: GgufTokenizer): Record<string, unknown> {
  const value = (typed: GgufTokenizer[string]) =>
    typeof typed === "object" && "uint32" in typed ? typed.uint32 : typed;
  return Object.fromEntries(Object.entries(metadata).map(([key, typed]) => [key, value(typed)]));
}

/** A published vocabulary, without the tokens that GGUF has no words for. */
function published(name: string): TokenizerFiles {
  const path = new URL(`../../tests/fixtures/tokenizers/${name}.tokenizer.json`, import.meta.url);
  const json = JSON.parse(readFileSync(path, "utf8"));
  json.added_tokens = json.added_tokens.filter(({ content }: { content: string }) => /^<\||^<tool/.test(content));
  if (name === "gpt2") json.pre_tokenizer.add_prefix_space = false;
  return { "tokenizer.json": json };
}

const TEXTS = [
  ...SAMPLES,
  "I'LL say 1234567 times,\n\n  he'd\tsaid: e\u0301!",
  "<|im_start|>user\n<tool_call>x<|eot_id|>",
];

describe("a tokenizer carried into GGUF and back", () => {
  it.each([
    ["gpt2", "gpt-2"],
    ["qwen2", "qwen2"],
    ["llama3", "llama-bpe"],
  ])("gives the same ids: %s", (name, pre) => {
    const files = published(name);
    const tokenizer = tokenizerFromJson(files);
    const metadata = read(ggufFromTokenizerFiles(files, tokenizer.vocabularySize + 5));
    expect(metadata["tokenizer.ggml.pre"]).toBe(pre);
    const gguf = tokenizerFromGguf(metadata);
    const again = tokenizerFromJson(tokenizerFilesFromGguf(metadata));
    for (const text of TEXTS) {
      const ids = tokenizer.encode(text);
      expect(gguf.encode(text)).toEqual(ids);
      expect(again.encode(text)).toEqual(ids);
      expect(again.decode(ids, { skipSpecialTokens: true })).toBe(tokenizer.decode(ids, { skipSpecialTokens: true }));
    }
    expect(again.vocabularySize).toBe(tokenizer.vocabularySize); // rows without a token have none again
    expect(again.idToToken(2000)).toBe(tokenizer.idToToken(2000));
  });

  it("keeps roles, ends and the chat template", () => {
    const files: TokenizerFiles = {
      "tokenizer.json": {
        ...tinyJson(),
        post_processor: {
          type: "TemplateProcessing",
          single: [{ SpecialToken: { id: "<s>" } }, { Sequence: { id: "A" } }, { SpecialToken: { id: "</s>" } }],
          pair: [{ Sequence: { id: "A" } }, { Sequence: { id: "B" } }],
          special_tokens: {
            "<s>": { id: "<s>", ids: [0], tokens: ["<s>"] },
            "</s>": { id: "</s>", ids: [1], tokens: ["</s>"] },
          },
        },
      },
      "tokenizer_config.json": { bos_token: "<s>", eos_token: "</s>", pad_token: "</s>", chat_template: "{{ 1 }}" },
      "generation_config.json": { eos_token_id: [1, 5, 7] },
    };
    const metadata = read(ggufFromTokenizerFiles(files, 300));
    expect(metadata).toMatchObject({
      "tokenizer.ggml.bos_token_id": 0,
      "tokenizer.ggml.eos_token_id": 1,
      "tokenizer.ggml.padding_token_id": 1,
      "tokenizer.ggml.eot_token_id": 5,
      "tokenizer.ggml.eom_token_id": 7,
      "tokenizer.ggml.add_bos_token": true,
      "tokenizer.ggml.add_eos_token": true,
    });
    const again = tokenizerFilesFromGguf(metadata);
    expect(again["tokenizer_config.json"]).toMatchObject({ ...(files["tokenizer_config.json"] as object) });
    expect(again["generation_config.json"]).toEqual({ bos_token_id: 0, eos_token_id: [1, 5, 7], pad_token_id: 1 });
    expect(tokenizerFromJson(again).encode("hello")).toEqual(tokenizerFromJson(files).encode("hello"));
    expect(read(ggufFromTokenizerFiles(again, 300))).toEqual(metadata);
  });
});

it("carries templates by name, each a key", () => {
  const chat_template = [
    { name: "default", template: "D" },
    { name: "tool-use", template: "T" },
  ];
  const files = (field: unknown) => ({
    "tokenizer.json": tinyJson(),
    "tokenizer_config.json": { chat_template: field },
  });
  const metadata = read(ggufFromTokenizerFiles(files(chat_template), 300));
  expect(metadata).toMatchObject({
    "tokenizer.chat_templates": ["tool_use"],
    "tokenizer.chat_template": "D",
    "tokenizer.chat_template.tool_use": "T",
  });
  const { sources } = tokenizerFromJson(tokenizerFilesFromGguf(metadata)).chatTemplates;
  expect([...sources].sort()).toEqual([
    ["default", "D"],
    ["tool_use", "T"],
  ]);
  const only = read(ggufFromTokenizerFiles(files("D"), 300));
  expect(Object.keys(only).filter((key) => key.includes("template"))).toEqual(["tokenizer.chat_template"]);
  expect(tokenizerFilesFromGguf(only)["tokenizer_config.json"]).toMatchObject({ chat_template: "D" });
});

it("names a way of cutting whatever is said of offsets, which decide no id", () => {
  for (const trim_offsets of [true, false, undefined]) {
    const pre_tokenizer = { type: "ByteLevel", add_prefix_space: false, trim_offsets };
    const metadata = ggufFromTokenizerFiles({ "tokenizer.json": { ...tinyJson(), pre_tokenizer } }, 300);
    expect(metadata["tokenizer.ggml.pre"]).toBe("gpt-2");
  }
});

describe("what GGUF has no words for", () => {
  const tiny = tinyJson();
  const token = { id: 273, content: "<t>" };
  it.each<[string, Partial<Tiny>, string]>([
    ["another way of cutting", { pre_tokenizer: { type: "Digits" } }, "pre_tokenizer cuts text in a way"],
    ["a prefix space", { pre_tokenizer: { type: "ByteLevel", add_prefix_space: true } }, "pre_tokenizer cuts text"],
    ["a normalizer", { normalizer: { type: "NFC" } }, "pre_tokenizer cuts text in a way"],
    ["words that ignore merges", { model: { ...tiny.model, ignore_merges: true } }, "pre_tokenizer cuts text in a way"],
    [
      "a token that strips",
      { added_tokens: [{ ...token, lstrip: true } as never] },
      "added_tokens[0].lstrip is true, which GGUF cannot say",
    ],
    [
      "other tokens around a text",
      {
        post_processor: {
          type: "TemplateProcessing",
          single: [{ SpecialToken: { id: "<s>" } }, { SpecialToken: { id: "<s>" } }, { Sequence: { id: "A" } }],
          pair: [],
          special_tokens: { "<s>": { id: "<s>", ids: [0], tokens: ["<s>"] } },
        },
      },
      "post_processor puts more around a text than BOS and EOS",
    ],
  ])("is refused: %s", (_, change, sentence) => {
    const convert = () => ggufFromTokenizerFiles({ "tokenizer.json": { ...tiny, ...change } }, 300);
    expect(convert).toThrow(MalformedTokenizerError);
    expect(convert).toThrow(`tokenizer.json: ${sentence}`);
  });

  it("is refused: more tokens than rows", () => {
    expect(() => ggufFromTokenizerFiles({ "tokenizer.json": tiny }, 272)).toThrow(
      "tokenizer.json: has 273 tokens, and the model's table 272",
    );
  });

  it("is told: ends of a turn beyond the third", () => {
    const files = { "tokenizer.json": tiny, "generation_config.json": { eos_token_id: [1, 2, 3, 4, 5] } };
    const lines: string[] = [];
    const metadata = read(ggufFromTokenizerFiles(files, 300, (line) => lines.push(line)));
    expect([...tokenizerFromGguf(metadata).turnEnds]).toEqual([1, 2, 3]);
    expect(lines).toEqual([
      "a GGUF file names three ends of a turn, and this model has more, which are left out: Ă, ă",
    ]);
  });

  it("is not looked up among the properties of objects", () => {
    const metadata = read(ggufFromTokenizerFiles({ "tokenizer.json": tiny }, 300));
    expect(() => tokenizerFromGguf({ ...metadata, "tokenizer.ggml.pre": "constructor" })).toThrow(
      'tokenizer.ggml.pre "constructor" is not supported',
    );
  });
});
