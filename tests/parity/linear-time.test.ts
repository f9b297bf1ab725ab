/**
 * No part takes time that grows with the square of a text: each normalizer, pre-tokenizer and decoder that the schemas know, and each model,
 * on 100,000 characters of what is hard on them. Where that takes any time to speak of, a quarter of the text must take more than an
 * eighth of it: processor time of one run, the least of two, so that a busy machine changes both.
 */
import { describe, expect, it } from "vitest";
import { DecoderConfig, decoderOf } from "../../src/tokenizers/decoders.ts";
import { intlSegmenter, tokenizerFromJson } from "../../src/tokenizers/index.ts";
import { ModelConfig, modelOf } from "../../src/tokenizers/models.ts";
import { NormalizerConfig, normalizerOf } from "../../src/tokenizers/normalizers.ts";
import { PreTokenizerConfig, preTokenizerOf } from "../../src/tokenizers/pre-tokenizers.ts";
import { unigramRows } from "./hard-lines.ts";

const LENGTH = 100_000;
const of = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const TEXTS: Record<string, (length: number) => string> = {
  English: (n) => of("The quick brown fox jumps over 12 lazy dogs, doesn't it? ", n),
  Chinese: (n) => of("春眠不觉晓处处闻啼鸟夜来风雨声花落知多少", n),
  emoji: (n) => of("😀👍🏽❤️", n),
  flags: (n) => of("🇫🇷", n),
  "a chain of joined emoji": (n) => of("👩\u200d", n),
  "letters with marks": (n) => of("e\u0301", n),
  "marks in disorder": (n) => `a${of("\u0301\u0323", n)}`,
  "Hindi without a space": (n) => of("क्षि", n),
  "one word": (n) => of("antidisestablishment", n),
  spaces: (n) => `x${of(" ", n)}x`,
  newlines: (n) => `x${of("\n", n)}x`,
  "the fallback of bytes": (n) => of("\ue000", n),
};

const seconds = (run: () => void) => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** What takes less is not measured again: squared time is more by far at this length. */
const FLOOR = 0.6;

/** The texts that take more than their share. */
function slow(run: (text: string) => void, names = Object.keys(TEXTS)): string[] {
  run("x y");
  return names.filter((name) => {
    const [text, quarter] = [TEXTS[name]!(LENGTH), TEXTS[name]!(LENGTH / 4)];
    const whole = seconds(() => run(text));
    if (whole < FLOOR) return false;
    const again = whole > 10 * FLOOR ? whole : seconds(() => run(text));
    const part = Math.min(...[1, 2].map(() => seconds(() => run(quarter))));
    return Math.min(whole, again) > 8 * part;
  });
}

interface File {
  normalizer: { normalizers: [unknown] };
}
const pattern = { pattern: { Regex: String.raw`\s+$` } };
/** What a decoder may keep until more comes; all other texts are one token after another to it. */
const HELD_BACK = ["English", "spaces", "the fallback of bytes"];
const PARTS = {
  normalizers: {
    Precompiled: (unigramRows().t5.file as File).normalizer.normalizers[0],
    Replace: { ...pattern, content: "-" },
    Prepend: { prepend: "▁" },
    Sequence: { normalizers: [{ type: "NFD" }, { type: "StripAccents" }, { type: "Strip" }] },
  },
  preTokenizers: {
    Split: { ...pattern, behavior: "Isolated" },
    CharDelimiterSplit: { delimiter: " " },
    Sequence: { pretokenizers: [{ type: "ByteLevel" }, { type: "Digits" }] },
  },
  decoders: {
    Strip: { content: " ", start: 1, stop: 1 },
    Replace: { ...pattern, content: "-" },
    Sequence: {
      decoders: [
        { type: "ByteFallback" },
        { type: "Fuse" },
        { type: "Replace", pattern: { String: "  x" }, content: "" },
      ],
    },
  },
};

/** The types that a schema knows, each with a configuration; one that needs fields fails here until it has some. */
const typesOf = (
  schema: { options: readonly { shape: { type: { def: object } } }[] },
  parts: Record<string, unknown>,
) =>
  schema.options
    .flatMap(({ shape }) => {
      const def = shape.type.def as { values?: string[]; entries?: Record<string, string> };
      return def.values ?? Object.values(def.entries!);
    })
    .map((type): [string, unknown] => [type, { type, ...(parts[type] as object | undefined) }]);

describe("time grows with the text", () => {
  it.each(typesOf(NormalizerConfig, PARTS.normalizers))("normalizer %s, aligned and not", (_, config) => {
    const normalizer = normalizerOf(NormalizerConfig.parse(config));
    expect(
      slow((text) => {
        normalizer.normalize(text);
        normalizer.align(text);
      }),
    ).toEqual([]);
  });

  it.each(typesOf(PreTokenizerConfig, PARTS.preTokenizers))("pre-tokenizer %s", (_, config) => {
    const { cut } = preTokenizerOf(PreTokenizerConfig.parse(config));
    expect(slow((text) => cut(text))).toEqual([]);
  });

  it.each(typesOf(DecoderConfig, PARTS.decoders))("decoder %s", (_, config) => {
    const decoder = decoderOf(DecoderConfig.parse(config), new Set());
    const units = (text: string) => text.split("").map((unit) => (unit === "\ue000" ? "<0xEE>" : unit));
    expect(
      slow((text) => {
        const run = decoder.open();
        for (const token of units(text)) run.push(token);
        run.flush();
      }, HELD_BACK),
    ).toEqual([]);
  });

  const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
  const tokens = ["<unk>", "a", "n", "ti", "an", "x", " ", "  ", "春", ...bytes];
  const vocab = Object.fromEntries([...tokens, "t", "i"].map((token, id) => [token, id]));
  it.each<[string, object]>([
    ["BPE", { vocab, merges: ["a n", "t i"], unk_token: "<unk>", byte_fallback: true }],
    ["WordPiece", { vocab, unk_token: "<unk>", max_input_chars_per_word: 1e9 }],
    ["WordLevel", { vocab, unk_token: "<unk>" }],
    ["Unigram", { vocab: tokens.map((token) => [token, -1]), unk_id: 0, byte_fallback: true }],
  ])("model %s, on one word", (type, config) => {
    const model = modelOf(ModelConfig.parse({ type, ...config }), "", "");
    expect(slow((text) => model.encode(text))).toEqual([]);
  });

  it("T5's shape, with offsets", () => {
    const tokenizer = tokenizerFromJson({ "tokenizer.json": unigramRows().t5.file });
    const names = ["English", "Chinese", "emoji", "letters with marks", "one word"];
    expect(slow((text) => tokenizer.encodeWithOffsets(text), names)).toEqual([]);
  });

  it("words of Unicode's own library", () => {
    expect(slow((text) => intlSegmenter().segment(text))).toEqual([]);
  });
});
