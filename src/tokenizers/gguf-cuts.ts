/**
 * What GGUF leaves to the reader of a byte-level vocabulary. It names the way of cutting text into words by one word
 * (`tokenizer.ggml.pre`); the tables below say what each name means, in the terms of `tokenizer.json`. Where llama.cpp notes
 * beside its own expression the one that the model was trained with, that one stands here.
 */
import type { z } from "zod";
import { GPT2_PATTERN } from "./byte-level.ts";
import type { NormalizerConfig } from "./normalizers.ts";
import type { PreTokenizerConfig } from "./pre-tokenizers.ts";

/** How text is cut under one value of `tokenizer.ggml.pre`. */
export interface Cut {
  readonly preTokenizer: z.input<typeof PreTokenizerConfig>;
  readonly normalizer?: z.output<typeof NormalizerConfig>;
  readonly ignoreMerges?: boolean;
  /** Where the file does not say. */
  readonly addBos?: boolean;
}

const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true } as const;
const gpt2: Cut = { preTokenizer: byteLevel };
const digitByDigit: Cut = {
  preTokenizer: { type: "Sequence", pretokenizers: [{ type: "Digits", individual_digits: true }, byteLevel] },
};
/** By each pattern in turn, what matches and what lies between both being words. */
const splitBy = (...patterns: string[]): Cut["preTokenizer"] => ({
  type: "Sequence",
  pretokenizers: [
    ...patterns.map((Regex) => ({ type: "Split", pattern: { Regex }, behavior: "Isolated", invert: false }) as const),
    { ...byteLevel, use_regex: false },
  ],
});
const raw = String.raw;
const CONTRACTION = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const REST = raw`\s*[\r\n]+|\s+(?!\S)|\s+`;
const SYMBOLS = raw` ?[^\s\p{L}\p{N}]+[\r\n]*`;
const LETTERS = raw`[^\r\n\p{L}\p{N}]?\p{L}+`;
/** The pattern of GPT-4, LLaMA 3 and Qwen 2, which differ in how many digits a word may have. */
const gpt4 = (digits: string) => `${CONTRACTION}|${LETTERS}|${digits}|${SYMBOLS}|${REST}`;
const threeDigits = gpt4(raw`\p{N}{1,3}`);
const oneDigit = gpt4(raw`\p{N}`);
/** Qwen 3.5's, whose words hold marks too. */
const qwen35 = raw`${CONTRACTION}|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|${REST}`;
/** The pattern of GPT-4o: a word is capitals, then small letters. */
const gpt4o = (contraction: string, digits: string) =>
  [
    raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+${contraction}`,
    raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*${contraction}`,
    digits,
    raw` ?[^\s\p{L}\p{N}]+[\r\n/]*`,
    REST,
  ].join("|");
const o200k = gpt4o(`${CONTRACTION}?`, raw`\p{N}{1,3}`);

const llama3: Cut = { preTokenizer: splitBy(threeDigits), ignoreMerges: true, addBos: true };
const glm4: Cut = { preTokenizer: splitBy(threeDigits), ignoreMerges: true };
const cl100k: Cut = { preTokenizer: splitBy(threeDigits) };
const qwen2: Cut = { preTokenizer: splitBy(oneDigit), normalizer: { type: "NFC" } };
const stablelm2: Cut = { preTokenizer: splitBy(oneDigit) };
const bloom: Cut = { preTokenizer: splitBy(" ?[^(\\s|.,!?…。，、।۔،)]+") };
const deepseek3: Cut = {
  preTokenizer: splitBy(
    raw`\p{N}{1,3}`,
    "[一-龥぀-ゟ゠-ヿ]+",
    [
      raw`[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_${"`"}{|}~][A-Za-z]+`,
      raw`[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|${REST}`,
    ].join("|"),
  ),
};

const named = (cut: Cut, ...names: string[]) => names.map((name) => [name, cut] as const);

/** The first of several names for one way is the usual one. */
export const CUTS: Readonly<Record<string, Cut>> = Object.fromEntries([
  ...named(gpt2, "gpt-2", "phi-2", "mpt", "olmo", "jais", "trillion", "granite-docling", "exaone4", "roberta-bpe"),
  ...named(gpt2, "jina-es", "jina-de", "jina-v2-es", "jina-v2-de", "jina-v1-en", "jina-v2-code"),
  ...named(gpt2, "gigachat", "a.x-4.0", "mellum", "modern-bert"),
  ...named(digitByDigit, "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b", "mellum2"),
  ...named(llama3, "llama-bpe", "llama3", "llama-v3", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2"),
  ...named(llama3, "jina-v5-nano"),
  ...named(cl100k, "dbrx", "smaug-bpe", "chatglm-bpe"),
  ...named(glm4, "glm4", "glm5"),
  ...named(qwen2, "qwen2", "deepseek-r1-qwen", "kormo", "f2llmv2", "megrez"),
  ...named({ preTokenizer: splitBy(qwen35), normalizer: { type: "NFC" } }, "qwen35"),
  ...named(stablelm2, "stablelm2", "hunyuan", "solar-open", "grok-2"),
  ...named({ preTokenizer: splitBy(o200k) }, "gpt-4o", "llama4", "kanana2", "talkie", "minimax-m2"),
  ...named({ preTokenizer: splitBy(o200k), ignoreMerges: true }, "granite-embed-multi-97m"),
  ...named({ preTokenizer: splitBy(gpt4o("", raw`\p{N}`)), ignoreMerges: true, addBos: true }, "tekken"),
  ...named(bloom, "bloom", "poro-chat", "gpt3-finnish"),
  ...named({ preTokenizer: splitBy(" ?[^(\\s|.,!?…。，、।۔،)]+", raw`\p{N}`) }, "viking"),
  ...named(deepseek3, "deepseek-v3", "hunyuan-dense", "joyai-llm", "hy_v4"),
  ...named(
    { preTokenizer: splitBy("[\r\n]", raw`\s?\p{L}+`, raw`\s?\p{P}+`, "[一-龥ࠀ-一가-\ud7ff]+", raw`\p{N}`) },
    "deepseek-coder",
  ),
  ...named({ preTokenizer: splitBy(raw`[\p{P}\$\+<=>\^~\|${"`"}]+`, GPT2_PATTERN, "[0-9][0-9][0-9]") }, "falcon"),
  ...named(
    {
      preTokenizer: splitBy(
        raw`'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+`,
      ),
    },
    ...["bailingmoe", "bailingmoe2", "llada-moe"],
  ),
  ...named(
    { preTokenizer: splitBy(raw`${CONTRACTION}|${LETTERS}|\p{N}| ?[^\s\p{L}\p{N}\r\n]+|${REST}`) },
    "seed-coder",
  ),
  ...named({ preTokenizer: splitBy(raw`${LETTERS}|\p{N}|${SYMBOLS}|${REST}`) }, "ufakzeka"),
  ...named({ preTokenizer: splitBy(raw`[^\n]+|[\n]+`, oneDigit) }, "laguna"),
  ...named({ preTokenizer: splitBy(raw`\p{N}{1,3}`, gpt4(raw`\p{N}+`)), ignoreMerges: true }, "minicpm5"),
]);

/** How llama.cpp cuts where a file says `default` or nothing: by guess, after Falcon's way. */
export const DEFAULT_CUT: Cut = {
  preTokenizer: splitBy(raw`[\p{P}\$\+<=>\^~\|]+`, GPT2_PATTERN, raw`\p{N}+`, "[0-9][0-9][0-9]"),
};
