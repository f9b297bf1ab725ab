/** A text file of any size as lines, in constant memory; what is no UTF-8 text is refused with file and line. */
import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { DataError, refused } from "./data-error.ts";
import { unpacked, unpackedName } from "./unpack.ts";

const BLOCK = 256 * 1024;
const LF = 0x0a;

/** The most bytes that one document, and so one line, may have: what is larger is no document but a corpus. */
export const LARGEST_DOCUMENT = 16 * 1024 * 1024;

/** What stands for standard input where a path is asked for. */
export const INPUT = "-";

/** What errors call a file: its path, or "standard input" for "-". */
export const inputName = (path: string): string => (path === INPUT ? "standard input" : path);

/**
 * The lines of a UTF-8 file without their ends (LF or CR LF); a byte order mark is passed over, and the last line needs no end.
 * @param path the file, unpacked first where its name ends in .gz or .zst; "-" is standard input
 * @throws DataError where the file cannot be read, is empty, binary or in another encoding, or a line is longer than `longest` bytes
 */
export function* readLines(path: string, longest = LARGEST_DOCUMENT): Generator<string> {
  let line = 1;
  for (const bytes of linedBlocks(path, longest)) {
    const text = textOf(inputName(path), bytes, line);
    for (let start = 0; start < text.length; line++) {
      const end = text.indexOf("\n", start);
      const stop = end < 0 ? text.length : end;
      yield text.slice(start, stop > start && text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop);
      start = stop + 1;
    }
  }
}

/** A text file as a whole. Throws as `readLines` does, and where it is longer than `longest` characters. */
export function readText(path: string, longest = 2 ** 28): string {
  const lines: string[] = [];
  let length = 0;
  for (const line of readLines(path, longest)) {
    lines.push(line);
    length += line.length + 1;
    if (length > longest)
      throw new DataError(inputName(path), "", `is larger than ${Math.round(longest / 1e6)} MB: make it JSON lines`);
  }
  return lines.join("\n");
}

/** The bytes of a file in pieces that end where a line does. */
function* linedBlocks(path: string, longest: number): Generator<Buffer> {
  let line = 1;
  let pending: Buffer[] = []; // the beginning of a line whose end was not read yet
  let bytes = 0;
  for (const block of blocks(path)) {
    const end = block.lastIndexOf(LF) + 1;
    if (end > 0) {
      const whole = Buffer.concat([...pending, block.subarray(0, end)]);
      yield whole;
      line += count(whole, LF);
      pending = [];
      bytes = 0;
    }
    pending.push(Buffer.from(block.subarray(end))); // a copy: the block is read into again
    bytes += block.length - end;
    if (block.includes(0, end)) yield Buffer.concat(pending); // refused as it is: its line may have no end for long
    if (bytes > longest) {
      const megabytes = Math.round(longest / 1e6);
      throw new DataError(
        inputName(path),
        `line ${line}`,
        `is longer than ${megabytes} MB without an end; is this a text file?`,
      );
    }
  }
  if (bytes > 0) yield Buffer.concat(pending);
}

function* blocks(path: string): Generator<Buffer> {
  if (unpackedName(path) !== path) return yield* packedBlocks(path);
  const name = inputName(path);
  // Not /dev/stdin: what a program gives its child to read is often a socket, which cannot be opened a second time.
  const descriptor = path === INPUT ? 0 : open(path);
  try {
    const buffer = Buffer.allocUnsafe(BLOCK);
    for (let first = true; ; first = false) {
      const length = read(name, descriptor, buffer);
      if (length === 0 && first) throw new DataError(name, "", "is empty");
      if (length === 0) return;
      const block = buffer.subarray(0, length);
      yield first ? afterMark(name, block) : block;
    }
  } finally {
    if (path !== INPUT) closeSync(descriptor);
  }
}

function* packedBlocks(path: string): Generator<Buffer> {
  let first = true;
  for (const piece of unpacked(path)) {
    for (let at = 0; at < piece.length; at += BLOCK, first = false) {
      const block = piece.subarray(at, at + BLOCK);
      yield first ? afterMark(path, block) : block;
    }
  }
  if (first) throw new DataError(path, "", "is empty");
}

function open(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw refused(path, "read", error);
  }
}

function read(name: string, descriptor: number, buffer: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, buffer);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw refused(name, "read", error);
      sleep(10); // standard input that whoever started this program made non-blocking, and that has nothing yet
    }
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)), 0, 0, milliseconds);
}

/** How files begin that are often taken for text. */
const SIGNATURES: readonly (readonly [hex: string, reason: string])[] = [
  ["fffe", "is UTF-16; convert it: iconv -f UTF-16 -t UTF-8"],
  ["feff", "is UTF-16; convert it: iconv -f UTF-16 -t UTF-8"],
  ["1f8b", "is compressed by gzip; end its name in .gz"],
  ["28b52ffd", "is compressed by zstd; end its name in .zst"],
  ["fd377a585a00", "is compressed by xz; unpack it first"],
  ["425a68", "is compressed by bzip2; unpack it first"],
  ["504b0304", "is a zip archive; unpack it first"],
  ["50415231", "is a Parquet file, not lines of text; where columns are read, its name ends in .parquet"],
  ["25504446", "is a PDF; extract its text first"],
];

/** A file's first block without its byte order mark. */
function afterMark(path: string, block: Buffer): Buffer {
  for (const [hex, reason] of SIGNATURES) if (block.indexOf(hex, 0, "hex") === 0) throw new DataError(path, "", reason);
  return block.indexOf("efbbbf", 0, "hex") === 0 ? block.subarray(3) : block;
}

/** Whole lines, of which the first is line `first` of the file, as text. */
function textOf(path: string, bytes: Buffer, first: number): string {
  if (!bytes.includes(0) && isUtf8(bytes)) return bytes.toString();
  let line = first;
  // Up to the line that is broken, for one is.
  for (let start = 0; ; line++) {
    const end = bytes.indexOf(LF, start) + 1 || bytes.length;
    const piece = bytes.subarray(start, end);
    const zero = piece.indexOf(0);
    if (zero >= 0)
      throw new DataError(path, `line ${line}`, `holds a zero byte (byte ${zero + 1}): it is no text file`);
    if (!isUtf8(piece)) throw new DataError(path, `line ${line}`, broken(piece));
    start = end;
  }
}

/** Which byte of a line is not UTF-8: where decoding puts U+FFFD and the line itself has none. */
function broken(piece: Buffer): string {
  const text = piece.toString();
  let at = 0;
  for (let i = text.indexOf("\ufffd"), from = 0; ; i = text.indexOf("\ufffd", from)) {
    at += Buffer.byteLength(text.slice(from, i));
    if (piece.indexOf("efbfbd", at, "hex") !== at) break;
    at += 3;
    from = i + 1;
  }
  const hex = piece[at]!.toString(16).padStart(2, "0");
  return `byte ${at + 1} (0x${hex}) is not UTF-8; convert the file from its own encoding with iconv`;
}

function count(bytes: Buffer, value: number): number {
  let n = 0;
  for (let at = bytes.indexOf(value); at >= 0; at = bytes.indexOf(value, at + 1)) n++;
  return n;
}
