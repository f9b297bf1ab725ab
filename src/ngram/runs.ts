/** Sorted runs on disk and their merging: an external merge sort (Knuth, The Art of Computer Programming 3, 5.4). */
import { closeSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { NgramError } from "./ngram-error.ts";
import { compareWindows, type Source } from "./windows.ts";

/** Records read or written at a time. */
const BLOCK = 1 << 14;
/** Runs that are merged at a time, each through a block of its own. */
const WAYS = 64;

/**
 * Runs in files that have no name any more: the system takes them back when they are closed or the process ends, however it
 * ends.
 */
export class Runs {
  readonly #order: number;
  readonly #folder: string;
  #descriptors: number[] = [];
  #made = 0;

  constructor(order: number, folder: string) {
    this.#order = order;
    this.#folder = folder;
  }

  get length(): number {
    return this.#descriptors.length;
  }

  /** Writes what a source gives as a new run. Throws an NgramError where the folder takes no more. */
  write(source: Source): void {
    const descriptor = this.#open();
    try {
      writeRecords(descriptor, source, this.#order + 1);
    } catch (error) {
      closeSync(descriptor);
      throw new NgramError(`${this.#folder}: sorted counts could not be written there: ${(error as Error).message}`);
    }
    this.#descriptors.push(descriptor);
    if (this.#descriptors.length === WAYS) this.#collapse();
  }

  /** All runs, and what else is given, as one source. */
  merged(...others: readonly Source[]): Source {
    return merge(
      [...this.#descriptors.map((descriptor) => readRecords(descriptor, this.#order + 1)), ...others],
      this.#order,
    );
  }

  close(): void {
    for (const descriptor of this.#descriptors) closeSync(descriptor);
    this.#descriptors = [];
  }

  /** Many runs become one. */
  #collapse(): void {
    const old = this.#descriptors;
    const source = this.merged();
    this.#descriptors = [];
    try {
      this.write(source);
    } finally {
      for (const descriptor of old) closeSync(descriptor);
    }
  }

  #open(): number {
    const path = join(this.#folder, `.ngram-run.${process.pid}.${this.#made++}`);
    try {
      const descriptor = openSync(path, "wx+");
      unlinkSync(path);
      return descriptor;
    } catch (error) {
      throw new NgramError(`${this.#folder}: sorted counts could not be written there: ${(error as Error).message}`);
    }
  }
}

function writeRecords(descriptor: number, source: Source, width: number): void {
  const block = new Uint32Array(BLOCK * width);
  const bytes = new Uint8Array(block.buffer);
  let used = 0;
  const flush = () => {
    for (let done = 0; done < used * 4; ) done += writeSync(descriptor, bytes, done, used * 4 - done);
    used = 0;
  };
  while (source.next()) {
    block.set(source.record, used);
    used += width;
    if (used === block.length) flush();
  }
  flush();
}

function readRecords(descriptor: number, width: number): Source {
  const block = new Uint32Array(BLOCK * width);
  const bytes = new Uint8Array(block.buffer);
  const record = new Uint32Array(width);
  let position = 0;
  let at = 0;
  let end = 0;
  const fill = () => {
    let got = 0;
    while (got < bytes.length) {
      const read = readSync(descriptor, bytes, got, bytes.length - got, position);
      if (read === 0) break;
      got += read;
      position += read;
    }
    at = 0;
    end = got / 4;
    return end > 0;
  };
  const next = () => {
    if (at === end && !fill()) return false;
    record.set(block.subarray(at, at + width));
    at += width;
    return true;
  };
  return { record, next };
}

/** Merges sources by a heap of their present windows; equal windows become one, their counts added. */
export function merge(sources: readonly Source[], order: number): Source {
  const heap: Source[] = [];
  const record = new Uint32Array(order + 1);
  for (const source of sources) {
    if (source.next()) {
      heap.push(source);
      siftUp(heap, order);
    }
  }
  const advance = () => {
    if (!heap[0]!.next()) {
      const last = heap.pop()!;
      if (heap.length === 0) return;
      heap[0] = last;
    }
    siftDown(heap, order);
  };
  const next = () => {
    if (heap.length === 0) return false;
    record.set(heap[0]!.record);
    advance();
    // A sum that 32 bits cannot hold stays two records of the same window, which readers add up.
    while (heap.length > 0 && compareWindows(heap[0]!.record, record, order) === 0) {
      if (record[order]! + heap[0]!.record[order]! >= 2 ** 32) break;
      record[order]! += heap[0]!.record[order]!;
      advance();
    }
    return true;
  };
  return { record, next };
}

function siftUp(heap: Source[], order: number): void {
  for (let i = heap.length - 1; i > 0; ) {
    const parent = (i - 1) >> 1;
    if (compareWindows(heap[parent]!.record, heap[i]!.record, order) <= 0) return;
    [heap[parent], heap[i]] = [heap[i]!, heap[parent]!];
    i = parent;
  }
}

function siftDown(heap: Source[], order: number): void {
  for (let i = 0; ; ) {
    let least = 2 * i + 1;
    if (least >= heap.length) return;
    if (least + 1 < heap.length && compareWindows(heap[least + 1]!.record, heap[least]!.record, order) < 0) least++;
    if (compareWindows(heap[i]!.record, heap[least]!.record, order) <= 0) return;
    [heap[least], heap[i]] = [heap[i]!, heap[least]!];
    i = least;
  }
}
