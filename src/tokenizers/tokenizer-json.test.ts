import { describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import type { ApplyChatTemplateOptions } from "./conversation.ts";
import { type TokenizerFiles, tokenizerFromJson } from "./tokenizer-json.ts";

type Tiny = ReturnType<typeof tinyJson>;
const read = (change: (json: Tiny) => unknown, others: Omit<TokenizerFiles, "tokenizer.json"> = {}) => {
  const json = tinyJson();
  return tokenizerFromJson({ "tokenizer.json": change(json) ?? json, ...others });
};
const unchanged = () => undefined;

describe("tokenizerFromJson", () => {
  it("reads roles from special_tokens_map.json, then from tokenizer_config.json", () => {
    const tokenizer = read(unchanged, {
      "tokenizer_config.json": {
        bos_token: "<s>",
        eos_token: { content: "</s>", lstrip: false },
        model_max_length: 1e30,
      },
      "special_tokens_map.json": { bos_token: "</s>", pad_token: "<s>" },
    });
    expect([tokenizer.bosId, tokenizer.eosId, tokenizer.padId, tokenizer.unkId]).toEqual([1, 1, 0, undefined]);
    expect([...tokenizer.stopIds]).toEqual([1]);
  });

  it("reads the chat template: its own file first, then the config's, the one named default", () => {
    const named = [
      { name: "tool_use", template: "T" },
      { name: "default", template: "D" },
    ];
    const source = (chat_template: unknown, file?: string) =>
      read(unchanged, { "tokenizer_config.json": { chat_template }, ...(file && { "chat_template.jinja": file }) })
        .chatTemplate?.source;
    expect([source("C"), source(named), source("C", "F"), source(null), source(undefined)]).toEqual([
      "C",
      "D",
      "F",
      undefined,
      undefined,
    ]);
  });

  it("has templates by name: files, where there are any, in place of the field", () => {
    const chat_template = [
      { name: "default", template: "D" },
      { name: "tool_use", template: "T" },
      { name: "rag", template: "{% if %}" },
    ];
    const ask = (files: Omit<TokenizerFiles, "tokenizer.json">, options: ApplyChatTemplateOptions = {}) => {
      try {
        return read(unchanged, files).applyChatTemplate([{ role: "user", content: "hi" }], options);
      } catch (error) {
        return (error as Error).message;
      }
    };
    const listed = { "tokenizer_config.json": { chat_template } };
    expect([ask(listed), ask(listed, { tools: [] }), ask(listed, { template: "tool_use" })]).toEqual(["D", "T", "T"]);
    expect(ask(listed, { template: "rag" })).toMatch(/^The chat template cannot be read: /);
    expect(ask(listed, { template: "x" })).toBe(
      'This checkpoint has no chat template "x", but: default, tool_use, rag.',
    );
    const filed = { ...listed, "additional_chat_templates/tool_use.jinja": "F" };
    expect([ask(filed, { tools: [] }), ask(filed)]).toEqual([
      "F",
      "This checkpoint has no chat template default, but: tool_use.",
    ]);
    const both = { ...filed, "chat_template.jinja": "G" };
    expect([
      ask(both),
      ask(both, { tools: [{}] }),
      ask({ ...listed, "chat_template.jinja": "G" }, { tools: [] }),
    ]).toEqual(["G", "F", "G"]);
  });

  it("reads a tokenizer whose template is none: the sentence comes when a conversation is written", () => {
    const tokenizer = read(unchanged, { "tokenizer_config.json": { chat_template: "{% if %}" } });
    expect(tokenizer.encode("hello world")).toEqual(read(unchanged).encode("hello world"));
    expect(() => tokenizer.applyChatTemplate([{ role: "user", content: "hi" }])).toThrow(
      /^The chat template cannot be read: /,
    );
  });

  it("reads files of 2019: no type of model, no word on the pattern", () => {
    const { type: _, ...untyped } = tinyJson().model;
    const tokenizer = read((json) => ({
      ...json,
      model: untyped,
      pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true },
    }));
    expect(tokenizer.encode("hello world")).toEqual(read(unchanged).encode("hello world"));
  });

  it.each<[kind: string, model: object]>([
    ["WordPiece", { vocab: { "[UNK]": 0, a: 1, "##b": 2 }, unk_token: "[UNK]", max_input_chars_per_word: 100 }],
    [
      "Unigram",
      {
        vocab: [
          ["[UNK]", 0],
          ["a", -1],
          ["b", -1],
        ],
        unk_id: 0,
      },
    ],
    ["WordLevel", { vocab: { "[UNK]": 0, ab: 1 }, unk_token: "[UNK]" }],
  ])("tells by its fields what kind a model without a type is: %s", (type, model) => {
    const ids = (of: object) =>
      read((json) => ({ ...json, model: of, added_tokens: [], pre_tokenizer: null })).encode("ab");
    expect(ids(model)).toEqual(ids({ type, ...model }));
    expect(ids(model)).not.toContain(0);
  });

  it("drops what a vocabulary of merges lacks where it names no unknown token", () => {
    const tokenizer = read((json) => {
      json.model = { type: "BPE", vocab: { a: 0 }, merges: [], unk_token: null };
      json.pre_tokenizer = null;
      json.added_tokens = [];
    });
    expect(tokenizer.encode("aba")).toEqual([0, 0]);
  });

  it("writes tokens apart where no decoder is named, and cleans spaces up where the config says so, but behind merges", () => {
    const vocab = Object.fromEntries("it do not 's .".split(" ").map((token, id) => [token, id]));
    const words = (config: object) =>
      read(
        (json) => ({ ...json, decoder: null, added_tokens: [], model: { type: "WordLevel", vocab, unk_token: "." } }),
        {
          "tokenizer_config.json": config,
        },
      );
    const cleaning = { clean_up_tokenization_spaces: true };
    expect(words({}).decode([0, 3, 1, 2, 4])).toBe("it 's do not .");
    expect(words(cleaning).decode([0, 3, 1, 2, 4])).toBe("it's do not.");
    const merges = read(unchanged, { "tokenizer_config.json": cleaning });
    expect(merges.decode(merges.encode("hello ."))).toBe("hello .");
  });

  it("reads merges as pairs, whose tokens may hold spaces", () => {
    const vocab = { a: 0, " b": 1, "a b": 2 };
    const tokenizer = read((json) => {
      json.model = { type: "BPE", vocab, merges: [["a", " b"]] };
      json.pre_tokenizer = null;
      json.added_tokens = [];
    });
    expect(tokenizer.encode("a")).toEqual([0]);
  });
});
