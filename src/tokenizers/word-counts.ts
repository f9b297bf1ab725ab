/** What every trainer begins with: how often each word of a text occurs, the text normalized and cut as it will be in use. */

import type { Normalizer } from "./normalizer.ts";
import type { PreTokenizer } from "./pre-tokenizers.ts";

/** Words, spelled in the model's alphabet, and how often each occurs. */
export type WordCounts = ReadonlyMap<string, number>;

/** Counts the words of texts, of which it keeps none. A lone surrogate counts as U+FFFD, as it does in encoding. */
export class WordCounter {
  readonly #normalizer: Normalizer | undefined;
  readonly #preTokenizer: PreTokenizer | undefined;
  readonly #counts = new Map<string, Count>();

  constructor(normalizer: Normalizer | undefined, preTokenizer: PreTokenizer | undefined) {
    this.#normalizer = normalizer;
    this.#preTokenizer = preTokenizer;
  }

  add(text: string): void {
    const normalized = this.#normalizer === undefined ? text : this.#normalizer.normalize(text);
    const pieces = this.#preTokenizer === undefined ? [{ text: normalized }] : this.#preTokenizer.cut(normalized);
    for (const piece of pieces) {
      const count = this.#counts.get(piece.text);
      if (count !== undefined) count.times += 1;
      // A copy: a slice used as a key would keep the whole text it was cut from alive.
      else this.#counts.set(piece.text.split("").join(""), { times: 1 });
    }
  }

  counts(): WordCounts {
    const spelling = this.#preTokenizer?.spelling;
    const spelled = new Map<string, number>();
    for (const [word, { times }] of this.#counts) {
      const form = spelling === undefined ? word.replace(LONE_SURROGATE, "\ufffd") : spelling.spell(word);
      spelled.set(form, (spelled.get(form) ?? 0) + times);
    }
    return spelled;
  }
}

/** Counts the words of texts, read one by one. */
export function countWords(
  texts: Iterable<string>,
  normalizer: Normalizer | undefined,
  preTokenizer: PreTokenizer | undefined,
): WordCounts {
  const counter = new WordCounter(normalizer, preTokenizer);
  for (const text of texts) counter.add(text);
  return counter.counts();
}

const LONE_SURROGATE = /\p{Surrogate}/gv;

/** In an object of its own, since writing to it is far cheaper than setting a map's entry again. */
interface Count {
  times: number;
}
