/** Parquet files as documents, a row group in memory at a time. */
import { statSync } from "node:fs";
import { open } from "node:fs/promises";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { decompress as unzstd } from "fzstd";
import type { AsyncBuffer, Compressors, FileMetaData } from "hyparquet";
import { DataError, refused } from "./data-error.ts";
import type { Document } from "./document.ts";
import { documentOf } from "./jsonl.ts";

/**
 * The rows of a Parquet file.
 * @param field the column that holds the text; the other columns stay with the document
 * @throws DataError where the file is no Parquet file, is damaged, or has no such column
 */
export async function* parquetDocuments(path: string, field = "text"): AsyncGenerator<Document> {
  const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await import("hyparquet");
  await using handle = await opened(path);
  const { size } = await handle.stat();
  const file: AsyncBuffer = {
    byteLength: size,
    async slice(start, end = size) {
      const bytes = Buffer.alloc(end - start);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytesRead) as ArrayBuffer;
    },
  };
  const metadata = await metadataOf(path, file, parquetMetadataAsync);
  const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
  if (!columns.includes(field))
    throw new DataError(path, "", `has no column "${field}"; its columns are ${columns.join(", ") || "none"}`);
  let row = 0;
  for (const [group, { num_rows }] of metadata.row_groups.entries()) {
    const range = { rowStart: row, rowEnd: row + Number(num_rows) };
    const rows = await damaged(path, `row group ${group + 1}`, () =>
      parquetReadObjects({ file, metadata, compressors, ...range }),
    );
    for (const values of rows) {
      row++;
      yield documentOf(plain(values), field, path, `row ${row}`, `${path}:${row}`);
    }
  }
}

async function opened(path: string) {
  try {
    if (statSync(path).isDirectory()) throw new DataError(path, "", "is a folder, not a file");
    return await open(path);
  } catch (error) {
    throw refused(path, "read", error);
  }
}

type ReadMetadata = (file: AsyncBuffer) => Promise<FileMetaData>;

async function metadataOf(path: string, file: AsyncBuffer, read: ReadMetadata): Promise<FileMetaData> {
  if (file.byteLength === 0) throw new DataError(path, "", "is empty");
  const magic = Buffer.from(await file.slice(Math.max(0, file.byteLength - 4), file.byteLength)).toString("latin1");
  if (magic !== "PAR1") throw new DataError(path, "", "is no Parquet file, or is cut off: it does not end in PAR1");
  return await damaged(path, "", () => read(file));
}

async function damaged<T>(path: string, where: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(path, where, `is damaged: ${(error as Error).message}`, { cause: error });
  }
}

/** Codecs besides snappy. */
const compressors: Compressors = {
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) }),
  ZSTD: (input) => unzstd(input), // Node 20 has none of its own
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) }),
};

/** A row with its 64-bit integers as numbers where they are exact, so that a document can be written as JSON. */
function plain(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === "bigint" ? exact(value) : (value ?? null)]),
  );
}

function exact(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
