/**
 * A tokenizer carried from GGUF metadata into the files of a Hugging Face checkpoint, and back. The ids of every text stay
 * the same; what the other form has no words for is refused.
 */
import type { z } from "zod";
import { addedTokens, type Metadata, parseGguf, specialIds, surroundings, tokenizerFromGguf } from "./gguf.ts";
import { CONTROL, CUTS, type Cut, NORMAL, UNUSED, USER_DEFINED } from "./gguf-cuts.ts";
import { MalformedTokenizerError, parseFile } from "./malformed.ts";
import { mergesOf } from "./models.ts";
import { postProcessorOf } from "./post-processors.ts";
import { PreTokenizerConfig } from "./pre-tokenizers.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { type TokenizerFiles, TokenizerJson, tokenizerFromJson } from "./tokenizer-json.ts";

const FILE = "tokenizer.json";
const byteLevel = { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true } as const;

// From GGUF.

/** The files that `transformers` reads. Throws a MalformedTokenizerError where the metadata are damaged or unsupported. */
export function tokenizerFilesFromGguf(metadata: Readonly<Record<string, unknown>>): TokenizerFiles {
  const { chatTemplates, turnEnds } = tokenizerFromGguf(metadata); // which refuses what is no tokenizer
  const { gguf, cut } = parseGguf(metadata);
  const { bos, eos, pad, unk } = specialIds(gguf);
  const token = (id: number | undefined) => (id === undefined ? undefined : gguf["tokenizer.ggml.tokens"][id]);
  const ends = [...turnEnds];
  return {
    "tokenizer.json": tokenizerJson(gguf, cut),
    "tokenizer_config.json": present({
      tokenizer_class: "PreTrainedTokenizerFast",
      clean_up_tokenization_spaces: false,
      bos_token: token(bos),
      eos_token: token(eos),
      pad_token: token(pad),
      unk_token: token(unk),
      chat_template: templateField(chatTemplates.sources),
    }),
    "generation_config.json": present({
      bos_token_id: bos,
      eos_token_id: ends.length > 1 ? ends : ends[0],
      pad_token_id: pad,
    }),
  };
}

/** One template as a text, several as a list by name. */
function templateField(sources: ReadonlyMap<string, string>): unknown {
  const [only] = sources;
  if (only === undefined) return undefined;
  if (sources.size === 1 && only[0] === "default") return only[1];
  return Array.from(sources, ([name, template]) => ({ name, template }));
}

const present = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function tokenizerJson(gguf: Metadata, cut: Cut): z.input<typeof TokenizerJson> {
  const types = gguf["tokenizer.ggml.token_type"];
  const tokens = gguf["tokenizer.ggml.tokens"].map((token, id) => [token, id] as const);
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: addedTokens(gguf),
    normalizer: cut.normalizer ?? null,
    pre_tokenizer: cut.preTokenizer,
    post_processor: template(gguf, cut),
    decoder: byteLevel,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: cut.ignoreMerges ?? false,
      vocab: Object.fromEntries(tokens.filter(([, id]) => types?.[id] !== UNUSED)),
      merges: mergesOf(gguf["tokenizer.ggml.merges"], FILE, "merges"),
    },
  };
}

/** Special tokens around one text, or around each of two. */
function template(gguf: Metadata, cut: Cut): z.input<typeof TokenizerJson>["post_processor"] {
  const { before, after } = surroundings(gguf, cut);
  if (before.length + after.length === 0) return null;
  const token = (id: number) => gguf["tokenizer.ggml.tokens"][id]!;
  const around = (id: "A" | "B", type_id: number) => [
    ...before.map((special) => ({ SpecialToken: { id: token(special), type_id } })),
    { Sequence: { id, type_id } },
    ...after.map((special) => ({ SpecialToken: { id: token(special), type_id } })),
  ];
  return {
    type: "TemplateProcessing",
    single: around("A", 0),
    pair: [...around("A", 0), ...around("B", 1)],
    special_tokens: Object.fromEntries(
      [...before, ...after].map((id) => [token(id), { id: token(id), ids: [id], tokens: [token(id)] }]),
    ),
  };
}

// To GGUF.

/** Metadata with the type that each key has in a file. */
export type GgufTokenizer = Readonly<
  Record<string, string | boolean | { readonly uint32: number } | readonly string[] | Int32Array>
>;

/**
 * The keys of a GGUF file whose vocabulary has `size` rows; ids without a token become unused ones. Throws a
 * MalformedTokenizerError where the files are damaged, or say what GGUF cannot; `tell` hears what it leaves out.
 */
