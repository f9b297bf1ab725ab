/** Reading token shards: mapped into memory, so that a corpus may be larger than it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, optionsOf } from "../sentences/index.ts";
import { cat, keep, mapFile, ops, release, scope, type Tensor } from "../tensor/index.ts";
import { DataError, refused } from "./data-error.ts";
import { fingerprint, ShardIndex, type TextEncoding } from "./shard-index.ts";

/** What is checked of shards before they are read. */
export interface OpenShardsOptions {
  /** Refuse shards that another tokenizer made. */
  readonly tokenizer?: TextEncoding;
  /** Read everything once and compare the checksums. Default false: sizes alone are compared. */
  readonly verify?: boolean;
}

const checkOpenShards = optionsOf<OpenShardsOptions>("openShards", { tokenizer: "object?", verify: "flag?" });

/** The ids of a corpus as one row of `tokens`, and where its documents end. */
export class Shards {
  /** The `index.json` of their folder. */
  readonly index: ShardIndex;
  readonly #ids: readonly Tensor[]; // [tokens of the shard], as signed integers of their width
  readonly #starts: readonly number[]; // of each shard in the corpus
  readonly #ends: readonly Uint32Array[];

  constructor(index: ShardIndex, ids: readonly Tensor[], ends: readonly Uint32Array[]) {
    this.index = index;
    this.#ids = ids;
    this.#ends = ends;
    let start = 0;
    this.#starts = index.shards.map(({ tokens }) => {
      start += tokens;
      return start - tokens;
    });
  }

  /** How many there are. */
  get tokens(): number {
    return this.index.tokens;
  }

  /** `length` ids from token `start` of the corpus on, int64 [length]. Throws a RangeError where they are not all there. */
  ids(start: number, length: number): Tensor {
    if (!(start >= 0 && length > 0 && start + length <= this.tokens))
      throw new RangeError(`shards: no ${length} tokens at ${start} of ${this.tokens}`);
    return scope(() => {
      const pieces: Tensor[] = [];
      for (let shard = this.#shardAt(start), at = start; at < start + length; shard++) {
        const within = at - this.#starts[shard]!;
        const n = Math.min(start + length - at, this.index.shards[shard]!.tokens - within);
        pieces.push(this.#ids[shard]!.narrow(0, within, n));
        at += n;
      }
      const signed = cat(pieces).to("int64");
      // LibTorch 1.13 has no unsigned 16-bit integers: the sign goes when the upper bits do.
      return this.index.dtype === "uint16" ? ops.aten.bitwise_and.Scalar(signed, 0xffff) : signed;
    });
  }

  /** The tokens of the corpus at which its documents end, ascending, from the first that lies behind token `start` on. */
  *ends(start = 0): Generator<number> {
    for (let shard = this.#shardAt(start); shard < this.#ends.length; shard++) {
      const ends = this.#ends[shard]!;
      const base = this.#starts[shard]!;
      for (let i = firstAbove(ends, start - base); i < ends.length; i++) yield base + ends[i]!;
    }
  }

  /** Gives the mappings back; the shards are then spent. */
  close(): void {
    release(...this.#ids);
  }

  #shardAt(token: number): number {
    return firstAbove(this.#starts, token) - 1;
  }
}

/** The first index whose value is above `x`. */
function firstAbove(values: ArrayLike<number>, x: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Opens a folder that `writeShards` wrote.
 * @throws DataError where a file is missing, damaged or of another size than the index says, or the tokenizer is another
 */
export function openShards(folder: string, options: OpenShardsOptions = {}): Shards {
  checkOpenShards(options);
  const { tokenizer, verify = false } = options;
  const index = readIndex(join(folder, "index.json"));
  if (tokenizer !== undefined && fingerprint(tokenizer) !== index.tokenizer)
    throw new DataError(folder, "", "was made with another tokenizer");
  const ids: Tensor[] = [];
  const ends: Uint32Array[] = [];
  try {
    for (const shard of index.shards) {
      ids.push(mapped(join(folder, `${shard.name}.ids`), index.dtype, shard.tokens));
      const path = join(folder, `${shard.name}.ends`);
      ends.push(readEnds(path, shard));
      if (verify && checksum(ids.at(-1)!, ends.at(-1)!) !== shard.sha256)
        throw new DataError(join(folder, `${shard.name}.ids`), "", "is damaged: its checksum is not that of the index");
    }
  } catch (error) {
    release(...ids);
    throw error;
  }
  return new Shards(index, ids, ends);
}

function readIndex(path: string): ShardIndex {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw new DataError(path, "", `is not JSON: ${error.message}`, { cause: error });
    throw refused(path, "read", error);
  }
  const { data, fault } = check(ShardIndex, value);
  if (fault === undefined) return data;
  throw new DataError(path, fault.path.map(String).join("."), fault.reason);
}

function mapped(path: string, dtype: ShardIndex["dtype"], tokens: number): Tensor {
  const [signed, bytes] = dtype === "uint16" ? (["int16", 2] as const) : (["int32", 4] as const);
  return scope(() => {
    let file: Tensor;
    try {
      file = mapFile(path);
    } catch (error) {
      throw new DataError(path, "", (error as Error).message.replace(`cannot map ${path}: `, "cannot be read: "));
    }
    if (file.size !== tokens * bytes)
      throw new DataError(path, "", `has ${file.size} bytes, and ${tokens * bytes} by its index`);
    return keep(file.viewAs(signed)); // [tokens]
  });
}

function readEnds(path: string, { tokens, documents }: ShardIndex["shards"][number]): Uint32Array {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw refused(path, "read", error);
  }
  if (bytes.length !== documents * 4)
    throw new DataError(path, "", `has ${bytes.length} bytes, and ${documents * 4} by its index`);
  const ends = new Uint32Array(new Uint8Array(bytes).buffer);
  if (ends.at(-1) !== tokens || ends.some((end, i) => end <= (ends[i - 1] ?? 0)))
    throw new DataError(path, "", "is damaged: the ends of documents do not ascend to the number of tokens");
  return ends;
}

/** SHA-256 of a shard's ids and ends, in pieces that fit into memory. */
function checksum(ids: Tensor, ends: Uint32Array): string {
  const hash = createHash("sha256");
  scope(() => {
    for (const piece of ids.split(2 ** 22, 0)) hash.update(piece.data());
  });
  return hash.update(ends).digest("hex");
}
