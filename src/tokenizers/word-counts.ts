/** What every trainer begins with: how often each word of a text occurs, the text normalized and cut as it will be in use. */

import type { Normalizer } from "./normalizer.ts";
import type { PreTokenizer } from "./pre-tokenizers.ts";

/** Words, spelled in the model's alphabet, and how often each occurs. */
export type WordCounts = ReadonlyMap<string, number>;

/** Counts the words of texts, read one by one. A lone surrogate counts as U+FFFD, as it does in encoding. */
export function countWords(
  texts: Iterable<string>,
  normalizer: Normalizer | undefined,
  preTokenizer: PreTokenizer | undefined,
): WordCounts {
  const counts = new Map<string, Count>();
  for (const text of texts) {
    const normalized = normalizer === undefined ? text : normalizer.normalize(text);
    const pieces = preTokenizer === undefined ? [{ text: normalized }] : preTokenizer.cut(normalized);
    for (const piece of pieces) {
      const count = counts.get(piece.text);
      if (count !== undefined) count.times += 1;
      // A copy: a slice used as a key would keep the whole text it was cut from alive.
      else counts.set(piece.text.split("").join(""), { times: 1 });
    }
  }
  const spelled = new Map<string, number>();
  for (const [word, { times }] of counts) {
    const spelling =
      preTokenizer?.spelling === undefined ? word.replace(LONE_SURROGATE, "\ufffd") : preTokenizer.spelling.spell(word);
    spelled.set(spelling, (spelled.get(spelling) ?? 0) + times);
  }
  return spelled;
}

const LONE_SURROGATE = /\p{Surrogate}/gv;

/** In an object of its own, since writing to it is far cheaper than setting a map's entry again. */
interface Count {
  times: number;
}
