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
  ...["modules.json", "sentence_bert_config.json", "config_sentence_transformers.json"],
  ...["adapter_config.json", "adapter_model.safetensors", "adapter_model.bin"],
];

/**
 * Removes from a folder what is none of `written`, the tokenizer's files and others beside a model; where no tokenizer is written
 * (undefined), one that is there stays.
 */
export function removeStale(folder: string, written: readonly string[] | undefined): void {
  const read = [...OF_MODELS, ...(written === undefined ? [] : OF_TOKENIZERS)];
  for (const name of readdirSync(folder)) {
    if (read.includes(name) && !written?.includes(name)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
