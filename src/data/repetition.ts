/**
 * Text that repeats itself (Rae et al. 2021, "Scaling Language Models", appendix A.1.1, table A1): shares of lines, paragraphs and
 * n-grams that occur again, each with its limit.
 */
import type { Filter } from "./filters.ts";

/** Shares between 0 and 1. */
export interface Repetition {
  /** Lines that occurred before, of all lines. */
  readonly lines: number;
  /** Paragraphs that occurred before, of all paragraphs. */
  readonly paragraphs: number;
  /** Characters in lines that occurred before. */
  readonly lineCharacters: number;
  /** Characters in paragraphs that occurred before. */
  readonly paragraphCharacters: number;
  /** By n = 2, 3, 4: the share of characters in the n-gram of words that covers most. */
  readonly top: Readonly<Record<number, number>>;
  /** By n = 5 to 10: the share of characters in n-grams of words that occur more than once, no character counted twice. */
  readonly duplicate: Readonly<Record<number, number>>;
}

/** The limits of table A1. */
export const RAE_LIMITS: Repetition = {
  lines: 0.3,
  paragraphs: 0.3,
  lineCharacters: 0.2,
  paragraphCharacters: 0.2,
  top: { 2: 0.2, 3: 0.18, 4: 0.16 },
  duplicate: { 5: 0.15, 6: 0.14, 7: 0.13, 8: 0.12, 9: 0.11, 10: 0.1 },
};

/** Measures a text. Words are what spaces part, in scripts without spaces each character. */
export function repetitionOf(text: string): Repetition {
  const lines = repeated(text.split("\n").filter((line) => line.trim() !== ""));
  const paragraphs = repeated(text.split(/\n\s*\n/u).filter((paragraph) => paragraph.trim() !== ""));
  const words =
    text.match(
      /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]+/gv,
    ) ?? [];
  const share = (of: (words: readonly string[], n: number) => number, sizes: readonly number[]) =>
    Object.fromEntries(sizes.map((n) => [n, of(words, n)]));
  return {
    lines: lines.items,
    paragraphs: paragraphs.items,
    lineCharacters: lines.characters,
    paragraphCharacters: paragraphs.characters,
    top: share(topShare, [2, 3, 4]),
    duplicate: share(duplicateShare, [5, 6, 7, 8, 9, 10]),
  };
}

/** Drops what exceeds a limit of Rae et al. */
export function repetitionFilter(limits: Repetition = RAE_LIMITS): Filter {
  const over = (name: string, found: number, limit: number) =>
    found > limit ? `${(100 * found).toFixed(0)} % ${name}, more than ${(100 * limit).toFixed(0)} %` : undefined;
  return {
    name: "repetition",
    reason({ text }) {
      const found = repetitionOf(text);
      return (
        over("repeated lines", found.lines, limits.lines) ??
        over("repeated paragraphs", found.paragraphs, limits.paragraphs) ??
        over("of the text in repeated lines", found.lineCharacters, limits.lineCharacters) ??
        over("of the text in repeated paragraphs", found.paragraphCharacters, limits.paragraphCharacters) ??
        first(limits.top, (n, limit) => over(`of the text in one ${n}-gram`, found.top[n]!, limit)) ??
        first(limits.duplicate, (n, limit) => over(`of the text in repeated ${n}-grams`, found.duplicate[n]!, limit))
      );
    },
  };
}

function first(limits: Readonly<Record<number, number>>, of: (n: number, limit: number) => string | undefined) {
  for (const [n, limit] of Object.entries(limits)) {
    const reason = of(Number(n), limit);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function repeated(items: readonly string[]): { items: number; characters: number } {
  const seen = new Set<string>();
  let [again, characters, all] = [0, 0, 0];
  for (const item of items) {
    all += item.length;
    if (seen.has(item)) {
      again++;
      characters += item.length;
    } else seen.add(item);
  }
  return { items: again / Math.max(1, items.length), characters: characters / Math.max(1, all) };
}

const lengthOf = (words: readonly string[]) => words.reduce((sum, word) => sum + word.length, 0);

/** The share of characters in the most frequent n-gram; of equally frequent ones, the longest. One that occurs once is no repetition. */
function topShare(words: readonly string[], n: number): number {
  const counts = new Map<string, number>();
  let best = 0;
  let characters = 0;
  for (let i = 0; i + n <= words.length; i++) {
    const gram = words.slice(i, i + n);
    const key = gram.join(" ");
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const covered = count * lengthOf(gram);
    if (count > best || (count === best && covered > characters)) [best, characters] = [count, covered];
  }
  return best < 2 ? 0 : Math.min(1, characters / lengthOf(words));
}

/** The share of characters in n-grams that occurred before, no character counted twice. */
function duplicateShare(words: readonly string[], n: number): number {
  const seen = new Set<string>();
  let covered = 0; // words before this index are counted
  let characters = 0;
  for (let i = 0; i + n <= words.length; i++) {
    const gram = words.slice(i, i + n).join(" ");
    if (!seen.has(gram)) {
      seen.add(gram);
      continue;
    }
    characters += lengthOf(words.slice(Math.max(i, covered), i + n));
    covered = i + n;
  }
  return characters / Math.max(1, lengthOf(words));
}
