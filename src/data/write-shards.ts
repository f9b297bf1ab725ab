/** Documents to token shards: constant memory, and all of it or nothing. */
import { createHash, type Hash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { checked, makeFolder, strictObject } from "../sentences/index.ts";
import { DataError, refused } from "./data-error.ts";
import type { Documents } from "./document.ts";
import { fingerprint, type ShardIndex, type TextEncoding } from "./shard-index.ts";

/** How a corpus is cut into files. */
export const ShardOptions = strictObject({
  /** The most tokens of a shard; one that a document overflows ends before it. */
  shardTokens: z
    .int()
    .positive()
    .max(2 ** 31)
    .default(2 ** 26),
  /** The id after each document; null for none. Default: the tokenizer's EOS, where it has one. */
  separator: z.int().nonnegative().nullable().optional(),
});

/**
 * Encodes documents and writes them as shards into a new folder, which appears when it is whole; on an error nothing is left.
 * Documents without a token are left out.
 * @returns the index that was written
 * @throws DataError where the folder exists and holds something, cannot be written, or no document has a token
 */
export async function writeShards(
  documents: Documents,
  tokenizer: TextEncoding,
  folder: string,
  options: z.input<typeof ShardOptions> = {},
): Promise<ShardIndex> {
  const settings = checked(ShardOptions, options, "writeShards");
  if (existsSync(folder) && !isEmptyFolder(folder))
    throw new DataError(folder, "", "exists already; give a new folder");
  const partial = join(dirname(resolve(folder)), `.${basename(resolve(folder))}.${process.pid}.partial`);
  try {
    sweep(dirname(partial), basename(resolve(folder)));
    makeFolder(partial);
    const index = await fill(partial, documents, tokenizer, settings);
    if (index.tokens === 0) throw new DataError(folder, "", "was not written: there is no document with a token in it");
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    renameSync(partial, folder);
    syncFolder(dirname(resolve(folder)));
    return index;
  } catch (error) {
    throw refused(folder, "written", error);
  } finally {
    if (existsSync(partial)) rmSync(partial, { recursive: true });
  }
}

/** Takes away what writers of the same folder left that were killed. */
function sweep(beside: string, name: string): void {
  if (!existsSync(beside)) return;
  for (const entry of readdirSync(beside)) {
    if (!entry.startsWith(`.${name}.`)) continue;
    const pid = /^(\d+)\.partial$/.exec(entry.slice(name.length + 2))?.[1];
    if (pid !== undefined && !lives(Number(pid))) rmSync(join(beside, entry), { recursive: true, force: true });
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch (error) {
    throw refused(path, "written", error);
  }
}

async function fill(
  folder: string,
  documents: Documents,
  tokenizer: TextEncoding,
  { shardTokens, separator = tokenizer.eosId ?? null }: z.output<typeof ShardOptions>,
): Promise<ShardIndex> {
  const dtype = tokenizer.vocabularySize <= 2 ** 16 ? "uint16" : "uint32";
  const shards: ShardIndex["shards"] = [];
  let shard: Shard | undefined;
  const finish = () => {
    if (shard !== undefined) shards.push(shard.finish());
    shard = undefined;
  };
  try {
    for await (const { text } of documents) {
      const ids = tokenizer.encode(text, { addSpecialTokens: false, parseSpecialTokens: false });
      if (ids.length === 0) continue;
      if (separator !== null) ids.push(separator);
      if (shard !== undefined && shard.tokens + ids.length > shardTokens) finish();
      shard ??= new Shard(folder, String(shards.length).padStart(5, "0"), dtype);
      shard.add(ids);
    }
    finish();
  } finally {
    shard?.close();
  }
  const total = (of: "documents" | "tokens") => shards.reduce((sum, each) => sum + each[of], 0);
  const index: ShardIndex = {
    kind: "tenon-shards",
    version: 1,
    dtype,
    tokenizer: fingerprint(tokenizer),
    vocabulary: tokenizer.vocabularySize,
    separator,
    documents: total("documents"),
    tokens: total("tokens"),
    shards,
  };
  const file = new Output(join(folder, "index.json"));
  file.write(Buffer.from(`${JSON.stringify(index, null, 2)}\n`));
  file.close();
  syncFolder(folder);
  return index;
}

/** A shard that is being written. */
class Shard {
  tokens = 0;
  readonly #name: string;
  readonly #ids: Output;
  readonly #ends: Output;
  readonly #Ids: Uint16ArrayConstructor | Uint32ArrayConstructor;
  readonly #hash = createHash("sha256");
  readonly #endings: number[] = [];

  constructor(folder: string, name: string, dtype: ShardIndex["dtype"]) {
    this.#name = name;
    this.#Ids = dtype === "uint16" ? Uint16Array : Uint32Array;
    this.#ids = new Output(join(folder, `${name}.ids`), this.#hash);
    this.#ends = new Output(join(folder, `${name}.ends`), this.#hash);
  }

  add(ids: readonly number[]): void {
    this.#ids.write(this.#Ids.from(ids));
    this.tokens += ids.length;
    this.#endings.push(this.tokens);
  }

  finish(): ShardIndex["shards"][number] {
    this.#ids.flush(); // the hash takes ids first
    this.#ends.write(Uint32Array.from(this.#endings));
    this.close();
    return { name: this.#name, tokens: this.tokens, documents: this.#endings.length, sha256: this.#hash.digest("hex") };
  }

  close(): void {
    this.#ids.close();
    this.#ends.close();
  }
}

const BUFFERED = 1 << 20;

/** A file that is written through a buffer and is on the disk when it is closed. */
class Output {
  readonly #hash: Hash | undefined;
  #descriptor: number;
  #pieces: Uint8Array[] = [];
  #bytes = 0;

  constructor(path: string, hash?: Hash) {
    this.#descriptor = openSync(path, "wx");
    this.#hash = hash;
  }

  write(piece: NodeJS.TypedArray): void {
    this.#pieces.push(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
    this.#bytes += piece.byteLength;
    if (this.#bytes >= BUFFERED) this.flush();
  }

  flush(): void {
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#bytes = 0;
    this.#hash?.update(bytes);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#descriptor, bytes, done);
  }

  close(): void {
    if (this.#descriptor < 0) return;
    const descriptor = this.#descriptor;
    try {
      this.flush();
      fsyncSync(descriptor);
    } finally {
      this.#descriptor = -1;
      closeSync(descriptor);
    }
  }
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
