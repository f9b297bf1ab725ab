import { describe, expect, it } from "vitest";
import { DecoderConfig } from "./decoders.ts";
import { NormalizerConfig } from "./normalizers.ts";
import { PreTokenizerConfig } from "./pre-tokenizers.ts";
import { partsOfClass } from "./tokenizer-class.ts";

type Options = Omit<Parameters<typeof partsOfClass>[1], "tokenizer_class">;
const types = (list: readonly { readonly type: string }[] | undefined) => list?.map(({ type }) => type).join(" ");

function normalizer(tokenizer_class: string, config: unknown, options: Options) {
  return partsOfClass({ normalizer: NormalizerConfig.parse(config) }, { tokenizer_class, ...options }).normalizer;
}
const steps = (kind: string, list: string[], options: Options) => {
  const normalizers = list.map((type) => ({ type, ...(type === "Replace" && { pattern: { String: "`" }, content: "'" }), ...(type === "Precompiled" && { precompiled_charsmap: "" }) }));
  const changed = normalizer(kind, { type: "Sequence", normalizers }, options);
  return types(changed?.type === "Sequence" ? changed.normalizers : undefined);
}; // biome-ignore format: one step a type

describe("a class of BERT's", () => {
  const file = {
    type: "BertNormalizer",
    clean_text: true,
    handle_chinese_chars: true,
    lowercase: true,
    strip_accents: null,
  };
  it.each<[kind: string, options: Options, changed: object]>([
    ["BertTokenizer", {}, {}],
    ["BertTokenizerFast", { do_lower_case: false, strip_accents: true }, { lowercase: false, strip_accents: true }],
    ["ElectraTokenizer", { tokenize_chinese_chars: false }, { handle_chinese_chars: false }],
    ["BertTokenizer", { do_lower_case: null, strip_accents: null, tokenize_chinese_chars: null }, {}],
    ["BertTokenizer", { clean_text: false }, {}],
    ["FunnelTokenizer", { clean_text: false }, { clean_text: false }],
    ["FunnelTokenizer", {}, {}],
    ["RobertaTokenizer", { do_lower_case: false }, {}],
  ])("%s with %j", (kind, options, changed) => {
    expect(normalizer(kind, file, options)).toEqual({ ...file, ...changed });
  });

  it("leaves other normalizers as they are", () => {
    expect(normalizer("BertTokenizer", { type: "NFC" }, { do_lower_case: false })).toEqual({ type: "NFC" });
  });
});

describe("a class that lowers case or takes accents away", () => {
  it.each<[kind: string, before: string, options: Options, after: string]>([
    ["DebertaV2Tokenizer", "NFC Precompiled", { do_lower_case: true }, "Lowercase NFC Precompiled"],
    ["AlbertTokenizer", "NFC Precompiled NFC", { do_lower_case: true }, "NFC Lowercase Precompiled NFC"],
    ["XLNetTokenizer", "NFC", { do_lower_case: true }, "NFC Lowercase"],
    ["AlbertTokenizer", "Lowercase Precompiled", { do_lower_case: true }, "Lowercase Precompiled"],
    ["AlbertTokenizer", "Lowercase Precompiled", { do_lower_case: false }, "Precompiled"],
    ["AlbertTokenizer", "Lowercase Precompiled", { do_lower_case: null }, "Lowercase Precompiled"],
    ["AlbertTokenizer", "Replace Replace NFC", { keep_accents: false }, "Replace Replace NFKD StripAccents NFC"],
    ["AlbertTokenizer", "NFKD StripAccents NFC", { keep_accents: true }, "NFC"],
    ["AlbertTokenizer", "NFKD StripAccents", { keep_accents: false }, "NFKD StripAccents"],
    ["XLNetTokenizer", "NFKD StripAccents", { keep_accents: true }, "NFKD StripAccents"],
    ["T5Tokenizer", "NFC", { do_lower_case: true, keep_accents: false }, "NFC"],
  ])("%s: %s with %j", (kind, before, options, after) => {
    expect(steps(kind, before.split(" "), options)).toBe(after);
  });
});

