import type { Documents } from "../data/index.ts";
import { type TokenizerFiles, trainByteLevelBpe } from "../tokenizers/index.ts";
import type { RecipeSettings } from "./recipe.ts";

/** What ends a document. */
const END = "<|endoftext|>";

/** Trains the tokenizer that a recipe asks for; its texts are in memory meanwhile. */
export async function trainTokenizer(
  { vocabulary }: RecipeSettings["tokenizer"],
  documents: Documents,
): Promise<TokenizerFiles> {
  const texts: string[] = [];
  for await (const { text } of documents) texts.push(text);
  const asked = { vocabularySize: vocabulary, specialTokens: [END], roles: { eos: END } };
  return trainByteLevelBpe(texts, asked).files;
}
