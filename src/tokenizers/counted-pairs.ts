/** A number for each pair of ids, in order of appearance, and a count beside it: a hash table that grows. */
export class CountedPairs {
  #size = 0;
  #mask = 2 ** 16 - 1;
  /** Slot -> number of the pair, or -1. */
  #slots = new Int32Array(2 ** 16).fill(-1);
  #lefts = new Int32Array(2 ** 15);
  #rights = new Int32Array(2 ** 15);
  #counts = new Float64Array(2 ** 15);

  /** The pair's number; a new pair gets the next one, with the count 0. */
  numberOf(left: number, right: number): number {
    for (let slot = hash(left, right) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const held = this.#slots[slot]!;
      if (held === -1) return this.#insert(slot, left, right);
      if (this.#lefts[held] === left && this.#rights[held] === right) return held;
    }
  }

  count(pair: number): number {
    return this.#counts[pair]!;
  }

  add(pair: number, times: number): void {
    this.#counts[pair]! += times;
  }

  #insert(slot: number, left: number, right: number): number {
    const pair = this.#size++;
    this.#slots[slot] = pair;
    this.#lefts[pair] = left;
    this.#rights[pair] = right;
    if (this.#size === this.#lefts.length) this.#grow();
    return pair;
  }

  #grow(): void {
    const size = this.#lefts.length * 2;
    const widen = <T extends Int32Array | Float64Array>(wide: T, narrow: T): T => {
      wide.set(narrow);
      return wide;
    };
    this.#lefts = widen(new Int32Array(size), this.#lefts);
    this.#rights = widen(new Int32Array(size), this.#rights);
    this.#counts = widen(new Float64Array(size), this.#counts);
    this.#slots = new Int32Array(size * 2).fill(-1);
    this.#mask = size * 2 - 1;
    for (let pair = 0; pair < this.#size; pair++) {
      let slot = hash(this.#lefts[pair]!, this.#rights[pair]!) & this.#mask;
      while (this.#slots[slot] !== -1) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = pair;
    }
  }
}

function hash(left: number, right: number): number {
  const mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
