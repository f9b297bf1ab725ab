/** Invented financial news with its tone, and how well a model tells it. The test's sentences are worded as none that was learned. */
import { fileURLToPath } from "node:url";
import { type Example, exampleLines } from "../../src/data/index.ts";
import type { LanguageModel } from "../../src/lm/index.ts";

export const TONES = ["positive", "negative", "neutral"] as const;
const FILE = fileURLToPath(new URL("../../corpora/financial-sentences.jsonl", import.meta.url));

export interface Sentence {
  readonly prompt: string;
  readonly completion: string;
}

export function sentences(split: "train" | "test"): Sentence[] {
  return [...exampleLines(FILE)].flatMap((example: Example) =>
    "prompt" in example && "split" in example && example.split === split
      ? [{ prompt: example.prompt, completion: example.completion }]
      : [],
  );
}

/** The likeliest of the three words behind each sentence. */
export async function tones(lm: LanguageModel, of: readonly Sentence[]): Promise<string[]> {
  const found: string[] = [];
  for (const { prompt } of of) {
    const scores = await lm.scoreAnswers([{ role: "user", content: prompt }], TONES);
    found.push(TONES[scores.reduce((best, { logprob }, i) => (logprob > scores[best]!.logprob ? i : best), 0)]!);
  }
  return found;
}

/**
 * The mean over classes of the harmonic mean of precision and recall.
 *
 *     F1 = (1/C) sum over c of 2 tp_c / (2 tp_c + fp_c + fn_c)
 */
export function macroF1(told: readonly string[], right: readonly string[], classes: readonly string[] = TONES): number {
  const of = (name: string) => {
    const hits = told.filter((tone, i) => tone === name && right[i] === name).length;
    const said = told.filter((tone) => tone === name).length;
    const meant = right.filter((tone) => tone === name).length;
    return said + meant === 0 ? 0 : (2 * hits) / (said + meant);
  };
  return classes.reduce((sum, name) => sum + of(name) / classes.length, 0);
}
