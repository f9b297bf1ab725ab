/**
 * Pair of token ids -> number, for the merges of BPE: open addressing in one typed array. A `Map` would need one number
 * or string object a look-up, and this look-up is the inner loop of encoding.
 */
export class PairTable {
  readonly #mask: number;
  /** Slots of three: left, right, value; left is -1 where the slot is free. */
  readonly #slots: Int32Array;

  /** @param capacity the most pairs it will hold */
  constructor(capacity: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(capacity, 1) * 2));
    this.#mask = size - 1;
    this.#slots = new Int32Array(size * 3).fill(-1);
  }

  /** Sets the value of a pair; a later value replaces an earlier one. */
  set(left: number, right: number, value: number): void {
    const at = this.#find(left, right);
    this.#slots[at] = left;
    this.#slots[at + 1] = right;
    this.#slots[at + 2] = value;
  }

  /** The value of a pair, or -1. */
  get(left: number, right: number): number {
    return this.#slots[this.#find(left, right) + 2]!;
  }

  /** Where the pair stands, or the free slot where it would. */
  #find(left: number, right: number): number {
    const slots = this.#slots;
    let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * 3;
      const held = slots[at]!;
      if (held === -1 || (held === left && slots[at + 1] === right)) return at;
    }
  }
}
