import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { CheckpointError, refused } from "./checkpoint-error.ts";

const WINDOW = 1 << 20;
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads a little-endian file from front to back through a window. Whatever a damaged file claims, nothing larger than the
 * file is allocated, and whatever would lie beyond its end is an error that names the field being read.
 */
export class ByteReader {
  readonly path: string;
  /** Bytes of the file. */
  readonly size: number;
  /** What is being read, for errors. */
  field = "";
  readonly #descriptor: number;
  #window = Buffer.alloc(0);
  /** Position in the file of the window's first byte. */
  #start = 0;
  #position = 0;

  constructor(path: string) {
    this.path = path;
    try {
      this.#descriptor = openSync(path, "r");
      this.size = fstatSync(this.#descriptor).size;
    } catch (error) {
      throw refused(path, "read", error);
    }
  }
  close(): void {
    closeSync(this.#descriptor);
  }

  get position(): number {
    return this.#position;
  }
  get remaining(): number {
    return this.size - this.#position;
  }

  /** Ends the reading with a sentence about the field. */
  fail(reason: string): never {
    throw new CheckpointError(this.path, this.field, reason);
  }

  /** The next bytes: a view, good until the next call. */
  take(length: number): Buffer {
    if (length > this.remaining)
      this.fail(`needs ${length} bytes at ${this.#position}, where the file has ${this.remaining}`);
    const from = this.#position - this.#start;
    this.#position += length;
    if (from + length <= this.#window.length) return this.#window.subarray(from, from + length);
    this.#fill(this.#position - length, length);
    return this.#window.subarray(0, length);
  }

  #fill(start: number, length: number): void {
    this.#window = Buffer.allocUnsafeSlow(Math.min(Math.max(length, WINDOW), this.size - start));
    this.#start = start;
    let filled = 0;
    while (filled < this.#window.length) {
      const count = this.#read(filled, start + filled);
      if (count === 0) this.fail("the file became shorter while it was read");
      filled += count;
    }
  }
  #read(offset: number, position: number): number {
    try {
      return readSync(this.#descriptor, this.#window, offset, this.#window.length - offset, position);
    } catch (error) {
      throw refused(this.path, "read", error);
    }
  }

  u8(): number {
    return this.take(1)[0]!;
  }
  u32(): number {
    return this.take(4).readUInt32LE();
  }
  /** An unsigned 64-bit integer, for counts and places: what is beyond 2^53 cannot be meant. */
  count(): number {
    const value = this.take(8).readBigUInt64LE();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) this.fail(`${value} is beyond everything a file can hold`);
    return Number(value);
  }
  /** Text, after its length in bytes. */
  string(): string {
    return this.text(this.count());
  }
  /** UTF-8 of a length in bytes. */
  text(length: number): string {
    const bytes = this.take(length);
    const text = bytes.toString();
    // The quick decoder writes U+FFFD for broken bytes: where there is one, the strict one says whether it was meant.
    if (!text.includes("\uFFFD")) return text;
    try {
      return strict.decode(bytes);
    } catch {
      this.fail("holds text that is not UTF-8");
    }
  }
}

/** Opens a file for as long as `read` takes. */
export function reading<T>(path: string, read: (reader: ByteReader) => T): T {
  const reader = new ByteReader(path);
  try {
    return read(reader);
  } finally {
    reader.close();
  }
}
