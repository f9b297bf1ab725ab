/**
 * A tokenizer from the metadata of a GGUF file, such that the ids are those of the checkpoint the file was made from.
 */

import { z } from "zod";
import type { AddedToken } from "./added-tokens.ts";
import { Bpe } from "./bpe.ts";
import { byteLevelDecoder } from "./byte-level.ts";
import { ChatTemplates } from "./chat-templates.ts";
import { CONTROL, CUTS, type Cut, USER_DEFINED } from "./gguf-cuts.ts";
import { MalformedTokenizerError, parseFile } from "./malformed.ts";
import { ModelError } from "./model.ts";
import { mergesOf } from "./models.ts";
import { normalizerOf } from "./normalizers.ts";
import { PreTokenizerConfig, preTokenizerOf } from "./pre-tokenizers.ts";
import { type SpecialIds, Tokenizer } from "./tokenizer.ts";

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
export type Metadata = z.output<typeof Metadata>;

/**
 * @param metadata the key-value part of the file; other keys than those of the tokenizer are passed over
 * @throws MalformedTokenizerError in one sentence that names the field
 */
export function tokenizerFromGguf(metadata: Readonly<Record<string, unknown>>): Tokenizer {
  const { gguf, cut } = parseGguf(metadata);
  const special = specialIds(gguf);
  return new Tokenizer({
    model: bpe(gguf, cut),
    decoder: byteLevelDecoder,
    normalizer: cut.normalizer && normalizerOf(cut.normalizer),
    preTokenizer: preTokenizerOf(PreTokenizerConfig.parse(cut.preTokenizer)),
    postProcessor: surroundings(gguf, cut),
    addedTokens: addedTokens(gguf),
    special,
    ends: [ends(gguf)],
    chatTemplates: templatesOf(gguf["tokenizer.chat_template"], metadata),
  });
}

/** The keys of the tokenizer, and how it cuts text. Throws a MalformedTokenizerError where we cannot do what they say. */
export function parseGguf(metadata: Readonly<Record<string, unknown>>): { gguf: Metadata; cut: Cut } {
  const gguf = parseFile(Metadata, metadata, FILE);
  const kind = gguf["tokenizer.ggml.model"];
  if (kind !== "gpt2") throw unsupported("tokenizer.ggml.model", kind, ["gpt2"]);
  const pre = gguf["tokenizer.ggml.pre"];
  const cut = Object.hasOwn(CUTS, pre) ? CUTS[pre] : undefined;
  if (cut === undefined) throw unsupported("tokenizer.ggml.pre", pre, Object.keys(CUTS));
  return { gguf, cut };
}

/** The ids that stand around every text. */
export function surroundings(gguf: Metadata, cut: Cut): { before: number[]; after: number[] } {
  const { bos, eos } = specialIds(gguf);
  const idIf = (wanted: boolean, id: number | undefined) => (wanted && id !== undefined ? [id] : []);
  return {
    before: idIf(gguf["tokenizer.ggml.add_bos_token"] ?? cut.addBos ?? false, bos),
    after: idIf(gguf["tokenizer.ggml.add_eos_token"] ?? false, eos),
  };
}

/** Ids that end what a model writes: of a text (EOS), of a turn (EOT) and of a message (EOM); llama.cpp stops at each, whatever it reads. */
function ends(gguf: Metadata): number[] {
  const named = [specialIds(gguf).eos, gguf["tokenizer.ggml.eot_token_id"], gguf["tokenizer.ggml.eom_token_id"]];
  return [...new Set(named.filter((id) => id !== undefined))];
}

function bpe(gguf: Metadata, cut: Cut): Bpe {
  const vocabulary = new Map(gguf["tokenizer.ggml.tokens"].map((token, i) => [token, i]));
  const merges = mergesOf(gguf["tokenizer.ggml.merges"], FILE, "tokenizer.ggml.merges");
  try {
    return new Bpe({ vocabulary, merges, ignoreMerges: cut.ignoreMerges });
  } catch (error) {
    if (error instanceof ModelError)
      throw new MalformedTokenizerError(FILE, `tokenizer.ggml.${error.field}`, error.reason);
    throw error;
  }
}

export function addedTokens(gguf: Metadata): AddedToken[] {
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

export function specialIds(gguf: Metadata): SpecialIds {
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

const NAMED = "tokenizer.chat_template.";

/** The template of `tokenizer.chat_template`, and those that stand beside it by name. */
function templatesOf(source: string | undefined, metadata: Readonly<Record<string, unknown>>): ChatTemplates {
  const named = Object.entries(metadata).filter(
    (entry): entry is [string, string] => entry[0].startsWith(NAMED) && typeof entry[1] === "string",
  );
  const usual: [string, string][] = source === undefined ? [] : [["default", source]];
  return new ChatTemplates([...named.map(([key, text]) => [key.slice(NAMED.length), text] as const), ...usual]);
}

const unsupported = (field: string, value: string, known: readonly string[]) =>
  new MalformedTokenizerError(FILE, field, `${JSON.stringify(value)} is not supported (known: ${known.join(", ")})`);
