/** Open-ended text: SmolLM2 goes on with pieces of the State of the Union addresses, by one method and another. */
import { speeches } from "../src/data/index.ts";
import { Decoding, type ProcessorSettings, processors, type Sampler, scoreTokens } from "../src/generation/index.ts";
import type { Writes } from "../src/nn/index.ts";
import { draws } from "../tests/draws.ts";
import { perplexityOf } from "../tests/perplexities.ts";

export const PROMPTS = 20;
export const TOKENS = 64;
const PROMPT = 32;

export interface Opening {
  readonly prompt: readonly number[]; // [32]
  /** What the speaker said next. */
  readonly human: readonly number[]; // [64]
}

/** 20 places of as many addresses, drawn by the seed. */
export function openings(encode: (text: string) => readonly number[], seed: number): Opening[] {
  const random = draws(seed);
  const all = [...speeches({ from: 1946 })];
  return Array.from({ length: PROMPTS }, () => {
    const { text } = all.splice(Math.floor(random() * all.length), 1)[0]!;
    const begin = text.indexOf(" ", Math.floor(random() * (text.length - 2000)));
    const tokens = encode(text.slice(begin, begin + 1500));
    return { prompt: tokens.slice(0, PROMPT), human: tokens.slice(PROMPT, PROMPT + TOKENS) };
  });
}

/** 64 tokens behind each prompt, in one batch; nothing ends a text early. */
export function continuations(
  model: Writes,
  prompts: readonly (readonly number[])[],
  settings: ProcessorSettings,
  samplerOf: (row: number) => Sampler,
): number[][] {
  const sequences = prompts.map((prompt, row) => ({ prompt, sampler: samplerOf(row) }));
  const decoding = new Decoding(model, sequences, { processors: processors(settings) });
  const written: number[][] = prompts.map(() => []);
  for (let step = 0; step < TOKENS; step++)
    for (const { index, token } of decoding.write()) written[index]!.push(token);
  decoding.release();
  return written;
}

/** Perplexity of texts, each behind its prompt, under the model itself. */
export async function perplexityBehind(
  model: Writes,
  prompts: readonly (readonly number[])[],
  texts: readonly (readonly number[])[],
): Promise<number> {
  const logprobs: number[] = [];
  for (const [i, prompt] of prompts.entries()) {
    const all = await scoreTokens(model, [...prompt, ...texts[i]!], { turn: async () => {} });
    logprobs.push(...all.slice(prompt.length - 1));
  }
  return perplexityOf(logprobs);
}

export const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
