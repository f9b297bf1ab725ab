/** Passages of modern addresses, as tokens: a text for models that read English. */
import { speeches } from "../../src/data/index.ts";
import type { Tokenizer } from "../../src/tokenizers/index.ts";

/** The beginnings of the first addresses from 2010 on, so many tokens of each. */
export function passages(tokenizer: Tokenizer, count: number, length: number): number[][] {
  const found: number[][] = [];
  for (const { text } of speeches({ from: 2010 })) {
    if (found.length === count) break;
    found.push(tokenizer.encode(text.slice(0, 12 * length)).slice(0, length));
  }
  return found;
}
