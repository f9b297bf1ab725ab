import type { Documents } from "../data/index.ts";
import { type TokenizerFiles, trainByteLevelBpeAsync } from "../tokenizers/index.ts";
import type { RecipeSettings } from "./recipe.ts";

/** What ends a document. */
const END = "<|endoftext|>";

/** A model of plain text knows no roles: what a person says stands as it is, and the model goes on with it. */
const AS_IT_IS = "{% for message in messages %}{{ message.content }}{% endfor %}";

/** Trains the tokenizer that a recipe asks for. Rejects with what the signal was aborted with, where it was. */
export async function trainTokenizer(
  { vocabulary }: NonNullable<RecipeSettings["tokenizer"]>,
  documents: Documents,
  signal?: AbortSignal,
): Promise<TokenizerFiles> {
  const asked = { vocabularySize: vocabulary, specialTokens: [END], roles: { eos: END } };
  const { files } = await trainByteLevelBpeAsync(textsOf(documents), asked, signal);
  const config = { ...(files["tokenizer_config.json"] as object), chat_template: AS_IT_IS };
  return { ...files, "tokenizer_config.json": config };
}

async function* textsOf(documents: Documents): AsyncGenerator<string> {
  for await (const { text } of documents) yield text;
}
