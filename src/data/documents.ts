/** The texts that a person has, whatever form they are in: a file or a folder of text, JSON lines or Parquet. */
import { type Dirent, readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import { DataError, refused } from "./data-error.ts";
import type { Document } from "./document.ts";
import { jsonlDocuments } from "./jsonl.ts";
import { parquetDocuments } from "./parquet.ts";
import { textDocuments } from "./text.ts";

/** What in files is one document. */
export const DocumentOptions = strictObject({
  /** What in a text file is one document. */
  split: z.enum(["file", "paragraph", "line"]).default("file"),
  /** The field or column of JSON lines and Parquet that holds the text. */
  field: z.string().min(1).default("text"),
});

const TABLES: ReadonlySet<string> = new Set([".jsonl", ".ndjson", ".parquet"]);
const TEXTS: ReadonlySet<string> = new Set([".txt", ".md", ".text"]);

/**
 * The documents of files, by the ends of their names: `.jsonl` and `.ndjson` are JSON lines, `.parquet` is Parquet, all else is
 * UTF-8 text. Of a folder every such file is read with those of its folders, `.txt`, `.md` and `.text` as text, in the order
 * of their names; empty files in it are passed over.
 * @throws DataError naming the file, and the line or row in it, that cannot be used
 */
export async function* documents(
  paths: string | readonly string[],
  options: z.input<typeof DocumentOptions> = {},
): AsyncGenerator<Document> {
  const settings = checked(DocumentOptions, options, "documents");
  for (const path of typeof paths === "string" ? [paths] : paths) {
    if (!isFolder(path)) yield* fileDocuments(path, settings);
    else for (const file of filesOf(path)) yield* fileDocuments(file, settings);
  }
}

function fileDocuments(path: string, { split, field }: z.output<typeof DocumentOptions>) {
  const kind = extname(path).toLowerCase();
  if (kind === ".parquet") return parquetDocuments(path, field);
  return TABLES.has(kind) ? jsonlDocuments(path, field) : textDocuments(path, split);
}

function isFolder(path: string): boolean {
  let folder: boolean;
  try {
    folder = statSync(path).isDirectory();
  } catch (error) {
    throw refused(path, "read", error);
  }
  const kind = extname(path).toLowerCase();
  if (folder && (TABLES.has(kind) || TEXTS.has(kind))) throw new DataError(path, "", "is a folder, not a file");
  return folder;
}

function filesOf(folder: string): string[] {
  const files = walk(folder);
  if (files.length === 0)
    throw new DataError(folder, "", "holds no .txt, .md, .jsonl or .parquet file with anything in it");
  return files;
}

function walk(folder: string): string[] {
  const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : 1);
  return entries(folder)
    .sort(byName)
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      const kind = extname(entry.name).toLowerCase();
      return (TABLES.has(kind) || TEXTS.has(kind)) && statSync(path).size > 0 ? [path] : [];
    });
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw refused(folder, "read", error);
  }
}
