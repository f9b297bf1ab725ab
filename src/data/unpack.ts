/** Files that were packed by gzip or Zstandard, as their names say. */
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { gunzipSync } from "node:zlib";
import { Decompress } from "fzstd";
import { DataError, refused } from "./data-error.ts";

/** The most bytes that a packed file may have unpacked, for it is unpacked in memory. */
const LARGEST = 2 ** 30;
const TOO_LARGE = "is more than 1 GiB unpacked: unpack it to a file first";
/** Bytes unpacked at a time. */
const PIECE = 2 ** 16;

/** The endings of names that say how a file is packed. */
export const PACKED: readonly string[] = [".gz", ".zst"];

/** A file's name without the ending that says how it is packed. */
export function unpackedName(path: string): string {
  const ending = extname(path);
  return PACKED.includes(ending.toLowerCase()) ? path.slice(0, -ending.length) : path;
}

/** What a packed file holds, in pieces. Throws a DataError where it cannot be read, is damaged or too large. */
export function* unpacked(path: string): Generator<Buffer> {
  const bytes = contents(path);
  if (extname(path).toLowerCase() === ".zst") yield* unzstd(path, bytes);
  else yield gunzip(path, bytes);
}

function contents(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw refused(path, "read", error);
  }
}

function gunzip(path: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST });
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new DataError(path, "", large ? TOO_LARGE : `is damaged, or not packed by gzip: ${(error as Error).message}`);
  }
}

function* unzstd(path: string, bytes: Buffer): Generator<Buffer> {
  let pieces: Buffer[] = [];
  const stream = new Decompress((piece) => pieces.push(Buffer.from(piece)));
  let size = 0;
  for (let at = 0; at < bytes.length; at += PIECE) {
    try {
      stream.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    } catch (error) {
      throw new DataError(path, "", `is damaged, or not packed by Zstandard: ${(error as Error).message}`);
    }
    size += pieces.reduce((sum, { length }) => sum + length, 0);
    if (size > LARGEST) throw new DataError(path, "", TOO_LARGE);
    yield* pieces;
    pieces = [];
  }
}
