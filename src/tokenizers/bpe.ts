/**
 * Byte-pair encoding of one word (Sennrich et al. 2016, arXiv:1508.07909).
 *
 * Start from single characters; as long as some neighbours form a pair of the merge list, join the pair that stands
 * earliest in the list (leftmost first among equals). A heap of candidates over a linked list of symbols makes this
 * O(n log n) in the word's length, so that a megabyte without a space is no trap.
 */

import { ByteTokens } from "./byte-tokens.ts";
import { type Model, ModelError, UnknownTokenError, Vocabulary, type Word } from "./model.ts";
import { PairTable } from "./pair-table.ts";
import { SymbolList } from "./symbol-list.ts";

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
  /** A character that the vocabulary lacks is spelled by its bytes, "<0xE4>", where it has them all. */
  readonly byteFallback?: boolean | undefined;
  /** What tokens inside a word begin with, and what the last token of a word ends with. */
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}

/** A heap key orders by rank, then by place: rank * PLACES + place, exact in a double. */
const PLACES = 2 ** 27;

export class Bpe implements Model {
  readonly size: number;
  readonly #vocabulary: Vocabulary;
  readonly #unknown: string | undefined;
  readonly #unknownId: number | undefined;
  readonly #fuseUnknown: boolean;
  readonly #ignoreMerges: boolean;
  readonly #bytes: ByteTokens | undefined;
  readonly #prefix: string;
  readonly #suffix: string;
  /** pair -> rank, and rank -> the joined token. */
  readonly #ranks: PairTable;
  readonly #joined: Int32Array;
  #symbols = new SymbolList(64);

  constructor(parts: BpeParts) {
    this.#vocabulary = new Vocabulary(parts.vocabulary);
    this.size = this.#vocabulary.tokens.length;
    this.#fuseUnknown = parts.fuseUnknown ?? false;
    this.#ignoreMerges = parts.ignoreMerges ?? false;
    this.#bytes = parts.byteFallback ? new ByteTokens(parts.vocabulary) : undefined;
    this.#prefix = parts.prefix ?? "";
    this.#suffix = parts.suffix ?? "";
    this.#unknown = parts.unknown;
    this.#unknownId = parts.unknown === undefined ? undefined : parts.vocabulary.get(parts.unknown);
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
      this.#joined[rank] = id(left + right.slice(this.#prefix.length));
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
    return symbols.read(this.#bytes !== undefined);
  }

  /** One symbol a character that the vocabulary has; others are spelled by bytes, replaced, fused or dropped. */
  #open(word: string): SymbolList {
    const most = word.length * (this.#bytes === undefined ? 1 : 3); // UTF-8 takes three bytes a unit at most
    if (this.#symbols.capacity < most) this.#symbols = new SymbolList(most * 2);
    const symbols = this.#symbols;
    symbols.length = 0;
    let end = 0;
    let afterUnknown = false;
    for (const character of word) {
      const start = end;
      end += character.length;
      const written = (start === 0 ? "" : this.#prefix) + character + (end === word.length ? this.#suffix : "");
      const id = this.#vocabulary.ids.get(written);
      const bytes = id === undefined ? this.#bytes?.of(written) : undefined;
      if (id !== undefined) symbols.add(id, start, end);
      else if (bytes !== undefined) for (const byte of bytes) symbols.add(byte, start, end);
      else if (this.#unknownId !== undefined) {
        if (afterUnknown && this.#fuseUnknown) symbols.ends[symbols.length - 1] = end;
        else symbols.add(this.#unknownId, start, end);
      } else if (this.#unknown !== undefined) throw new UnknownTokenError(character, this.#unknown);
      afterUnknown = id === undefined && bytes === undefined;
    }
    return symbols;
  }

  #merge(symbols: SymbolList): void {
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
