/** The substrings of words that occur often enough to be tokens: what a unigram model begins with. */

import type { WordCounts } from "./word-counts.ts";

/**
 * Substrings of 1 to `longest` characters that occur at least twice, and how often, counted level by level: one of n
 * characters can only be frequent where both of its parts of n - 1 are, so most long ones are never looked at. Single
 * characters are all there.
 */
export function frequentSubstrings(words: WordCounts, longest: number): Map<string, number> {
  const found = new Map<string, number>();
  let rows = [...words].map(([word, count]) => ({ word, count, bounds: boundaries(word), alive: [] as number[] }));
  for (const row of rows) row.alive = [...row.bounds.slice(0, -1).keys()];
  for (let length = 1; length <= longest && rows.length > 0; length++) {
    const level = new Map<string, number>();
    const part = ({ word, bounds }: (typeof rows)[number], i: number) => word.slice(bounds[i]!, bounds[i + length]!);
    for (const row of rows)
      for (const i of row.alive) {
        const text = part(row, i);
        level.set(text, (level.get(text) ?? 0) + row.count);
      }
    for (const [text, count] of level) if (count >= 2 || length === 1) found.set(text, count);
    for (const row of rows) {
      const frequent = new Set(row.alive.filter((i) => level.get(part(row, i))! >= 2));
      row.alive = [...frequent].filter((i) => frequent.has(i + 1));
    }
    rows = rows.filter(({ alive }) => alive.length > 0);
  }
  return found;
}

/** Where the characters of a word begin, and its end. */
function boundaries(word: string): number[] {
  const bounds = [0];
  for (const character of word) bounds.push(bounds.at(-1)! + character.length);
  return bounds;
}
