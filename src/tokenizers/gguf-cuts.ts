/**
 * What GGUF leaves to the reader. It names the way of cutting text into words by one word (`tokenizer.ggml.pre`); the table
 * below says what each name means, in the terms of `tokenizer.json`.
 */
import type { z } from "zod";
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
const splitBy = (pattern: string): Cut["preTokenizer"] => ({
  type: "Sequence",
  pretokenizers: [
    { type: "Split", pattern: { Regex: pattern }, behavior: "Isolated", invert: false },
    { ...byteLevel, use_regex: false },
  ],
});
/** The pattern of LLaMA 3 and Qwen 2, which differ in how many digits a word may have. */
const contractions = (digits: string) =>
  String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|${digits}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;
const llama3: Cut = { preTokenizer: splitBy(contractions(String.raw`\p{N}{1,3}`)), ignoreMerges: true, addBos: true };
const qwen2: Cut = { preTokenizer: splitBy(contractions(String.raw`\p{N}`)), normalizer: { type: "NFC" } };

/** The first of several names for one way is the usual one. */
export const CUTS: Readonly<Record<string, Cut>> = {
  "gpt-2": gpt2,
  "phi-2": gpt2,
  mpt: gpt2,
  olmo: gpt2,
  smollm: digitByDigit,
  starcoder: digitByDigit,
  refact: digitByDigit,
  "llama-bpe": llama3,
  llama3,
  "llama-v3": llama3,
  qwen2,
};

/** Kinds of token in `tokenizer.ggml.token_type`. */
export const NORMAL = 1;
export const CONTROL = 3;
export const USER_DEFINED = 4;
export const UNUSED = 5;
