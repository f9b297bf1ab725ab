/** The words of a corpus while a trainer joins pairs in them: their symbols, the pairs' counts, and a heap of both. */

import { CountedPairs } from "./counted-pairs.ts";
import type { WordCounts } from "./word-counts.ts";

/** A pair of neighbours as the heap holds it. */
export interface Candidate {
  readonly left: number;
  readonly right: number;
  /** The pair's number in the table of pairs. */
  readonly pair: number;
  /** How often the pair occurred when this was pushed. */
  count: number;
  /** The words that held the pair when it came about, each once. */
  readonly words: number[];
}

export class MergeWords {
  /** Symbols of all words in a row; word w has `#lengths[w]` of them from `#starts[w]` on. */
  readonly #symbols: Int32Array;
  readonly #starts: Int32Array;
  readonly #lengths: Int32Array;
  readonly #counts: Float64Array;
  readonly #pairs = new CountedPairs();
  readonly #heap = new CandidateHeap();
  /** Candidates that the join at hand brings about, by their pair's number. */
  #fresh = new Map<number, Candidate>();

  /** @param idOf the id of a character at its place in a word; undefined leaves it out */
  constructor(words: WordCounts, idOf: (character: string, isFirst: boolean, isLast: boolean) => number | undefined) {
    let units = 0;
    for (const word of words.keys()) units += word.length;
    this.#symbols = new Int32Array(units);
    this.#starts = new Int32Array(words.size);
    this.#lengths = new Int32Array(words.size);
    this.#counts = Float64Array.from(words.values());
    let end = 0;
    let index = 0;
    for (const word of words.keys()) {
      this.#starts[index] = end;
      let at = 0;
      for (const character of word) {
        const id = idOf(character, at === 0, at + character.length === word.length);
        at += character.length;
        if (id !== undefined) this.#symbols[end++] = id;
      }
      this.#lengths[index] = end - this.#starts[index]!;
      for (let i = this.#starts[index]! + 1; i < end; i++) this.#add(this.#symbols[i - 1]!, this.#symbols[i]!, index);
      index += 1;
    }
    this.#offer();
  }

  /** The most frequent pair, taken out; undefined where there is none. */
  takeMostFrequent(): Candidate | undefined {
    for (;;) {
      const top = this.#heap.pop();
      if (top === undefined) return undefined;
      const count = this.#pairs.count(top.pair);
      if (top.count === count) return top;
      top.count = count;
      this.#heap.push(top);
    }
  }

  /** Joins a pair into the token `joined`, in all the words that hold it. */
  join({ left, right, words }: Candidate, joined: number): void {
    for (const word of words) this.#joinIn(word, left, right, joined);
    this.#offer();
  }

  #joinIn(word: number, left: number, right: number, joined: number): void {
    const symbols = this.#symbols;
    const start = this.#starts[word]!;
    const end = start + this.#lengths[word]!;
    let to = start;
    for (let from = start; from < end; from++) {
      if (symbols[from] !== left || from + 1 === end || symbols[from + 1] !== right) {
        symbols[to++] = symbols[from]!;
        continue;
      }
      if (to > start) {
        const before = symbols[to - 1]!;
        this.#remove(before, left, word);
        this.#add(before, joined, word);
      }
      from += 1;
      if (from + 1 < end) {
        const after = symbols[from + 1]!;
        this.#remove(right, after, word);
        this.#add(joined, after, word);
      }
      symbols[to++] = joined;
    }
    this.#lengths[word] = to - start;
  }

  #add(left: number, right: number, word: number): void {
    const pair = this.#pairs.numberOf(left, right);
    this.#pairs.add(pair, this.#counts[word]!);
    let candidate = this.#fresh.get(pair);
    if (candidate === undefined) {
      candidate = { left, right, pair, count: 0, words: [] };
      this.#fresh.set(pair, candidate);
    }
    // Words are visited one after another, so a word that is there already is the last one.
    if (candidate.words.at(-1) !== word) candidate.words.push(word);
  }

  #remove(left: number, right: number, word: number): void {
    this.#pairs.add(this.#pairs.numberOf(left, right), -this.#counts[word]!);
  }

  #offer(): void {
    for (const candidate of this.#fresh.values()) {
      candidate.count = this.#pairs.count(candidate.pair);
      if (candidate.count > 0) this.#heap.push(candidate);
    }
    this.#fresh = new Map();
  }
}

const isBefore = (a: Candidate, b: Candidate) =>
  a.count > b.count || (a.count === b.count && (a.left < b.left || (a.left === b.left && a.right < b.right)));

/** A binary heap, the most frequent first. */
class CandidateHeap {
  readonly #items: Candidate[] = [];

  push(item: Candidate): void {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(item, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  pop(): Candidate | undefined {
    const items = this.#items;
    const top = items[0];
    const item = items.pop();
    if (item === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && isBefore(items[child + 1]!, items[child]!)) child++;
      if (!isBefore(items[child]!, item)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = item;
    return top;
  }
}
