/**
 * A tokenizer carried from the files of a Hugging Face checkpoint into GGUF metadata. The ids of every text stay the same; what
 * GGUF has no words for is refused, or told where llama.cpp's own converter passes it over.
 */
import { z } from "zod";
import { formOf, type GgufForm } from "./gguf-forms.ts";
import { MalformedTokenizerError, parseFile } from "./malformed.ts";
import { BYTE, CONTROL, NORMAL, UNKNOWN, UNUSED, USER_DEFINED } from "./pieces.ts";
import { postProcessorOf } from "./post-processors.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { type TokenizerFiles, TokenizerJson, tokenizerFromJson } from "./tokenizer-json.ts";

const FILE = "tokenizer.json";

/** Metadata with the type that each key has in a file. */
export type GgufTokenizer = Readonly<
  Record<
    string,
    string | boolean | { readonly uint32: number } | readonly string[] | Int32Array | Float32Array | Uint8Array
  >
>;

type Json = z.output<typeof TokenizerJson>;

/**
 * The keys of a GGUF file whose vocabulary has `size` rows; ids without a token become unused ones. `tell` is told, a line at a
 * time, where llama.cpp will read text otherwise, and what is left out. Throws a MalformedTokenizerError where the files are
 * damaged, or say what GGUF cannot.
 */
export function ggufFromTokenizerFiles(
  files: TokenizerFiles,
  size: number,
  tell: (line: string) => void = () => {},
): GgufTokenizer {
  const tokenizer = tokenizerFromJson(files);
  const json = parseFile(TokenizerJson, files[FILE], FILE);
  if (tokenizer.vocabularySize > size) {
    const reason = `has ${tokenizer.vocabularySize} tokens, and the model's table ${size}`;
    throw new MalformedTokenizerError(FILE, "", reason);
  }
  const tokens = Array.from({ length: size }, (_, id) => tokenizer.idToToken(id));
  const types = typesOf(tokens, json);
  const form = formOf({ json, tokens, types, tell });
  return {
    ...form.keys,
    "tokenizer.ggml.tokens": tokens.map((token, id) =>
      token === undefined ? `[PAD${id}]` : form.spell(token, types[id]!),
    ),
    "tokenizer.ggml.token_type": types,
    ...roles(tokenizer, json, form, tell),
    ...maskOf(tokenizer, files),
    ...templateKeys(tokenizer.chatTemplates.sources),
  };
}

function typesOf(tokens: readonly (string | undefined)[], { added_tokens, model, normalizer }: Json): Int32Array {
  const bytes = "byte_fallback" in model && model.byte_fallback === true;
  const types = Int32Array.from(tokens, (token) =>
    token === undefined ? UNUSED : bytes && /^<0x[\dA-F]{2}>$/.test(token) ? BYTE : NORMAL,
  );
  for (const [i, added] of added_tokens.entries()) {
    const particular = (["lstrip", "rstrip", "single_word"] as const).find((flag) => added[flag]);
    const flag = particular ?? (added.normalized && normalizer ? "normalized" : undefined);
    if (flag !== undefined) {
      throw new MalformedTokenizerError(FILE, `added_tokens[${i}].${flag}`, "is true, which GGUF cannot say");
    }
    types[added.id] = added.special ? CONTROL : USER_DEFINED;
  }
  const unknown =
    "unk_id" in model ? model.unk_id : tokens.indexOf("unk_token" in model ? (model.unk_token ?? "") : "");
  if (unknown != null && unknown >= 0) types[unknown] = UNKNOWN;
  return types;
}

/** The keys that gguf-py writes: names there are of letters, digits and `_`. */
function templateKeys(sources: ReadonlyMap<string, string>): GgufTokenizer {
  const key = (name: string) =>
    name === "default" ? "tokenizer.chat_template" : `tokenizer.chat_template.${name.replace(/[^A-Za-z0-9]/g, "_")}`;
  const others = [...sources.keys()].filter((name) => name !== "default");
  return {
    ...(others.length > 0 && { "tokenizer.chat_templates": others.map((name) => name.replace(/[^A-Za-z0-9]/g, "_")) }),
    ...Object.fromEntries(Array.from(sources, ([name, source]) => [key(name), source])),
  };
}

const isAtMost = (ids: readonly number[], one: number | undefined) =>
  ids.length === 0 || (ids.length === 1 && ids[0] === one);

function roles(tokenizer: Tokenizer, json: Json, { back }: GgufForm, tell: (line: string) => void): GgufTokenizer {
  const { before = [], after = [] } = json.post_processor ? postProcessorOf(json.post_processor) : {};
  const isFramed = back === "seperator"; // BERT's marks are no beginning and end of what is written
  const bos = isFramed ? before[0] : (tokenizer.bosId ?? before[0]);
  const end = isFramed ? after[0] : (tokenizer.eosId ?? after[0] ?? [...tokenizer.stopIds][0]);
  if (!isAtMost(before, bos) || !isAtMost(after, end)) {
    throw new MalformedTokenizerError(FILE, "post_processor", "puts more around a text than BOS and EOS");
  }
  if (isFramed && (bos === undefined || end === undefined)) {
    throw new MalformedTokenizerError(
      FILE,
      "post_processor",
      "puts no two tokens around a text, as GGUF does for BERT",
    );
  }
  // What the chat template tells comes last: whoever has the template finds it again.
  const [eot, eom, ...others] = [...tokenizer.turnEnds].filter((id) => id !== end);
  if (others.length > 0) {
    const lost = others.map((id) => tokenizer.idToToken(id)).join(", ");
    tell(`a GGUF file names three ends of a turn, and this model has more, which are left out: ${lost}`);
  }
  const ids = { bos, [back]: end, eot, eom, padding: tokenizer.padId, unknown: tokenizer.unkId };
  const known = Object.entries(ids).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(known.map(([role, uint32]) => [`tokenizer.ggml.${role}_token_id`, { uint32 }])),
    "tokenizer.ggml.add_bos_token": before.length > 0,
    "tokenizer.ggml.add_eos_token": after.length > 0,
  };
}

const Marks = z.looseObject({
  mask_token: z
    .union([z.string(), z.looseObject({ content: z.string() }).transform(({ content }) => content)])
    .nullish(),
});

/** What stands for a word to be guessed, which is no role of ours. */
function maskOf(tokenizer: Tokenizer, files: TokenizerFiles): GgufTokenizer {
  const { mask_token } = parseFile(Marks, files["tokenizer_config.json"] ?? {}, "tokenizer_config.json");
  const id = mask_token == null ? undefined : tokenizer.tokenToId(mask_token);
  return id === undefined ? {} : { "tokenizer.ggml.mask_token_id": { uint32: id } };
}