export function ggufFromTokenizerFiles(
  files: TokenizerFiles,
  size: number,
  tell: (line: string) => void = () => {},
): GgufTokenizer {
  const tokenizer = tokenizerFromJson(files);
  const json = parseFile(TokenizerJson, files[FILE], FILE);
  if (tokenizer.vocabularySize > size) {
    throw new MalformedTokenizerError(
      FILE,
      "",
      `has ${tokenizer.vocabularySize} tokens, and the model's table ${size}`,
    );
  }
  const { model } = json;
  if (model.type !== "BPE") {
    throw new MalformedTokenizerError(FILE, "model.type", `is ${model.type}: only BPE is written to GGUF`);
  }
  return {
    "tokenizer.ggml.model": "gpt2",
    "tokenizer.ggml.pre": nameOfCut(json, model.ignore_merges ?? false),
    ...tokenList(tokenizer, json, size),
    "tokenizer.ggml.merges": mergeList(model.merges),
    ...roles(tokenizer, json, tell),
    ...templateKeys(tokenizer.chatTemplates.sources),
  };
}

type Json = z.output<typeof TokenizerJson>;

/** The name under which GGUF knows this way of cutting text. */
function nameOfCut(json: Json, ignoreMerges: boolean): string {
  const description = (cut: Omit<Cut, "preTokenizer"> & { preTokenizer: unknown }) =>
    JSON.stringify(
      [cut.normalizer ?? null, cut.ignoreMerges ?? false, cut.preTokenizer],
      (key, value: unknown) => (key === "trim_offsets" ? undefined : value), // which decides no id
    );
  const wanted = description({
    preTokenizer: json.pre_tokenizer,
    ignoreMerges,
    ...(json.normalizer && { normalizer: json.normalizer }),
  });
  const found = Object.entries(CUTS).find(
    ([, cut]) => description({ ...cut, preTokenizer: PreTokenizerConfig.parse(cut.preTokenizer) }) === wanted,
  );
  if (found === undefined) {
    throw new MalformedTokenizerError(FILE, "pre_tokenizer", "cuts text in a way that GGUF has no name for");
  }
  return found[0];
}

function tokenList(tokenizer: Tokenizer, json: Json, size: number): GgufTokenizer {
  const types = new Int32Array(size).fill(UNUSED);
  const tokens = Array.from({ length: size }, (_, id) => {
    const token = tokenizer.idToToken(id);
    if (token !== undefined) types[id] = NORMAL;
    return token ?? `[PAD${id}]`;
  });
  for (const [i, added] of json.added_tokens.entries()) {
    const particular = (["lstrip", "rstrip", "single_word"] as const).find((flag) => added[flag]);
    const flag = particular ?? (added.normalized && json.normalizer ? "normalized" : undefined);
    if (flag !== undefined) {
      throw new MalformedTokenizerError(FILE, `added_tokens[${i}].${flag}`, "is true, which GGUF cannot say");
    }
    types[added.id] = added.special ? CONTROL : USER_DEFINED;
  }
  return { "tokenizer.ggml.tokens": tokens, "tokenizer.ggml.token_type": types };
}

function mergeList(merges: unknown): string[] {
  return mergesOf(merges, FILE, "model.merges").map((pair, i) => {
    if (pair.every((token) => !token.includes(" "))) return pair.join(" ");
    throw new MalformedTokenizerError(FILE, `model.merges[${i}]`, "has a token with a space, which GGUF cannot say");
  });
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

function roles(tokenizer: Tokenizer, json: Json, tell: (line: string) => void): GgufTokenizer {
  const { before = [], after = [] } = json.post_processor ? postProcessorOf(json.post_processor) : {};
  const bos = tokenizer.bosId ?? before[0];
  const eos = tokenizer.eosId ?? after[0] ?? [...tokenizer.stopIds][0];
  if (!isAtMost(before, bos) || !isAtMost(after, eos)) {
    throw new MalformedTokenizerError(FILE, "post_processor", "puts more around a text than BOS and EOS");
  }
  // What the chat template tells comes last: whoever has the template finds it again.
  const [eot, eom, ...others] = [...tokenizer.turnEnds].filter((id) => id !== eos);
  if (others.length > 0) {
    const lost = others.map((id) => tokenizer.idToToken(id)).join(", ");
    tell(`a GGUF file names three ends of a turn, and this model has more, which are left out: ${lost}`);
  }
  const ids = { bos, eos, eot, eom, padding: tokenizer.padId, unknown: tokenizer.unkId };
  const known = Object.entries(ids).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(known.map(([role, uint32]) => [`tokenizer.ggml.${role}_token_id`, { uint32 }])),
    "tokenizer.ggml.add_bos_token": before.length > 0,
    "tokenizer.ggml.add_eos_token": after.length > 0,
  };
}
