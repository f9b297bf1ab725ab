import { growingIds, growingNumbers } from "./growing.ts";
import { NgramError } from "./ngram-error.ts";
import type { Source } from "./windows.ts";

export interface Level {
  /** [rows], the first word of each k-gram. */
  readonly words: Uint32Array;
  /** [rows + 1]; row r has the rows children[r] to children[r + 1] of the next level. */
  readonly children: Uint32Array;
}

/** The k-grams of one length, with how often each was seen. */
export interface CountedLevel extends Level {
  /** [rows], how often each k-gram was seen. */
  readonly counts: Float64Array;
}

/** Which ids there are, and which of them bound a sequence. */
export interface Frame {
  /** The length of the longest n-gram. */
  readonly order: number;
  /** Ids are smaller than this. */
  readonly size: number;
  /** Stands before each sequence, and is never predicted. */
  readonly begin: number;
  /** Stands behind each sequence; undefined where its end is no event. */
  readonly end: number | undefined;
}

/**
 * Counts of all n-grams up to an order, as a trie that is read backwards.
 *
 * Level k holds the k-grams w1..wk in suffix order. The row of w1..wk lies among the children of the row of w2..wk one level
 * below, and its word is w1: so one walk from a token back through its context meets every n-gram that ends there, the
 * longest last. Level 1 has one row an id.
 */
export interface Counts extends Frame {
  /** [order], level k at place k - 1. */
  readonly levels: readonly CountedLevel[];
  /** Tokens seen, ends included. */
  readonly tokens: number;
}

/** The row of a k-gram whose first word is `word`, among the children of `row`; -1 where it was not seen. */
export function child(levels: readonly Level[], k: number, row: number, word: number): number {
  const { children } = levels[k - 2]!;
  const { words } = levels[k - 1]!;
  let low = children[row]!;
  let high = children[row + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle]! < word) low = middle + 1;
    else high = middle;
  }
  return low < children[row + 1]! && words[low] === word ? low : -1;
}

/** The row of an n-gram in the level of its length; -1 where it was not seen. The n-gram has at least one id. */
export function find(levels: readonly Level[], ngram: ArrayLike<number>): number {
  let row = ngram[ngram.length - 1]!;
  for (let k = 2; k <= ngram.length && row >= 0; k++) row = child(levels, k, row, ngram[ngram.length - k]!);
  return row;
}

/** For each row w1..wk of a level, k > 1, the row of its context w1..w(k-1) one level below. */
export function contextRows(levels: readonly Level[], k: number): Uint32Array {
  let contexts: Uint32Array | undefined;
  for (let level = 2; level <= k; level++) {
    const { words } = levels[level - 1]!;
    const { children } = levels[level - 2]!;
    const next = new Uint32Array(words.length);
    for (let suffix = 0; suffix + 1 < children.length; suffix++) {
      for (let row = children[suffix]!; row < children[suffix + 1]!; row++) {
        // The context of w1..wk is the child, by w1, of the context of w2..wk.
        next[row] = contexts === undefined ? words[row]! : child(levels, level - 1, contexts[suffix]!, words[row]!);
      }
    }
    contexts = next;
  }
  if (contexts === undefined) throw new RangeError("a single word has no context");
  return contexts;
}

/** Builds all levels from the windows of the highest order in one pass. Throws an NgramError where they have more than `most` rows. */
export function tabulate(source: Source, frame: Frame, most = Number.POSITIVE_INFINITY): Counts {
  const { order, size, begin } = frame;
  const words = Array.from({ length: order }, growingIds);
  const children = Array.from({ length: order }, growingIds);
  const counts = Array.from({ length: order }, growingNumbers);
  let rows = 0;
  const open = (k: number, word: number) => {
    if (++rows > most)
      throw new NgramError(
        `the text has more than ${most} different n-grams of up to ${order} tokens: they do not fit into memory`,
      );
    words[k - 1]!.push(word);
    children[k - 1]!.push(words[k]?.length ?? 0);
    counts[k - 1]!.push(0);
  };
  const openIds = (end: number) => {
    while (words[0]!.length < end) open(1, words[0]!.length);
  };
  const previous = new Uint32Array(order);
  let tokens = 0;
  while (source.next()) {
    const { record } = source;
    const count = record[order]!;
    // An n-gram may begin with one mark of the beginning, not with two.
    let longest = 1;
    while (longest < order && record[order - longest] !== begin) longest++;
    let shared = words[0]!.length > record[order - 1]! ? 1 : 0;
    while (shared > 0 && shared < order && previous[order - 1 - shared] === record[order - 1 - shared]) shared++;
    openIds(record[order - 1]! + 1);
    for (let k = Math.max(shared, 1) + 1; k <= longest; k++) open(k, record[order - k]!);
    for (let k = 1; k <= longest; k++) counts[k - 1]!.addToLast(count);
    tokens += count;
    previous.set(record.subarray(0, order));
  }
  openIds(size);
  children.forEach((list, k) => {
    list.push(words[k + 1]?.length ?? 0);
  });
  const levels = words.map((list, k) => ({
    words: list.finish(),
    children: children[k]!.finish(),
    counts: counts[k]!.finish(),
  }));
  return { ...frame, levels, tokens };
}

/** Counts up to a lower order, over the same memory. Throws a RangeError where the order is none of theirs. */
export function upTo(counts: Counts, order: number): Counts {
  if (!(Number.isInteger(order) && order >= 1 && order <= counts.order))
    throw new RangeError(`order: counts go from 1 to ${counts.order}, not to ${order}`);
  if (order === counts.order) return counts;
  return { ...counts, order, levels: counts.levels.slice(0, order) };
}
