import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { tokenizerFromGguf } from "./gguf.ts";
import { MalformedTokenizerError } from "./malformed.ts";
import { tokenizerFromJson } from "./tokenizer-json.ts";

interface Json {
  added_tokens: { id: number; content: string; special: boolean }[];
  model: { vocab: Record<string, number>; merges: (string | string[])[] };
}

/** The metadata that a converter would write for a tokenizer.json. */
function metadataOf({ added_tokens, model }: Json, pre: string) {
  const tokens: string[] = [];
  for (const [token, id] of Object.entries(model.vocab)) tokens[id] = token;
  for (const { content, id } of added_tokens) tokens[id] = content;
  const types = new Int32Array(tokens.length).fill(1);
  for (const { id, special } of added_tokens) types[id] = special ? 3 : 4;
  return {
    "general.architecture": "llama",
    "tokenizer.ggml.model": "gpt2",
    "tokenizer.ggml.pre": pre,
    "tokenizer.ggml.tokens": tokens,
    "tokenizer.ggml.token_type": types,
    "tokenizer.ggml.merges": model.merges.map((merge) => (typeof merge === "string" ? merge : merge.join(" "))),
  };
}

const TEXTS = [
  "I'LL say it's 1234567 times,\n\n  he'd\tsaid: don't!  ",
  "naïve cafe\u0301 ﬁ 12٣½ a\u00a0b\ufeffc\x85d",
  "<|im_start|>user\n<tool_call>春眠不觉晓，处处闻啼鸟。<|eot_id|>😀👍🏽",
];

describe("tokenizerFromGguf", () => {
  it.each([
    ["gpt2", "gpt-2"],
    ["qwen2", "qwen2"],
    ["llama3", "llama-bpe"],
  ])("reads %s's vocabulary under the name %s as its tokenizer.json is read", (name, pre) => {
    const path = new URL(`../../tests/fixtures/tokenizers/${name}.tokenizer.json`, import.meta.url);
    const json = JSON.parse(readFileSync(path, "utf8"));
    // GGUF has no word for these: a token that strips, a single word, a space put before the text.
    json.added_tokens = json.added_tokens.filter(
      (token: { content: string }) => token.content.startsWith("<|") || token.content === "<tool_call>",
    );
    if (name === "gpt2") json.pre_tokenizer.add_prefix_space = false;
    const reference = tokenizerFromJson({ "tokenizer.json": json });
    const bos = { "tokenizer.ggml.bos_token_id": reference.tokenToId("<|begin_of_text|>") };
    const tokenizer = tokenizerFromGguf({ ...metadataOf(json, pre), ...bos });
    for (const text of TEXTS) expect(tokenizer.encode(text)).toEqual(reference.encode(text));
    expect(tokenizer.isSpecial(tokenizer.tokenToId("<|endoftext|>") ?? reference.tokenToId("<|eot_id|>")!)).toBe(true);
  });

  it("takes user-defined tokens for added ones that are not special", () => {
    const metadata = metadataOf(
      { ...(tinyJson() as unknown as Json), added_tokens: [{ id: 0, content: "<s>", special: false }] },
      "gpt-2",
    );
    const tokenizer = tokenizerFromGguf(metadata);
    expect([tokenizer.encode("<s>"), tokenizer.isSpecial(0)]).toEqual([[0], false]);
  });

  it("cuts digit by digit under the name smollm", () => {
    const tokenizer = tokenizerFromGguf(metadataOf(tinyJson() as unknown as Json, "smollm"));
    const words = tokenizer.encode("a  12").map((id) => tokenizer.idToToken(id));
    expect(words).toEqual(["a", "ĠĠ", "1", "2"]);
  });

  const tiny = metadataOf(tinyJson() as unknown as Json, "gpt-2");

  it("reads roles, stops and what stands around a text", () => {
    const tokenizer = tokenizerFromGguf({
      ...tiny,
      "tokenizer.ggml.bos_token_id": 0n,
      "tokenizer.ggml.eos_token_id": 1,
      "tokenizer.ggml.eot_token_id": 5,
      "tokenizer.ggml.padding_token_id": 1,
      "tokenizer.ggml.add_bos_token": true,
      "tokenizer.ggml.add_eos_token": true,
      "tokenizer.chat_template": "{{ bos_token }}{{ messages[0].content }}",
    });
    expect([tokenizer.bosId, tokenizer.eosId, tokenizer.padId, tokenizer.unkId]).toEqual([0, 1, 1, undefined]);
    expect([...tokenizer.stopIds]).toEqual([1, 5]);
    const hello = tokenizer.tokenToId("hello");
    expect(tokenizer.encode("hello")).toEqual([0, hello, 1]);
    expect(tokenizer.encode("hello", { addSpecialTokens: false })).toEqual([hello]);
    expect(tokenizer.applyChatTemplate([{ role: "user", content: "hi" }])).toBe("<s>hi");
  });

  it("has no chat template where the file has none", () => {
    const tokenizer = tokenizerFromGguf(tiny);
    expect(tokenizer.chatTemplate).toBeUndefined();
    expect(() => tokenizer.applyChatTemplate([])).toThrow("This checkpoint has no chat template.");
  });

  it.each<[string, object]>([
    ['tokenizer.ggml.model "llama" is not supported (known: gpt2)', { "tokenizer.ggml.model": "llama" }],
    [
      'tokenizer.ggml.pre "nonsense" is not supported (known: gpt-2, phi-2, mpt, olmo, smollm, starcoder, refact, llama-bpe, llama3, llama-v3, qwen2)',
      { "tokenizer.ggml.pre": "nonsense" },
    ],
    ["tokenizer.ggml.tokens is missing", { "tokenizer.ggml.tokens": undefined }],
    ['tokenizer.ggml.tokens is "a", and must be an array of strings', { "tokenizer.ggml.tokens": "a" }],
    ['tokenizer.ggml.merges[0] is "ab", not a pair of tokens', { "tokenizer.ggml.merges": ["ab"] }],
    [
      'tokenizer.ggml.merges[0] needs the token "zz", which is not in the vocabulary',
      { "tokenizer.ggml.merges": ["zz z"] },
    ],
    ["tokenizer.ggml.bos_token_id is 9999, but there are 273 tokens", { "tokenizer.ggml.bos_token_id": 9999 }],
    ["tokenizer.ggml.add_space_prefix is true, and must be false", { "tokenizer.ggml.add_space_prefix": true }],
    [
      "tokenizer.chat_template is no template: The chat template cannot be read: Unexpected end of input",
      { "tokenizer.chat_template": "{{ '" },
    ],
  ])("refuses a file: %s", (sentence, change) => {
    expect(() => tokenizerFromGguf({ ...tiny, ...change })).toThrow(MalformedTokenizerError);
    expect(() => tokenizerFromGguf({ ...tiny, ...change })).toThrow(`GGUF metadata: ${sentence}`);
  });
});
