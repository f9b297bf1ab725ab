/** Reads zip archives, which is what Python's wheels are. */
import { createReadStream, createWriteStream } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createInflateRaw, inflateRawSync } from "node:zlib";
import { makeFolder } from "./folder.mjs";
import { SetupError } from "./report.mjs";

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {number} method 0 stored, 8 deflated
 * @property {number} packed bytes in the archive
 * @property {number} size bytes unpacked
 * @property {number} header where its local header begins
 */

/** An entry below this many bytes is unpacked in one go, a larger one as a stream. */
const SMALL = 1 << 20;

/**
 * Unpacks the entries that `place` gives a path to, below `folder`.
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | undefined} place
 * @param {{ signal: AbortSignal, onBytes?: (written: number, total: number) => void }} options
 * @returns {Promise<string[]>} the names of what was unpacked
 */
export async function unzip(archive, folder, place, { signal, onBytes }) {
  const file = await open(archive);
  try {
    const entries = (await directory(file, archive)).filter(
      ({ name }) => !name.endsWith("/") && place(name) !== undefined,
    );
    const total = entries.reduce((sum, { size }) => sum + size, 0);
    let written = 0;
    /** @param {number} bytes */
    const count = (bytes) => {
      written += bytes;
      onBytes?.(written, total);
    };
    const large = entries.filter(({ size }) => size >= SMALL);
    const small = entries.filter(({ size }) => size < SMALL);
    /** @param {Entry} entry */
    const target = ({ name }) => within(folder, place(name) ?? name, archive);
    await Promise.all([
      ...large.map((entry) => stream(file, archive, entry, target(entry), signal, count)),
      (async () => {
        for (const entry of small) {
          signal.throwIfAborted();
          await whole(file, archive, entry, target(entry));
          count(entry.size);
        }
      })(),
    ]);
    return entries.map(({ name }) => name);
  } finally {
    await file.close();
  }
}

/**
 * The central directory at the archive's end (PKWARE's APPNOTE, 4.3.12 and 4.3.16).
 * @param {import("node:fs/promises").FileHandle} file
 * @param {string} archive
 * @returns {Promise<Entry[]>}
 */
async function directory(file, archive) {
  const { size } = await file.stat();
  const tail = await bytes(file, Math.max(0, size - 0x10016), Math.min(size, 0x10016));
  const end = tail.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0) throw new SetupError(`${archive} is no zip archive`, { final: true });
  const count = tail.readUInt16LE(end + 10);
  const start = tail.readUInt32LE(end + 16);
  if (count === 0xffff || start === 0xffffffff) {
    throw new SetupError(`${archive} is a zip archive of more than 4 GB, which set-up does not read`, { final: true });
  }
  const table = await bytes(file, start, tail.readUInt32LE(end + 12));
  /** @type {Entry[]} */
  const entries = [];
  for (let at = 0; entries.length < count; ) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => table.readUInt16LE(at + offset));
    entries.push({
      name: table.toString("utf8", at + 46, at + 46 + (name ?? 0)),
      method: table.readUInt16LE(at + 10),
      packed: table.readUInt32LE(at + 20),
      size: table.readUInt32LE(at + 24),
      header: table.readUInt32LE(at + 42),
    });
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

/**
 * @param {import("node:fs/promises").FileHandle} file
 * @param {string} archive
 * @param {Entry} entry
 * @param {string} target
 */
async function whole(file, archive, entry, target) {
  const packed = await bytes(file, await dataStart(file, entry), entry.packed);
  const data = entry.method === 0 ? packed : inflateRawSync(packed);
  if (data.length !== entry.size) throw damaged(archive, entry);
  makeFolder(dirname(target));
  await writeFile(target, data);
}

/**
 * @param {import("node:fs/promises").FileHandle} file
 * @param {string} archive
 * @param {Entry} entry
 * @param {string} target
 * @param {AbortSignal} signal
 * @param {(bytes: number) => void} count
 */
async function stream(file, archive, entry, target, signal, count) {
  makeFolder(dirname(target));
  const start = await dataStart(file, entry);
  const source = createReadStream(archive, { start, end: start + entry.packed - 1, highWaterMark: 1 << 18 });
  let written = 0;
  /** @param {AsyncIterable<Buffer>} chunks */
  async function* counted(chunks) {
    for await (const chunk of chunks) {
      written += chunk.length;
      count(chunk.length);
      yield chunk;
    }
  }
  const sink = createWriteStream(target);
  if (entry.method === 0) await pipeline(source, counted, sink, { signal });
  else await pipeline(source, createInflateRaw({ chunkSize: 1 << 18 }), counted, sink, { signal });
  if (written !== entry.size) throw damaged(archive, entry);
}

/** @param {import("node:fs/promises").FileHandle} file @param {Entry} entry */
async function dataStart(file, { header }) {
  const local = await bytes(file, header, 30);
  return header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
}

/**
 * @param {import("node:fs/promises").FileHandle} file
 * @param {number} position
 * @param {number} length
 */
async function bytes(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** @param {string} folder @param {string} name @param {string} archive */
function within(folder, name, archive) {
  if (name.startsWith("/") || name.split("/").includes("..")) {
    throw new SetupError(`${archive} wants to write outside its folder (${name})`, { final: true });
  }
  return join(folder, name);
}

/** @param {string} archive @param {Entry} entry */
function damaged(archive, { name }) {
  return new SetupError(`${archive} is damaged: ${name} is not as long as it says`, { final: true });
}
