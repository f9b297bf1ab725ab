import type { Documents } from "../data/index.ts";
import type { Recipe } from "./recipe.ts";
import type { Tuning } from "./tuning.ts";

/** The same recipe at a size that takes seconds: two steps of short rows over the beginnings of a few documents, or of a few examples. */
export function smokeSize<R extends Recipe | Tuning>(recipe: R): R;
export function smokeSize(recipe: Recipe | Tuning): Recipe | Tuning {
  const small = { steps: 2, every: { evaluation: 1, checkpoint: 1, sample: 2 } };
  const rows = Math.min(recipe.batch.rows, 2);
  if ("examples" in recipe) {
    const { examples, epochs: _, ...rest } = recipe;
    const batch = { ...recipe.batch, rows };
    return { ...rest, ...small, batch, examples: (options) => first(examples(options), 8) };
  }
  const { tokenizer, batch, heldOutEvery } = recipe;
  return {
    ...recipe,
    ...small,
    ...(tokenizer && { tokenizer: { ...tokenizer, vocabulary: Math.min(tokenizer.vocabulary, 300) } }),
    batch: { ...batch, rows, length: Math.min(batch.length, 32), accumulate: 2 },
    evaluationTokens: 64,
    documents: (options) => beginnings(recipe.documents(options), 2 * heldOutEvery, 1000),
  };
}

async function* first<T>(items: AsyncIterable<T> | Iterable<T>, most: number): AsyncGenerator<T> {
  let taken = 0;
  for await (const item of items) {
    if (taken++ === most) return;
    yield item;
  }
}

async function* beginnings(documents: Documents, most: number, characters: number) {
  for await (const document of first(documents, most)) yield { ...document, text: document.text.slice(0, characters) };
}
