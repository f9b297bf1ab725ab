/**
 * A tokenizer from the metadata of a GGUF file. GGUF names the way of cutting text into words by one word
 * (`tokenizer.ggml.pre`) and leaves the rest to the reader; the table below says what each name means, in the terms of
 * `tokenizer.json`, so that the ids are those of the checkpoint the file was made from.
 */

import { z } from "zod";
import type { AddedToken } from "./added-tokens.ts";
import { Bpe, BpeError } from "./bpe.ts";
import { byteLevelDecoder } from "./byte-level.ts";
import { ChatTemplate, ChatTemplateError } from "./chat-template.ts";
import { MalformedTokenizerError, parseFile } from "./malformed.ts";
import { mergesOf } from "./models.ts";
import { type NormalizerConfig, normalizerOf } from "./normalizers.ts";
import { PreTokenizerConfig, preTokenizerOf } from "./pre-tokenizers.ts";
import { type SpecialIds, Tokenizer } from "./tokenizer.ts";

/** How text is cut under one value of `tokenizer.ggml.pre`. */
interface Cut {
  readonly preTokenizer: z.input<typeof PreTokenizerConfig>;
  readonly normalizer?: z.output<typeof NormalizerConfig>;
  readonly ignoreMerges?: boolean;
  /** Where the file does not say. */
  readonly addBos?: boolean;
}

const byteLevel = { type: "ByteLevel", add_prefix_space: false, use_regex: true } as const;
const gpt2: Cut = { preTokenizer: byteLevel };
const digitByDigit: Cut = {
  preTokenizer: { type: "Sequence", pretokenizers: [{ type: "Digits", individual_digits: true }, byteLevel] },
};
const splitBy = (pattern: string): Cut["preTokenizer"] => ({
  type: "Sequence",
  pretokenizers: [
    { type: "Split", pattern: { Regex: pattern }, behavior: "Isolated", invert: false },
    { type: "ByteLevel", add_prefix_space: false, use_regex: false },
  ],
});
/** The pattern of LLaMA 3 and Qwen 2, which differ in how many digits a word may have. */
const contractions = (digits: string) =>
  String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|${digits}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;
const llama3: Cut = { preTokenizer: splitBy(contractions(String.raw`\p{N}{1,3}`)), ignoreMerges: true, addBos: true };
const qwen2: Cut = { preTokenizer: splitBy(contractions(String.raw`\p{N}`)), normalizer: { type: "NFC" } };

