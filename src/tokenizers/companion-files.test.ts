import { describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { type TokenizerFiles, tokenizerFromJson } from "./tokenizer-json.ts";

const read = (others: Omit<TokenizerFiles, "tokenizer.json">) =>
  tokenizerFromJson({ "tokenizer.json": tinyJson(), ...others });
/** What the files beside it add to the two tokens, `<s>` and `</s>`, of tokenizer.json. */
const added = (others: Omit<TokenizerFiles, "tokenizer.json">) => read(others).addedTokens.slice(2);

const PLAIN = { single_word: false, lstrip: false, rstrip: false, normalized: true, special: false };
const SPECIAL = { ...PLAIN, normalized: false, special: true };
const FREE = 273; // the first id that tokenizer.json leaves free

describe("tokens with ids in files beside tokenizer.json", () => {
  it("have the model's id or the next free one, in the order of the ids that stand there, and their flags", () => {
    const added_tokens_decoder = {
      900: { content: "<b>", single_word: true, lstrip: true, rstrip: true },
      800: { content: "<a>" },
      7: { content: "hello" },
    };
    expect(added({ "tokenizer_config.json": { added_tokens_decoder } })).toEqual([
      { id: read({}).tokenToId("hello"), content: "hello", ...PLAIN },
      { id: FREE, content: "<a>", ...PLAIN },
      { id: FREE + 1, content: "<b>", ...PLAIN, single_word: true, lstrip: true, rstrip: true },
    ]);
  });

  it("stay special where they were once, and become so by a role", () => {
    const added_tokens_decoder = { 0: { content: "<s>", lstrip: true }, 900: { content: "<e>" } };
    const tokenizer = read({ "tokenizer_config.json": { added_tokens_decoder, eos_token: "<e>" } });
    expect(tokenizer.addedTokens[0]).toEqual({ id: 0, content: "<s>", ...PLAIN, lstrip: true, special: true });
    expect(tokenizer.addedTokens[2]).toEqual({ id: FREE, content: "<e>", ...PLAIN, special: true });
    expect(tokenizer.eosId).toBe(FREE);
  });

  it("are in added_tokens.json special, and looked for as they are written, where they are named so", () => {
    const files = { "added_tokens.json": { "<b>": 901, "<a>": 900 }, "tokenizer_config.json": { pad_token: "<a>" } };
    expect(added(files)).toEqual([
      { id: FREE, content: "<a>", ...SPECIAL },
      { id: FREE + 1, content: "<b>", ...PLAIN },
    ]);
  });
});

describe("tokens that are named alone", () => {
  it.each<[string, unknown]>([
    ["additional_special_tokens", ["<x>", { content: "<y>", lstrip: true }]],
    ["extra_special_tokens", { image: "<x>", sound: { content: "<y>", lstrip: true } }],
  ])("by %s are special, with the next free ids", (field, names) => {
    expect(added({ "tokenizer_config.json": { [field]: names } })).toEqual([
      { id: FREE, content: "<x>", ...SPECIAL },
      { id: FREE + 1, content: "<y>", ...SPECIAL, lstrip: true },
    ]);
  });

  it("by special_tokens_map.json overrule the config, unless that has added_tokens_decoder", () => {
    const map = { "special_tokens_map.json": { bos_token: "<s>" } };
    const bos = (config: object) => read({ "tokenizer_config.json": { bos_token: "</s>", ...config }, ...map }).bosId;
    expect([bos({}), bos({ added_tokens_decoder: {} })]).toEqual([0, 1]);
    const other = { "added_tokens.json": { "<a>": 900 }, "tokenizer_config.json": { added_tokens_decoder: {} } };
    expect(added(other)).toEqual([]);
  });
});
