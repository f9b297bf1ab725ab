/** What an older checkpoint in the same folder would say against the one that was written. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Files that transformers, sentence-transformers, peft or we read beside weights and config, where they are there. */
const OF_TOKENIZERS = [
  ...["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"],
  ...["tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "tekken.json"],
  ...["vocab.json", "vocab.txt", "merges.txt"],
  ...["chat_template.jinja", "chat_template.json", "additional_chat_templates", "generation_config.json"],
];
const OF_MODELS = [
  ...["modules.json", "config_sentence_transformers.json"],
  ...["adapter_config.json", "adapter_model.safetensors", "adapter_model.bin"],
];

/** What a sentence encoder's Transformer is told, in a file named after its architecture. */
const SENTENCE = /^sentence_[\w-]+_config\.json$/;

/** What is written, by name: of a tokenizer (undefined where none is, and one that is there stays), and of a sentence encoder. */
interface Written {
  readonly tokenizer: readonly string[] | undefined;
  readonly sentence: readonly string[];
}

/** Removes from a folder what is not written of the files that are read beside a model. */
export function removeStale(folder: string, { tokenizer, sentence }: Written): void {
  const read = [...OF_MODELS, ...(tokenizer === undefined ? [] : OF_TOKENIZERS)];
  const written = [...(tokenizer ?? []), ...sentence];
  for (const name of readdirSync(folder)) {
    if (written.includes(name)) continue;
    if (read.includes(name) || SENTENCE.test(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
