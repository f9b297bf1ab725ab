import { PairTable } from "./pair-table.ts";
import type { SymbolList } from "./symbol-list.ts";

/** A heap key orders by rank, then by place: rank * PLACES + place, exact in a double. */
const PLACES = 2 ** 27;
/** Up to so many symbols looking at all of them for the next pair is quicker than a heap. */
const FEW = 96;
const NONE = 2 ** 31 - 1;

/**
 * The merges of byte-pair encoding, by rank: as long as some neighbours form a pair, the pair of the lowest rank is joined,
 * leftmost first among equals. Short words are looked through for it, at n operations a join; long ones keep a heap of
 * candidates, at log n.
 */
export class Merges {
  /** pair -> rank, and rank -> the joined token. */
  readonly #ranks: PairTable;
  readonly #joined: Int32Array;
  /** Of a short word: the rank of each symbol and the one behind it, NONE where they are no pair. */
  readonly #behind = new Int32Array(FEW);

  /** @param count the most merges it will hold */
  constructor(count: number) {
    this.#ranks = new PairTable(count);
    this.#joined = new Int32Array(count);
  }

  /** Sets what a pair becomes; a pair that comes again has its later rank. */
  add(rank: number, left: number, right: number, joined: number): void {
    this.#ranks.set(left, right, rank);
    this.#joined[rank] = joined;
  }

  apply(symbols: SymbolList): void {
    if (symbols.length <= FEW) this.#applyToFew(symbols);
    else this.#applyToMany(symbols);
  }

  #applyToFew(symbols: SymbolList): void {
    const { ids, ends } = symbols;
    const behind = this.#behind;
    const rankAt = (at: number) => {
      const rank = this.#ranks.get(ids[at]!, ids[at + 1]!);
      return rank < 0 ? NONE : rank;
    };
    let last = symbols.length - 1;
    for (let i = 0; i < last; i++) behind[i] = rankAt(i);
    for (;;) {
      let least = NONE;
      let at = 0;
      for (let i = 0; i < last; i++) {
        if (behind[i]! < least) {
          least = behind[i]!;
          at = i;
        }
      }
      if (least === NONE) break;
      ids[at] = this.#joined[least]!;
      ends[at] = ends[at + 1]!;
      symbols.close(at + 1);
      last -= 1;
      for (let i = at + 1; i < last; i++) behind[i] = behind[i + 1]!;
      if (at > 0) behind[at - 1] = rankAt(at - 1);
      if (at < last) behind[at] = rankAt(at);
    }
  }

  #applyToMany(symbols: SymbolList): void {
    const { ids, ends, previous, next, length } = symbols;
    const offer = (left: number, right: number) => {
      const rank = this.#ranks.get(ids[left]!, ids[right]!);
      if (rank >= 0) symbols.push(rank * PLACES + left);
    };
    symbols.link();
    for (let i = 0; i + 1 < length; i++) offer(i, i + 1);
    while (symbols.candidates > 0) {
      const key = symbols.pop();
      const rank = Math.floor(key / PLACES);
      const left = key - rank * PLACES;
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
