/**
 * A tokenizer from the metadata of a GGUF file, such that the ids are those of the checkpoint the file was made from: the
 * metadata are carried into the files of that checkpoint, and those are read.
 */

import type { z } from "zod";
import { type Described, describe } from "./gguf-kinds.ts";
import { FILE, type GgufVocabulary, parseGguf } from "./gguf-metadata.ts";
import { MalformedTokenizerError } from "./malformed.ts";
import { surround } from "./surround.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { type TokenizerFiles, type TokenizerJson, tokenizerFromJson } from "./tokenizer-json.ts";

type Metadata = Readonly<Record<string, unknown>>;
type Tell = (line: string) => void;

/**
 * The tokenizer that a GGUF file holds.
 * @param metadata the key-value part of the file; other keys than those of the tokenizer are passed over
 * @param tell is told, a line at a time, what of the tokenizer is passed over or guessed
 * @param drawn what the file says of how answers are drawn, as fields of a `generation_config.json`
 * @throws MalformedTokenizerError in one sentence that names the field
 */
export function tokenizerFromGguf(metadata: Metadata, tell: Tell = () => {}, drawn: object = {}): Tokenizer {
  return read(metadata, tell, drawn).tokenizer;
}

/** The files that `transformers` reads; arguments and errors as `tokenizerFromGguf` has them. */
export function tokenizerFilesFromGguf(metadata: Metadata, tell: Tell = () => {}, drawn: object = {}): TokenizerFiles {
  return read(metadata, tell, drawn).files;
}

function read(metadata: Metadata, tell: Tell, drawn: object) {
  const vocabulary = parseGguf(metadata, tell);
  const files = filesOf(vocabulary, describe(vocabulary, tell), drawn);
  try {
    return { files, tokenizer: tokenizerFromJson(files) };
  } catch (error) {
    if (!(error instanceof MalformedTokenizerError)) throw error;
    throw new MalformedTokenizerError(FILE, keyOf(error.field), error.reason);
  }
}

/** The keys of GGUF that fields of the files come from. */
const KEYS = [
  [/^model\.merges/, "tokenizer.ggml.merges"],
  [/^model\.unk_(token|id)/, "tokenizer.ggml.unknown_token_id"],
  [/^(model|added_tokens).*/, "tokenizer.ggml.tokens"],
  [/^normalizer.*/, "tokenizer.ggml.precompiled_charsmap"],
  [/^chat_template.*/, "tokenizer.chat_template"],
] as const;

function keyOf(field: string): string {
  const [pattern, key] = KEYS.find(([pattern]) => pattern.test(field)) ?? [];
  return pattern === undefined ? field : field.replace(pattern, key!);
}

function filesOf({ templates, pieces }: GgufVocabulary, described: Described, drawn: object): TokenizerFiles {
  const { parts, roles } = described;
  const names = new Map(parts.added_tokens?.map(({ id, content }) => [id, content]));
  const nameOf = (id: number | undefined) => (id === undefined ? undefined : (names.get(id) ?? pieces[id]!.text));
  const ends = [...new Set([roles.eos, roles.eot, roles.eom].filter((id) => id !== undefined))];
  const { added_tokens, normalizer, pre_tokenizer, decoder, model } = parts;
  return {
    "tokenizer.json": {
      version: "1.0",
      truncation: null,
      padding: null,
      added_tokens,
      normalizer,
      pre_tokenizer,
      post_processor: surround(described, (id) => nameOf(id)!),
      decoder,
      model,
    } satisfies z.input<typeof TokenizerJson>,
    "tokenizer_config.json": present({
      tokenizer_class: "PreTrainedTokenizerFast",
      clean_up_tokenization_spaces: false,
      bos_token: nameOf(roles.bos),
      eos_token: nameOf(roles.eos),
      pad_token: nameOf(roles.pad),
      unk_token: nameOf(roles.unk),
      cls_token: nameOf(roles.cls),
      sep_token: nameOf(roles.sep),
      mask_token: nameOf(roles.mask),
      chat_template: templateField(templates),
    }),
    "generation_config.json": present({
      bos_token_id: roles.bos,
      eos_token_id: ends.length > 1 ? ends : ends[0],
      pad_token_id: roles.pad,
      ...drawn,
    }),
  };
}

const present = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** One template as a text, several as a list by name. */
function templateField(templates: ReadonlyMap<string, string>): unknown {
  if (templates.size === 0) return undefined;
  if (templates.size === 1 && templates.has("default")) return templates.get("default");
  return Array.from(templates, ([name, template]) => ({ name, template }));
}