describe("a space in front", () => {
  const cut = (tokenizer_class: string, config: unknown, options: Options) =>
    partsOfClass({ pre_tokenizer: PreTokenizerConfig.parse(config) }, { tokenizer_class, ...options }).pre_tokenizer;
  const decoder = (tokenizer_class: string, config: unknown, options: Options) =>
    partsOfClass({ decoder: DecoderConfig.parse(config) }, { tokenizer_class, ...options }).decoder;

  it.each<[kind: string, asked: boolean | null, scheme: string | undefined]>([
    ["LlamaTokenizer", true, "first"],
    ["LlamaTokenizer", false, "never"],
    ["DebertaV2Tokenizer", true, "always"],
    ["DebertaV2Tokenizer", false, "first"],
    ["XLMRobertaTokenizer", true, "always"],
    ["XLMRobertaTokenizer", false, "never"],
    ["XLMRobertaTokenizer", null, undefined],
    ["T5Tokenizer", true, undefined],
  ])("of Metaspace under %s, asked %s: %s", (kind, add_prefix_space, scheme) => {
    const parts = [cut, decoder].map((of) => of(kind, { type: "Metaspace" }, { add_prefix_space }));
    expect(parts.map((part) => part?.type === "Metaspace" && part.prepend_scheme)).toEqual([scheme, scheme]);
  });

  it("of ByteLevel, in a sequence too", () => {
    const digits = { type: "Digits" };
    const part = { type: "Sequence", pretokenizers: [digits, { type: "ByteLevel", add_prefix_space: false }] };
    expect(cut("GPT2Tokenizer", part, { add_prefix_space: true })).toMatchObject({
      pretokenizers: [digits, { type: "ByteLevel", add_prefix_space: true }],
    });
    expect(cut("GPT2Tokenizer", part, {})).toEqual(PreTokenizerConfig.parse(part));
  });

  it("is taken off again by LLaMA's decoder, one of it, or none", () => {
    const fuse = { type: "Fuse" };
    const part = { type: "Sequence", decoders: [fuse, { type: "Strip", content: " ", start: 2, stop: 2 }] };
    const one = { type: "Strip", content: " ", start: 1, stop: 0 };
    expect(decoder("LlamaTokenizer", part, { add_prefix_space: true })).toEqual({ ...part, decoders: [fuse, one] });
    expect(decoder("LlamaTokenizer", part, { add_prefix_space: false })).toEqual({ ...part, decoders: [fuse] });
    for (const [kind, asked] of [
      ["LlamaTokenizer", null],
      ["CodeLlamaTokenizer", true],
    ] as const)
      expect(decoder(kind, part, { add_prefix_space: asked })).toEqual(part);
  });
});

it("DebertaV2 cuts at punctuation where it is asked to, and nowhere else does a class", () => {
  const part = { type: "Sequence", pretokenizers: [{ type: "Punctuation" }, { type: "Metaspace" }] };
  const cuts = (tokenizer_class: string, split_by_punct: boolean | null) => {
    const file = { pre_tokenizer: PreTokenizerConfig.parse(part) };
    const { pre_tokenizer } = partsOfClass(file, { tokenizer_class, split_by_punct });
    return types(pre_tokenizer?.type === "Sequence" ? pre_tokenizer.pretokenizers : undefined);
  };
  expect(cuts("DebertaV2Tokenizer", true)).toBe("Punctuation Metaspace");
  expect(cuts("DebertaV2Tokenizer", false)).toBe("Metaspace");
  expect([cuts("DebertaV2Tokenizer", null), cuts("AlbertTokenizer", false)]).toEqual(
    Array(2).fill("Punctuation Metaspace"),
  );
});
