/**
 * A tokenizer from the files of a Hugging Face checkpoint. `tokenizer.json` says how to encode; the others say which
 * ids play a role and how a conversation is written. What is not known here is an error that names file and field: a
 * tokenizer that is almost right gives ids that are quietly wrong.
 */

import { z } from "zod";
import { AddedTokenConfig } from "./added-tokens.ts";
import { ChatTemplates } from "./chat-templates.ts";
import {
  AddedTokensJson,
  addedTokensOf,
  type Role,
  rolesOf,
  SpecialTokensMap,
  TokensConfig,
} from "./companion-files.ts";
import { cleanedUp, DecoderConfig, decoderOf, undecoded } from "./decoders.ts";
import { MalformedTokenizerError, parseFile } from "./malformed.ts";
import { ModelError } from "./model.ts";
import { ModelConfig, modelOf } from "./models.ts";
import { NormalizerConfig, normalizerOf } from "./normalizers.ts";
import { PatternError } from "./pattern-reader.ts";
import { PostProcessorConfig, postProcessorOf } from "./post-processors.ts";
import { PreTokenizerConfig, preTokenizerOf } from "./pre-tokenizers.ts";
import { CharsmapError } from "./precompiled.ts";
import { TemplateError } from "./templates.ts";
import { Tokenizer } from "./tokenizer.ts";
import { ClassOptions, partsOfClass } from "./tokenizer-class.ts";

/** The folder of templates beside the default one, each a file by its name. */
const NAMED_TEMPLATES = "additional_chat_templates/";

/** The parsed JSON of each file (of a template: its text), by the name it has in the checkpoint. */
export interface TokenizerFiles {
  /** The tokenizer itself, the only file that must be there. */
  readonly "tokenizer.json": unknown;
  /** Of the model's config what it says of tokens. */
  readonly "config.json"?: unknown;
  /** Its class and options, special tokens, and often the chat template. */
  readonly "tokenizer_config.json"?: unknown;
  /** The ids that end an answer. */
  readonly "generation_config.json"?: unknown;
  /** Special tokens by their roles, in older checkpoints. */
  readonly "special_tokens_map.json"?: unknown;
  /** Added tokens and their ids, in older checkpoints. */
  readonly "added_tokens.json"?: unknown;
  /** The chat template, where it is a file of its own. */
  readonly "chat_template.jinja"?: string;
  readonly [template: `${typeof NAMED_TEMPLATES}${string}.jinja`]: string;
}

const FILE = "tokenizer.json";

export const TokenizerJson = z.strictObject({
  version: z.string().optional(),
  // Lengths are the caller's affair, as they are in transformers.
  truncation: z.unknown().optional(),
  padding: z.unknown().optional(),
  added_tokens: z.array(AddedTokenConfig).default([]),
  normalizer: NormalizerConfig.nullish(),
  pre_tokenizer: PreTokenizerConfig.nullish(),
  post_processor: PostProcessorConfig.nullish(),
  decoder: DecoderConfig.nullish(),
  model: ModelConfig,
});

const NamedTemplate = z.object({ name: z.string(), template: z.string() });
// These two files say much that is no tokenizer's affair, so keys not listed are passed over.
const TokenizerConfig = TokensConfig.extend({
  ...ClassOptions.shape,
  chat_template: z.union([z.string(), z.array(NamedTemplate)]).nullish(),
  clean_up_tokenization_spaces: z.boolean().nullish(),
});
const isEnds = (value: unknown) => value == null || [value].flat().every(Number.isInteger);
const Ends = z.object({
  eos_token_id: z.custom<number | number[] | null>(isEnds, "expected the id of a token or a list of them").optional(),
});
const endsOf = (files: TokenizerFiles, name: "generation_config.json" | "config.json") =>
  [parseFile(Ends, files[name] ?? {}, name).eos_token_id ?? []].flat();

/**
 * The tokenizer of a checkpoint's parsed files.
 * @throws MalformedTokenizerError in one sentence that names the file and the field
 */
export function tokenizerFromJson(files: TokenizerFiles): Tokenizer {
  const json = parseFile(TokenizerJson, files[FILE], FILE);
  const config = parseFile(TokenizerConfig, files["tokenizer_config.json"] ?? {}, "tokenizer_config.json");
  const map = parseFile(SpecialTokensMap, files["special_tokens_map.json"] ?? {}, "special_tokens_map.json");
  const added = parseFile(AddedTokensJson, files["added_tokens.json"] ?? {}, "added_tokens.json");
  const companions = { config, map, added };

  const model = naming("model", () => modelOf(json.model, FILE, "model"));
  const addedTokens = addedTokensOf(json.added_tokens, companions, model);
  const ids = new Map(addedTokens.map(({ content, id }) => [content, id]));
  const roles = rolesOf(companions);
  const parts = partsOfClass(json, config);
  // Merges give back the spaces that were written, so that nothing is to be cleaned up behind them; transformers does not either.
  const cleansUp = config.clean_up_tokenization_spaces === true && json.model.type !== "BPE";
  const idOf = (role: Role) => (roles[role] === undefined ? undefined : ids.get(roles[role]));
  const special = { bos: idOf("bos_token"), eos: idOf("eos_token"), pad: idOf("pad_token"), unk: idOf("unk_token") };
  const postProcessor = naming("post_processor", () =>
    json.post_processor ? postProcessorOf(json.post_processor) : undefined,
  );
  return new Tokenizer({
    model,
    decoder: naming("decoder", () => {
      // A letter that the vocabulary holds is a byte of other characters too, whoever else adds it.
      const isByte = (token: string) => token.length === 1 && model.tokenToId(token) !== undefined;
      const texts = new Set([...ids.keys()].filter((token) => !isByte(token)));
      const decoder = parts.decoder ? decoderOf(parts.decoder, texts) : undecoded;
      return cleansUp ? cleanedUp(decoder) : decoder;
    }),
    normalizer: naming("normalizer", () => (parts.normalizer ? normalizerOf(parts.normalizer) : undefined)),
    preTokenizer: naming("pre_tokenizer", () =>
      parts.pre_tokenizer ? preTokenizerOf(parts.pre_tokenizer) : undefined,
    ),
    postProcessor,
    addedTokens,
    special,
    splitSpecialTokens: config.split_special_tokens ?? false,
    ends: [endsOf(files, "generation_config.json"), endsOf(files, "config.json")],
    chatTemplates: new ChatTemplates(templateSources(files, config.chat_template)),
    files,
  });
}

/** Template files, where there are any, stand in place of all that the field says, as in transformers. */
function templateSources(
  files: TokenizerFiles,
  field: z.output<typeof TokenizerConfig>["chat_template"],
): [name: string, source: string][] {
  const usual = files["chat_template.jinja"];
  const sources: [string, string][] = usual === undefined ? [] : [["default", usual]];
  for (const [path, source] of Object.entries(files)) {
    if (path.startsWith(NAMED_TEMPLATES)) sources.push([path.slice(NAMED_TEMPLATES.length, -".jinja".length), source]);
  }
  if (sources.length > 0) return sources;
  if (typeof field === "string") return [["default", field]];
  return (field ?? []).map(({ name, template }) => [name, template]);
}

/** What a part says against its configuration, with the file and the part's name. */
function naming<T>(part: string, build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (error instanceof ModelError || error instanceof TemplateError) {
      throw new MalformedTokenizerError(FILE, `${part}.${error.field}`, error.reason);
    }
    if (error instanceof PatternError || error instanceof CharsmapError) {
      throw new MalformedTokenizerError(FILE, part, error.message);
    }
    throw error;
  }
}
