/**
 * Byte-pair encoding of one word (Sennrich et al. 2016, arXiv:1508.07909).
 *
 * Start from single characters; as long as some neighbours form a pair of the merge list, join the pair that stands
 * earliest in the list (leftmost first among equals). A heap of candidates over a linked list of symbols makes this
 * O(n log n) in the word's length, so that a megabyte without a space is no trap.
 */

import { type Model, ModelError, Vocabulary, type Word } from "./model.ts";
import { PairTable } from "./pair-table.ts";

export interface BpeParts {
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Pairs of tokens, the earliest joined first; a pair listed twice has its later rank. */
  readonly merges: readonly (readonly [left: string, right: string])[];
  /** Stands for characters that the vocabulary lacks; without it they are dropped. */
  readonly unknown?: string | undefined;
  /** Neighbouring unknown characters become one token. */
  readonly fuseUnknown?: boolean | undefined;
  /** A word that is itself a token is not cut, whatever the merges say (LLaMA 3). */
  readonly ignoreMerges?: boolean | undefined;
}

/** A heap key orders by rank, then by place: rank * PLACES + place, exact in a double. */
const PLACES = 2 ** 27;

export class Bpe implements Model {
  readonly size: number;
  readonly #vocabulary: Vocabulary;
  readonly #unknownId: number | undefined;
  readonly #fuseUnknown: boolean;
  readonly #ignoreMerges: boolean;
  /** pair -> rank, and rank -> the joined token. */
  readonly #ranks: PairTable;
  readonly #joined: Int32Array;
  #scratch = new Scratch(64);

  constructor(parts: BpeParts) {
    this.#vocabulary = new Vocabulary(parts.vocabulary);
    this.size = this.#vocabulary.tokens.length;
    this.#fuseUnknown = parts.fuseUnknown ?? false;
    this.#ignoreMerges = parts.ignoreMerges ?? false;
    this.#unknownId = parts.unknown === undefined ? undefined : parts.vocabulary.get(parts.unknown);
    if (parts.unknown !== undefined && this.#unknownId === undefined) {
      throw new ModelError("unk_token", `${JSON.stringify(parts.unknown)} is not in the vocabulary`);
    }
    this.#ranks = new PairTable(parts.merges.length);
    this.#joined = new Int32Array(parts.merges.length);
    parts.merges.forEach(([left, right], rank) => {
      const id = (token: string) => {
        const found = parts.vocabulary.get(token);
        if (found === undefined)
          throw new ModelError(
            `merges[${rank}]`,
            `needs the token ${JSON.stringify(token)}, which is not in the vocabulary`,
          );
        return found;
      };
      this.#ranks.set(id(left), id(right), rank);
      this.#joined[rank] = id(left + right);
    });
  }

  tokenToId(token: string): number | undefined {
    return this.#vocabulary.ids.get(token);
  }

  idToToken(id: number): string | undefined {
    return this.#vocabulary.tokens[id];
  }

  encode(word: string): Word {
    if (this.#ignoreMerges) {
      const id = this.#vocabulary.ids.get(word);
      if (id !== undefined) return { ids: [id], ends: [word.length] };
    }
    const symbols = this.#open(word);
    this.#merge(symbols);
    return symbols.read();
  }

  /** One symbol a character that the vocabulary has, unknown ones replaced, fused or dropped. */
  #open(word: string): Scratch {
    if (this.#scratch.capacity < word.length) this.#scratch = new Scratch(word.length * 2);
    const symbols = this.#scratch;
    symbols.length = 0;
    let end = 0;
    let afterUnknown = false;
    for (const character of word) {
      end += character.length;
      const id = this.#vocabulary.ids.get(character);
      if (id !== undefined) symbols.add(id, end);
      else if (this.#unknownId !== undefined) {
        if (afterUnknown && this.#fuseUnknown) symbols.ends[symbols.length - 1] = end;
        else symbols.add(this.#unknownId, end);
      }
      afterUnknown = id === undefined;
    }
    return symbols;
  }

  #merge(symbols: Scratch): void {
    const { ids, ends, previous, next, length } = symbols;
    const offer = (left: number, right: number) => {
      const rank = this.#ranks.get(ids[left]!, ids[right]!);
      if (rank >= 0) symbols.push(rank * PLACES + left);
    };
    symbols.link();
    for (let i = 0; i + 1 < length; i++) offer(i, i + 1);
    while (symbols.candidates > 0) {
      const key = symbols.pop();
      const left = key % PLACES;
      const rank = (key - left) / PLACES;
      const right = next[left]!;
      // A candidate is stale once one of its two symbols has been joined to another.
      if (ids[left] === -1 || right === length || this.#ranks.get(ids[left]!, ids[right]!) !== rank) continue;
      const after = next[right]!;
      ids[left] = this.#joined[rank]!;
      ends[left] = ends[right]!;
      ids[right] = -1;
      next[left] = after;
      if (after < length) {
        previous[after] = left;
        offer(left, after);
      }
      if (previous[left]! >= 0) offer(previous[left]!, left);
    }
  }
}

/** The symbols of the word at hand as a linked list, and a binary heap of merge candidates; kept between words. */
class Scratch {
  length = 0;
  candidates = 0;
  readonly ids: Int32Array;
  readonly ends: Int32Array;
  readonly previous: Int32Array;
  readonly next: Int32Array;
  readonly #heap: Float64Array;

  constructor(readonly capacity: number) {
    this.ids = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.previous = new Int32Array(capacity);
    this.next = new Int32Array(capacity);
    // One candidate a neighbourhood to begin with, and each of the at most n - 1 joins takes one and offers two.
    this.#heap = new Float64Array(capacity * 3);
  }

  add(id: number, end: number): void {
    this.ids[this.length] = id;
    this.ends[this.length++] = end;
  }

  link(): void {
    for (let i = 0; i < this.length; i++) {
      this.previous[i] = i - 1;
      this.next[i] = i + 1;
    }
    this.candidates = 0;
  }

  read(): Word {
    const ids: number[] = [];
    const ends: number[] = [];
    for (let i = 0; i < this.length; i++) {
      if (this.ids[i] === -1) continue;
      ids.push(this.ids[i]!);
      ends.push(this.ends[i]!);
    }
    return { ids, ends };
  }

  push(key: number): void {
    const heap = this.#heap;
    let at = this.candidates++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]! <= key) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = key;
  }

  /** The smallest key; there must be one. */
  pop(): number {
    const heap = this.#heap;
    const smallest = heap[0]!;
    const key = heap[--this.candidates]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.candidates) break;
      if (child + 1 < this.candidates && heap[child + 1]! < heap[child]!) child++;
      if (heap[child]! >= key) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = key;
    return smallest;
  }
}
