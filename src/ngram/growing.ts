/** Typed arrays of a length that is not known beforehand. */
type Numbers = Uint32Array | Float64Array;

/** Appends to a typed array and makes room by doubling. */
export class Growing<A extends Numbers> {
  #array: A;
  length = 0;

  constructor(readonly make: (length: number) => A) {
    this.#array = make(1024);
  }

  push(value: number): void {
    if (this.length === this.#array.length) {
      const larger = this.make(2 * this.length);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.length++] = value;
  }

  /** Adds to the value that was pushed last. */
  addToLast(value: number): void {
    this.#array[this.length - 1]! += value;
  }

  at(place: number): number {
    return this.#array[place]!;
  }

  /** What was pushed so far, over this memory. */
  view(): A {
    return this.#array.subarray(0, this.length) as A;
  }

  /** What was pushed, in an array of its own; the room for more is given back. */
  finish(): A {
    const exact = this.make(this.length);
    exact.set(this.#array.subarray(0, this.length));
    this.#array = this.make(0);
    return exact;
  }
}

export const growingIds = () => new Growing((length) => new Uint32Array(length));
export const growingNumbers = () => new Growing((length) => new Float64Array(length));