const CUTS: Readonly<Record<string, Cut>> = {
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
const CONTROL = 3;
const USER_DEFINED = 4;

const FILE = "GGUF metadata";
const strings = z.custom<readonly string[]>((value) => Array.isArray(value), "expected an array of strings");
const numbers = z.custom<ArrayLike<number>>(
  (value) => Array.isArray(value) || ArrayBuffer.isView(value),
  "expected an array of numbers",
);
// Readers give 64-bit integers as bigint.
const id = z.union([z.int(), z.bigint()]).transform(Number).optional();
const Metadata = z.object({
  "tokenizer.ggml.model": z.string(),
  "tokenizer.ggml.pre": z.string(),
  "tokenizer.ggml.tokens": strings,
  "tokenizer.ggml.token_type": numbers.optional(),
  "tokenizer.ggml.merges": strings,
  "tokenizer.ggml.bos_token_id": id,
  "tokenizer.ggml.eos_token_id": id,
  "tokenizer.ggml.eot_token_id": id,
  "tokenizer.ggml.eom_token_id": id,
  "tokenizer.ggml.padding_token_id": id,
  "tokenizer.ggml.unknown_token_id": id,
  "tokenizer.ggml.add_bos_token": z.boolean().optional(),
  "tokenizer.ggml.add_eos_token": z.boolean().optional(),
  "tokenizer.ggml.add_space_prefix": z.literal(false).optional(),
  "tokenizer.chat_template": z.string().optional(),
});
type Metadata = z.output<typeof Metadata>;

/**
 * @param metadata the key-value part of the file; other keys than those of the tokenizer are passed over
 * @throws MalformedTokenizerError in one sentence that names the field
 */
export function tokenizerFromGguf(metadata: Readonly<Record<string, unknown>>): Tokenizer {
  const gguf = parseFile(Metadata, metadata, FILE);
  const kind = gguf["tokenizer.ggml.model"];
  if (kind !== "gpt2") throw unsupported("tokenizer.ggml.model", kind, ["gpt2"]);
  const pre = gguf["tokenizer.ggml.pre"];
  const cut = CUTS[pre];
  if (cut === undefined) throw unsupported("tokenizer.ggml.pre", pre, Object.keys(CUTS));
  const special = specialIds(gguf);
  const idIf = (wanted: boolean, id: number | undefined) => (wanted && id !== undefined ? [id] : []);
  return new Tokenizer({
    model: bpe(gguf, cut),
    decoder: byteLevelDecoder,
    normalizer: cut.normalizer && normalizerOf(cut.normalizer),
    preTokenizer: preTokenizerOf(PreTokenizerConfig.parse(cut.preTokenizer)),
    postProcessor: {
      before: idIf(gguf["tokenizer.ggml.add_bos_token"] ?? cut.addBos ?? false, special.bos),
      after: idIf(gguf["tokenizer.ggml.add_eos_token"] ?? false, special.eos),
    },
    addedTokens: addedTokens(gguf),
    special,
    stopIds: [gguf["tokenizer.ggml.eot_token_id"], gguf["tokenizer.ggml.eom_token_id"]].filter(
      (id) => id !== undefined,
    ),
    chatTemplate: templateOf(gguf["tokenizer.chat_template"]),
  });
}

function bpe(gguf: Metadata, cut: Cut): Bpe {
  const vocabulary = new Map(gguf["tokenizer.ggml.tokens"].map((token, i) => [token, i]));
  const merges = mergesOf(gguf["tokenizer.ggml.merges"], FILE, "tokenizer.ggml.merges");
  try {
    return new Bpe({ vocabulary, merges, ignoreMerges: cut.ignoreMerges });
  } catch (error) {
    if (error instanceof BpeError)
      throw new MalformedTokenizerError(FILE, `tokenizer.ggml.${error.field}`, error.reason);
    throw error;
  }
}

function addedTokens(gguf: Metadata): AddedToken[] {
  const types = gguf["tokenizer.ggml.token_type"];
  const added: AddedToken[] = [];
  gguf["tokenizer.ggml.tokens"].forEach((content, id) => {
    const type = types?.[id];
    if (type !== CONTROL && type !== USER_DEFINED) return;
    const special = type === CONTROL;
    added.push({ id, content, special, single_word: false, lstrip: false, rstrip: false, normalized: false });
  });
  return added;
}

function specialIds(gguf: Metadata): SpecialIds {
  const size = gguf["tokenizer.ggml.tokens"].length;
  const role = (name: "bos" | "eos" | "padding" | "unknown") => {
    const field = `tokenizer.ggml.${name}_token_id` as const;
    const id = gguf[field];
    if (id !== undefined && (id < 0 || id >= size)) {
      throw new MalformedTokenizerError(FILE, field, `is ${id}, but there are ${size} tokens`);
    }
    return id;
  };
  return { bos: role("bos"), eos: role("eos"), pad: role("padding"), unk: role("unknown") };
}

function templateOf(source: string | undefined): ChatTemplate | undefined {
  if (source === undefined) return undefined;
  try {
    return new ChatTemplate(source);
  } catch (error) {
    if (!(error instanceof ChatTemplateError)) throw error;
    throw new MalformedTokenizerError(FILE, "tokenizer.chat_template", `is no template: ${error.message}`);
  }
}

const unsupported = (field: string, value: string, known: readonly string[]) =>
  new MalformedTokenizerError(FILE, field, `${JSON.stringify(value)} is not supported (known: ${known.join(", ")})`);
