import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { tokenizerFromGguf } from "./gguf.ts";
import { CUTS } from "./gguf-cuts.ts";
import { MalformedTokenizerError } from "./malformed.ts";
import { tokenizerFromJson } from "./tokenizer-json.ts";

interface Json {
  added_tokens: { id: number; content: string; special: boolean }[];
  model: { vocab: Record<string, number>; merges: (string | string[])[] };
}
/** The tiny tokenizer, whose parts are typed as unknown where they are changed. */
const tinyOne = tinyJson() as unknown as Json;

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
    const metadata = metadataOf({ ...tinyOne, added_tokens: [{ id: 0, content: "<s>", special: false }] }, "gpt-2");
    const tokenizer = tokenizerFromGguf(metadata);
    expect([tokenizer.encode("<s>"), tokenizer.isSpecial(0)]).toEqual([[0], false]);
  });

  it("cuts digit by digit under the name smollm", () => {
    const tokenizer = tokenizerFromGguf(metadataOf(tinyOne, "smollm"));
    const words = tokenizer.encode("a  12").map((id) => tokenizer.idToToken(id));
    expect(words).toEqual(["a", "ĠĠ", "1", "2"]);
  });

  const tiny = metadataOf(tinyOne, "gpt-2");

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

  it("passes over ids that no token has, and keys that nothing here reads, and says so", () => {
    const told: string[] = [];
    const ids = { "tokenizer.ggml.bos_token_id": 4294967295, "tokenizer.ggml.padding_token_id": -1 };
    const others = {
      "tokenizer.ggml.eot_token_id": 273n,
      "tokenizer.ggml.novelty": 1,
      "tokenizer.ggml.mask_token_id": 7,
    };
    const harmless = { "tokenizer.ggml.fim_pre_token_id": 3, "tokenizer.ggml.add_space_prefix": true };
    const file = { ...tiny, ...ids, ...others, ...harmless, "tokenizer.ggml.add_bos_token": true };
    const tokenizer = tokenizerFromGguf(file, (line) => told.push(line));
    expect([tokenizer.bosId, tokenizer.padId, tokenizer.encode("hello").length]).toEqual([undefined, undefined, 1]);
    expect(told).toEqual([
      "GGUF metadata: passed over, since nothing here reads it: tokenizer.ggml.novelty",
      "GGUF metadata: tokenizer.ggml.bos_token_id is 4294967295, and there are 273 tokens: passed over",
      "GGUF metadata: tokenizer.ggml.eot_token_id is 273, and there are 273 tokens: passed over",
      "GGUF metadata: tokenizer.ggml.padding_token_id is -1, and there are 273 tokens: passed over",
    ]);
  });

  it("cuts by guess where the file does not say how, and says so", () => {
    for (const [pre, said] of [
      ["default", 'is "default"'],
      [undefined, "is missing"],
    ]) {
      const told: string[] = [];
      const tokenizer = tokenizerFromGguf({ ...tiny, "tokenizer.ggml.pre": pre }, (line) => told.push(line));
      expect(told).toEqual([expect.stringContaining(`tokenizer.ggml.pre ${said}: text is cut by guess`)]);
      expect(tokenizer.encode("hello, 12345").map((id) => tokenizer.idToToken(id))).toEqual([
        "hello",
        ",",
        "Ġ",
        "12",
        "3",
        "4",
        "5",
      ]);
    }
  });

  it("reads every name of a cut, and names that mean the same alike", () => {
    const text = "I'LL  say: ÉTÉ été 12345 \n\n x_y 春眠";
    const pieces = (pre: string) => tokenizerFromGguf({ ...tiny, "tokenizer.ggml.pre": pre }).encode(text);
    for (const pre of Object.keys(CUTS)) expect(pieces(pre).length).toBeGreaterThan(20);
    expect(pieces("deepseek-r1-qwen")).toEqual(pieces("qwen2"));
    expect(pieces("lfm2")).toEqual(pieces("llama-bpe"));
    expect(pieces("modern-bert")).toEqual(pieces("gpt-2"));
  });

  it("has no chat template where the file has none", () => {
    const tokenizer = tokenizerFromGguf(tiny);
    expect(tokenizer.chatTemplate).toBeUndefined();
    expect(() => tokenizer.applyChatTemplate([])).toThrow("This checkpoint has no chat template.");
  });

  it("has templates by name, and one that cannot be read spoils only what asks for it", () => {
    const named = { "tokenizer.chat_template": "A", "tokenizer.chat_template.tool_use": "{{ '" };
    const tokenizer = tokenizerFromGguf({ ...tiny, ...named });
    const hi = [{ role: "user", content: "hi" }] as const;
    expect(tokenizer.applyChatTemplate(hi)).toBe("A");
    expect(() => tokenizer.applyChatTemplate(hi, { tools: [] })).toThrow(/^The chat template cannot be read: /);
    expect(tokenizer.encode("hello")).toEqual(tokenizerFromGguf(tiny).encode("hello"));
  });

  it.each<[string, object]>([
    ['tokenizer.ggml.model "rwkv" is not supported (known: gpt2, llama, bert, t5)', { "tokenizer.ggml.model": "rwkv" }],
    ['tokenizer.ggml.model "plamo2" is not supported', { "tokenizer.ggml.model": "plamo2" }],
    ['tokenizer.ggml.model "constructor" is not supported', { "tokenizer.ggml.model": "constructor" }],
    ["tokenizer.ggml.scores is missing", { "tokenizer.ggml.model": "llama" }],
    ["tokenizer.ggml.scores is missing", { "tokenizer.ggml.model": "t5" }],
    ["tokenizer.ggml.merges is missing", { "tokenizer.ggml.merges": undefined }],
    [
      'tokenizer.ggml.pre "nonsense" is not supported (known: gpt-2, phi-2, mpt, olmo',
      { "tokenizer.ggml.pre": "nonsense" },
    ],
    ["tokenizer.ggml.tokens is missing", { "tokenizer.ggml.tokens": undefined }],
    ['tokenizer.ggml.tokens is "a", and must be an array of strings', { "tokenizer.ggml.tokens": "a" }],
    ['tokenizer.ggml.merges[0] is "ab", not a pair of tokens', { "tokenizer.ggml.merges": ["ab"] }],
    [
      'tokenizer.ggml.merges[0] needs the token "zz", which is not in the vocabulary',
      { "tokenizer.ggml.merges": ["zz z"] },
    ],
    ["tokenizer.ggml.bos_token_id is 1.5, and must be an integer", { "tokenizer.ggml.bos_token_id": 1.5 }],
    [
      'tokenizer.ggml.add_space_prefix is "yes", and must be true or false',
      { "tokenizer.ggml.add_space_prefix": "yes" },
    ],
    [
      "tokenizer.ggml.token_type has 1 entries, and there are 273 tokens",
      { "tokenizer.ggml.token_type": Int32Array.of(1) },
    ],
    [
      "tokenizer.ggml.scores is a list of 1, and must be an array of finite numbers",
      { "tokenizer.ggml.scores": Float32Array.of(Number.NaN) },
    ],
  ])("refuses a file: %s", (sentence, change) => {
    expect(() => tokenizerFromGguf({ ...tiny, ...change })).toThrow(MalformedTokenizerError);
    expect(() => tokenizerFromGguf({ ...tiny, ...change })).toThrow(`GGUF metadata: ${sentence}`);
  });
});
