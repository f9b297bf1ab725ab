/** A recipe of four steps that takes a moment, for tests of what stands around training. */
import type { Document } from "../src/data/index.ts";
import {
  defineRecipe,
  type Recipe,
  type RecipeInput,
  type RecipeRunOptions,
  runRecipe,
} from "../src/training/index.ts";

/** The text of a document by its number. */
export const textOf = (i: number) => `Document ${i} tells of ${i * i} things, one after the other.`;
export const someDocuments = (count: number, of = textOf) =>
  Array.from({ length: count }, (_, i): Document => ({ id: `${i}`, text: of(i) }));

export const tinyInput = {
  name: "tiny",
  documents: () => someDocuments(40),
  heldOutEvery: 10,
  tokenizer: { vocabulary: 270 },
  model: { kind: "llama", width: 16, depth: 1, heads: 2, kvHeads: 1, hidden: 16 },
  batch: { rows: 2, length: 16 },
  steps: 4,
  every: { evaluation: 2, checkpoint: 2, sample: 4 },
  evaluationTokens: 32,
  prompt: "Document",
} satisfies RecipeInput;

/** Runs it, with some settings changed; what was noted meanwhile comes along. */
export async function runTiny(change: Partial<Recipe>, options: RecipeRunOptions) {
  const notes: string[] = [];
  const asked = { ...defineRecipe(tinyInput), ...change };
  const watcher = { note: (line: string) => notes.push(line), ...options.watcher };
  const result = await runRecipe(asked, { ...options, watcher });
  return { ...result, notes, out: options.out };
}
