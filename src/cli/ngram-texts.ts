/** Texts as sentences of ids, as `tenon ngram` reads them. */
import type { Unit } from "../ngram/index.ts";
import { UsageError } from "./command-line.ts";

/** How a line becomes tokens. */
export interface Reading {
  readonly unit: Unit;
  readonly skipSymbols?: boolean;
}

export async function emptyTexts(texts: readonly string[]): Promise<UsageError> {
  const { inputName } = await import("../data/index.ts");
  return new UsageError(`${texts.map(inputName).join(", ")}: there is no token in it`);
}

/** The ids of each line that has a token. What is wrong with one is said with its file and number. */
export async function* sentences(
  texts: readonly string[],
  { unit, skipSymbols }: Reading,
  id: (word: string) => number,
): AsyncGenerator<number[]> {
  const { MARKS, NgramError, tokensOf } = await import("../ngram/index.ts");
  const { inputName, readLines } = await import("../data/index.ts");
  for (const path of texts) {
    let number = 0;
    for (const line of readLines(path)) {
      number++;
      try {
        const words = tokensOf(line, unit);
        const tokens = (skipSymbols ? words.filter((word) => !MARKS.some((mark) => mark === word)) : words).map(id);
        if (tokens.length > 0) yield tokens;
      } catch (error) {
        if (error instanceof NgramError) throw new NgramError(`${inputName(path)}: line ${number}: ${error.message}`);
        throw error;
      }
    }
  }
}
