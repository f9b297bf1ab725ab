/** Rows of a Parquet file as hyparquet reads them, and what is wrong with a file. For parquet-reader.ts, where it may fail. */
import { type FileHandle, open } from "node:fs/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { decompress as unzstd } from "fzstd";
import { type AsyncBuffer, type Compressors, parquetMetadataAsync, parquetReadObjects, parquetSchema } from "hyparquet";
import { unlz4 } from "./lz4.ts";

export type Row = Record<string, unknown>;

/** What is wrong with a file, and where in it. */
export interface Fault {
  readonly where: string;
  readonly reason: string;
}

/** Rows at a time. */
const BATCH = 1000;

/** Codecs besides snappy. */
const compressors: Compressors = {
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (input) => unzstd(input), // Node 20 has none of its own
  LZ4_RAW: (input, length) => unlz4(input, length),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
};

class Refusal extends Error {}

/** Where in the file the reader is; it reads one at a time. */
let where = "";

/** The rows of a file, some at a time. Throws what `faultOf` knows. */
export async function* rowsOf(path: string, column: string): AsyncGenerator<Row[]> {
  where = "";
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

/** What an error says that `rowsOf` has thrown, or that hyparquet threw beside it. */
export function faultOf(error: unknown): Fault {
  const { message } = error as Error;
  return error instanceof Refusal ? { where: "", reason: message } : { where, reason: `is damaged: ${message}` };
}
