/** What the clauses about language models share: what they are about, and how they look at it. */
import { equal, ok } from "node:assert/strict";
import type { Chunk, Generation, LanguageModel, LanguageModelError, Prompt } from "../../src/lm/index.ts";

export interface Specimen {
  readonly model: LanguageModel;
  /** A prompt whose answer, at temperature 0, is at least 24 tokens long and has at least 24 characters. */
  readonly prompt: Prompt;
}

export interface Clause {
  readonly name: string;
  check(specimen: Specimen): Promise<void>;
}

export async function collect(generation: Generation): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of generation) chunks.push(chunk);
  return chunks;
}
export const join = (chunks: readonly Chunk[]) => chunks.map(({ text }) => text).join("");
// By name: a model from the compiled program throws the compiled class.
export const isError = (kind: string) => (error: unknown) =>
  error instanceof Error && error.name === "LanguageModelError" && (error as LanguageModelError).kind === kind;
export const greedy = { temperature: 0, maxTokens: 24 };

/** Runs `body`; a model that says it cannot do this at all keeps its promise too. */
export async function unlessUnsupported(body: () => Promise<void>): Promise<void> {
  try {
    await body();
  } catch (error) {
    if (!isError("unsupported")(error)) throw error;
  }
}

export function closeTo(a: readonly number[], b: readonly number[]): void {
  equal(a.length, b.length);
  for (const [i, x] of a.entries())
    ok(Math.abs(x - b[i]!) < 1e-4 * Math.max(1, Math.abs(x)), `${x} and ${b[i]} at ${i}`);
}
