import type { Word } from "./model.ts";

/** The symbols of the word at hand as a linked list, and a binary heap of merge candidates; kept between words. */
export class SymbolList {
  length = 0;
  candidates = 0;
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly previous: Int32Array;
  readonly next: Int32Array;
  readonly #heap: Float64Array;

  /** @param overlap whether several symbols may stand for one character: only then are there starts */
  constructor(
    readonly capacity: number,
    readonly overlap: boolean,
  ) {
    this.ids = new Int32Array(capacity);
    this.starts = new Int32Array(overlap ? capacity : 0);
    this.ends = new Int32Array(capacity);
    this.previous = new Int32Array(capacity);
    this.next = new Int32Array(capacity);
    // One candidate a neighbourhood to begin with, and each of the at most n - 1 joins takes one and offers two.
    this.#heap = new Float64Array(capacity * 3);
  }

  add(id: number, start: number, end: number): void {
    this.ids[this.length] = id;
    if (this.overlap) this.starts[this.length] = start;
    this.ends[this.length++] = end;
  }

  link(): void {
    for (let i = 0; i < this.length; i++) {
      this.previous[i] = i - 1;
      this.next[i] = i + 1;
    }
    this.candidates = 0;
  }

  /** Takes symbol `right` out by moving those behind it. */
  close(right: number): void {
    const { ids, starts, ends, overlap } = this;
    this.length -= 1;
    for (let i = right; i < this.length; i++) {
      ids[i] = ids[i + 1]!;
      ends[i] = ends[i + 1]!;
      if (overlap) starts[i] = starts[i + 1]!;
    }
  }

  /** The tokens that are left, those without the id -1. */
  read(): Word {
    let count = 0;
    for (let i = 0; i < this.length; i++) if (this.ids[i] !== -1) count++;
    const of = (numbers: Int32Array) => {
      const left = new Array<number>(count); // words are remembered: no room that nobody needs
      for (let i = 0, at = 0; i < this.length; i++) if (this.ids[i] !== -1) left[at++] = numbers[i]!;
      return left;
    };
    const [ids, ends] = [of(this.ids), of(this.ends)];
    return this.overlap ? { ids, starts: of(this.starts), ends } : { ids, ends };
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
