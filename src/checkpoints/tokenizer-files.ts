/** The files of a checkpoint that say how text is cut and how a conversation is written. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { type TokenizerFiles, tokenizerFilesFromGguf, tokenizerFilesFromSentencePiece } from "../tokenizers/index.ts";
import { readJsonFile } from "./as-read.ts";
import { CheckpointError, locating } from "./checkpoint-error.ts";
import { readBytes, readJson, readText } from "./config.ts";
import { CONFIG, findWeights, GENERATION } from "./files.ts";
import { readWholeGguf, type WholeGguf } from "./gguf-parts.ts";
import { generationFromGguf } from "./sampling-keys.ts";

/** What `config.json` says of tokens. */
const TOKENS = z.looseObject({}).transform((config) => {
  const said = Object.entries(config).filter(([name]) => /^(bos|eos|pad)_token_id$/.test(name));
  return said.length > 0 ? { [CONFIG]: Object.fromEntries(said) } : {};
});

const OPTIONAL = ["tokenizer_config.json", GENERATION, "special_tokens_map.json", "added_tokens.json"] as const;
const TEMPLATE = "chat_template.jinja";
const TEMPLATES = "additional_chat_templates";
/** What says how text is cut: the first that a folder has. The others are SentencePiece's, as LLaMA, T5 and XLM-RoBERTa call it. */
const TOKENIZERS = ["tokenizer.json", "tokenizer.model", "spiece.model", "sentencepiece.bpe.model"];

/** Whether a file is one that says how text is cut. */
export const isTokenizerFile = (name: string) => TOKENIZERS.includes(name);

export const holdsTokenizer = (folder: string) => TOKENIZERS.some((name) => existsSync(join(folder, name)));

/**
 * The files of the tokenizer of a checkpoint, its folder or a file of its weights, parsed. A SentencePiece model in place of a `tokenizer.json` becomes one; of a GGUF file, or
 * a folder that holds one, they are made of its metadata. Throws a CheckpointError where there is no tokenizer, or one is damaged.
 */
export function readTokenizerFiles(path: string): TokenizerFiles {
  if (holdsTokenizer(path)) return filesOf(path);
  const found = findWeights(path);
  if (found.format === "gguf") return ggufTokenizerFiles(readWholeGguf(found.path));
  const folder = dirname(found.path);
  if (holdsTokenizer(folder)) return filesOf(folder);
  throw new CheckpointError(path, "", `holds no tokenizer: none of ${TOKENIZERS.join(", ")}`);
}

/** The tokenizer's files that are made of a GGUF file's metadata, with what it says of sampling. `tell` hears what is passed over. */
export function ggufTokenizerFiles({ file, metadata }: WholeGguf, tell?: (line: string) => void): TokenizerFiles {
  return locating(
    () => file,
    () => tokenizerFilesFromGguf(metadata, tell, generationFromGguf(metadata)),
  );
}

function filesOf(folder: string): TokenizerFiles {
  const names = readdirSync(folder);
  const there = OPTIONAL.filter((name) => names.includes(name));
  const config = names.includes(CONFIG) ? TOKENS.catch({}).parse(readJson(join(folder, CONFIG))) : {};
  const beside = {
    ...config,
    ...Object.fromEntries(there.map((name) => [name, readJsonFile(join(folder, name))])),
    ...(names.includes(TEMPLATE) && { [TEMPLATE]: readText(join(folder, TEMPLATE)) }),
    ...(names.includes(TEMPLATES) && readTemplates(folder)),
  };
  const [json, ...models] = TOKENIZERS;
  const model = names.includes(json!) ? undefined : models.find((name) => names.includes(name));
  if (model === undefined) return { "tokenizer.json": readJson(join(folder, json!)), ...beside };
  return locating(
    (file) => join(folder, file),
    () => tokenizerFilesFromSentencePiece(readBytes(join(folder, model)), model, beside),
  );
}

/** Templates beside the default one, by the paths that they have in the checkpoint. */
function readTemplates(folder: string): Record<string, string> {
  const files = readdirSync(join(folder, TEMPLATES)).filter((name) => name.endsWith(".jinja"));
  return Object.fromEntries(
    files.sort().map((name) => [`${TEMPLATES}/${name}`, readText(join(folder, TEMPLATES, name))]),
  );
}
