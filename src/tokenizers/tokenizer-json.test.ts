import { describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
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

  it("adds what generation_config.json stops at", () => {
    const config = { eos_token: "</s>" };
    const stops = (eos_token_id: unknown) => [
      ...read(unchanged, { "tokenizer_config.json": config, "generation_config.json": { eos_token_id } }).stopIds,
    ];
    expect([stops(7), stops([5, 1]), stops(null)]).toEqual([[1, 7], [1, 5], [1]]);
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

  it("reads files of 2019: no type of model, no word on the pattern", () => {
    const { type: _, ...untyped } = tinyJson().model;
    const tokenizer = read((json) => ({
      ...json,
      model: untyped,
      pre_tokenizer: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true },
    }));
    expect(tokenizer.encode("hello world")).toEqual(read(unchanged).encode("hello world"));
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
