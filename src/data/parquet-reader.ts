/** The process that reads a Parquet file for parquet.ts: `parquet-reader PATH COLUMN`. Each message is answered with some rows. */
import { type FileHandle, open } from "node:fs/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { decompress as unzstd } from "fzstd";
import { type AsyncBuffer, type Compressors, parquetMetadataAsync, parquetReadObjects, parquetSchema } from "hyparquet";
import { unlz4 } from "./lz4.ts";

export type Row = Record<string, unknown>;

/** Rows, undefined at the end; or what is wrong with the file, and where. */
export type Answer =
  | { readonly rows: readonly Row[] | undefined }
  | { readonly where: string; readonly reason: string };

/** Rows in one message. */
const BATCH = 1000;

/** Codecs besides snappy. */
const compressors: Compressors = {
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (input) => unzstd(input), // Node 20 has none of its own
  LZ4_RAW: (input, length) => unlz4(input, length),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
};

class Refusal extends Error {}

/** Where in the file the reader is. */
let where = "";

async function* batches(path: string, column: string): AsyncGenerator<Row[]> {
  await using handle = await open(path);
  const file = bufferOf(handle, (await handle.stat()).size);
  await expectMagic(file);
  const metadata = await parquetMetadataAsync(file);
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  if (!columns.includes(column) && !columns.includes(column.split(".")[0]!))
    throw new Refusal(`has no column "${column}"; its columns are ${columns.join(", ") || "none"}`);
  let rowStart = 0;
  for (const [index, group] of metadata.row_groups.entries()) {
    where = `row group ${index + 1}`;
    const rowEnd = rowStart + rowCount(group.num_rows);
    const rows = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd });
    if (rows.length !== rowEnd - rowStart) throw new Error(`has ${rows.length} rows, not ${group.num_rows}`);
    for (let i = 0; i < rows.length; i += BATCH) yield rows.slice(i, i + BATCH).map((row) => plain(row) as Row);
    rowStart = rowEnd;
  }
  where = "";
  if (rowStart !== rowCount(metadata.num_rows)) throw new Error(`has ${rowStart} rows, not ${metadata.num_rows}`);
}

function rowCount(rows: bigint): number {
  if (typeof rows !== "bigint" || rows < 0 || rows > Number.MAX_SAFE_INTEGER) throw new Error("says no number of rows");
  return Number(rows);
}

function bufferOf(handle: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      if (!(0 <= start && start <= end && end <= byteLength)) throw new Error(`bytes ${start} to ${end} are not in it`);
      const bytes = new Uint8Array(end - start);
      await handle.read(bytes, 0, bytes.length, start);
      return bytes.buffer;
    },
  };
}

async function expectMagic(file: AsyncBuffer): Promise<void> {
  if (file.byteLength === 0) throw new Refusal("is empty");
  const magic = Buffer.from(await file.slice(Math.max(0, file.byteLength - 4))).toString("latin1");
  if (magic !== "PAR1") throw new Refusal("is no Parquet file, or is cut off: it does not end in PAR1");
}

/** A value with its 64-bit integers as numbers where they are exact, else as texts, so that a document can be written as JSON. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return exact(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, plain(own)]));
}

function exact(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function refusal(error: unknown): Answer {
  const { message } = error as Error;
  return error instanceof Refusal ? { where: "", reason: message } : { where, reason: `is damaged: ${message}` };
}

const answer = (message: Answer) => process.send!(message);
// A range that nobody awaits any more because another failed.
process.on("unhandledRejection", (error) => answer(refusal(error)));
const [path, column] = process.argv.slice(2) as [string, string];
const source = batches(path, column);
process.on("message", () => {
  source.next().then(
    ({ value }) => answer({ rows: value as Row[] | undefined }),
    (error) => answer(refusal(error)),
  );
});
