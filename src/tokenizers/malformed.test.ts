import { describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { MalformedTokenizerError } from "./malformed.ts";
import { type TokenizerFiles, tokenizerFromJson } from "./tokenizer-json.ts";

function complaint(files: TokenizerFiles): string {
  try {
    tokenizerFromJson(files);
  } catch (error) {
    if (error instanceof MalformedTokenizerError) return error.message;
    throw error;
  }
  return "none";
}

const tiny = tinyJson();
const sequence = (...kinds: string[]) => ({ type: "Sequence", pretokenizers: kinds.map((type) => ({ type })) });
const model = (change: object) => ({ model: { ...tiny.model, ...change } });

describe("a malformed tokenizer.json", () => {
  it("is compared with one that is sound", () => {
    expect(complaint({ "tokenizer.json": tiny })).toBe("none");
  });

  it.each<[string, object]>([
    ['pre_tokenizer.type "Foo" is not supported', { pre_tokenizer: { type: "Foo" } }],
    ["pre_tokenizer.type is missing", { pre_tokenizer: {} }],
    ['pre_tokenizer.pretokenizers[1].type "Slang" is not supported', { pre_tokenizer: sequence("Digits", "Slang") }],
    [
      'pre_tokenizer the regular expression "\\\\K" uses \\K, which is not supported',
      { pre_tokenizer: { type: "Split", pattern: { Regex: "\\K" }, behavior: "Isolated" } },
    ],
    ['normalizer.type "Slang" is not supported', { normalizer: { type: "Slang" } }],
    ["post_processor.sep is missing", { post_processor: { type: "BertProcessing" } }],
    [
      "post_processor.single must contain the text, Sequence A, exactly once",
      { post_processor: { type: "TemplateProcessing", single: [], pair: [], special_tokens: {} } },
    ],
    ['decoder.type "Slang" is not supported', { decoder: { type: "Slang" } }],
    [
      'decoder.content is "ab", and must be one character',
      { decoder: { type: "Strip", content: "ab", start: 0, stop: 0 } },
    ],
    ['model.type "Slang" is not supported', { model: { type: "Slang", vocab: {} } }],
    ["model.unk_token is missing", { model: { type: "WordLevel", vocab: {} } }],
    ["model is missing", { model: undefined }],
    ["model.dropout is 0.1, and must be 0", model({ dropout: 0.1 })],
    ['model.byte_fallback is "yes", and must be true or false', model({ byte_fallback: "yes" })],
    ["model.vocab must be an object from tokens to ids", model({ vocab: [] })],
    ['model.vocab gives "a" the id -1', model({ vocab: { a: -1 } })],
    ['model.vocab gives "a" the id "1"', model({ vocab: { a: "1" } })],
    ['model.vocab gives "a" the id 1.5', model({ vocab: { a: 1.5 } })],
    ['model.vocab gives "a" the id 16777217', model({ vocab: { a: 2 ** 24 + 1 } })],
    ["model.merges must be an array of pairs", model({ merges: {} })],
    ['model.merges[0] is "a b c", not a pair of tokens', model({ merges: ["a b c"] })],
    ['model.merges[1] needs the token "zz", which is not in the vocabulary', model({ merges: ["x x", "zz z"] })],
    ["added_tokens[0].id is missing", { added_tokens: [{ content: "x" }] }],
    ["surprise is not a field known here", { surprise: 1 }],
  ])("%s", (sentence, change) => {
    const told = complaint({ "tokenizer.json": { ...tiny, ...change } });
    expect(told.replace(/ \(known: .+\)$/, "")).toBe(`tokenizer.json: ${sentence}`);
  });

  it.each<[string, (value: unknown) => object]>([
    ["a type", (type) => ({ pre_tokenizer: { type } })],
    ["an id", (id) => model({ vocab: { a: id } })],
    ["a merge", (merge) => model({ merges: [merge] })],
    ["a key", (key) => ({ [typeof key === "string" ? key : "deep"]: 1 })],
  ])("is told of in one short line, whatever it holds for %s", (_, change) => {
    const deep = JSON.parse("[".repeat(20_000) + "]".repeat(20_000));
    for (const value of [`a\nb\u2028`, "x".repeat(100_000), deep]) {
      expect(complaint({ "tokenizer.json": { ...tiny, ...change(value) } })).toMatch(/^tokenizer\.json: .{1,900}$/u);
    }
  });

  it("may be no object at all", () => {
    const sentence = "tokenizer.json: is 3, and must be an object";
    expect(complaint({ "tokenizer.json": 3 })).toBe(sentence);
  });
});

describe("a malformed file beside it", () => {
  it.each<[string, Omit<TokenizerFiles, "tokenizer.json">]>([
    [
      "tokenizer_config.json: eos_token is 3, and must be a text or an object",
      { "tokenizer_config.json": { eos_token: 3 } },
    ],
    [
      'generation_config.json: eos_token_id is "x", and must be the id of a token or a list of them',
      { "generation_config.json": { eos_token_id: "x" } },
    ],
  ])("%s", (sentence, others) => {
    expect(complaint({ "tokenizer.json": tiny, ...others })).toBe(sentence);
  });
});
