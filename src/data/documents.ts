/** The texts that a person has, whatever form they are in: a file or a folder of text, JSON, JSON lines or Parquet. */
import { z } from "zod";
import { checked, strictObject } from "../sentences/index.ts";
import type { DataError } from "./data-error.ts";
import type { Document } from "./document.ts";
import { filesOf, isFolder, kindOf } from "./files.ts";
import { jsonDocuments } from "./json.ts";
import { jsonlDocuments } from "./jsonl.ts";
import { INPUT } from "./lines.ts";
import { parquetDocuments } from "./parquet.ts";
import { textDocuments } from "./text.ts";

/** What in files is one document. */
export const DocumentOptions = strictObject({
  /** What in a text file is one document. */
  split: z.enum(["file", "paragraph", "line"]).default("file"),
  /** The field or column of JSON, JSON lines and Parquet that holds the text; `data.text` is the field `text` of the field `data`. */
  field: z.string().min(1).default("text"),
  /** Whether a line or row that holds no such text ends the reading, or is left out, counted and told. */
  bad: z.enum(["refuse", "skip"]).default("refuse"),
  /** Hears in one sentence what was left out; default a warning of the process. */
  tell: z
    .custom<(line: string) => void>((value) => typeof value === "function", { error: "must be a function" })
    .default(() => (line: string) => process.emitWarning(line, "DataWarning")),
});
type Settings = z.output<typeof DocumentOptions>;

/**
 * The documents of files, by the ends of their names: `.jsonl` and `.ndjson` are JSON lines, `.json` an array or an object of
 * documents, `.parquet` is Parquet, all else is UTF-8 text; `.gz` and `.zst` behind these are unpacked; "-" is standard input. Of a
 * folder every such file is read with those of its folders, `.txt`, `.md` and `.text` as text, in the order of their names. What
 * is left out of it is told; names that begin with a dot are left out in silence.
 * @throws DataError naming the file, and the line or row in it, that cannot be used
 */
export async function* documents(
  paths: string | readonly string[],
  options: z.input<typeof DocumentOptions> = {},
): AsyncGenerator<Document> {
  const settings = checked(DocumentOptions, options, "documents");
  for (const path of typeof paths === "string" ? [paths] : paths) {
    if (path === INPUT || !isFolder(path)) yield* fileDocuments(path, settings);
    else for (const file of filesOf(path, settings.tell)) yield* fileDocuments(file, settings);
  }
}

async function* fileDocuments(path: string, { split, field, bad, tell }: Settings): AsyncGenerator<Document> {
  const kind = kindOf(path);
  if (kind === "text") return yield* textDocuments(path, split);
  const wrong: DataError[] = [];
  const skip = (error: DataError) => {
    if (bad === "refuse") throw error;
    wrong.push(error);
  };
  const read = { json: jsonDocuments, jsonl: jsonlDocuments, parquet: parquetDocuments }[kind];
  yield* read(path, field, skip);
  const [first] = wrong;
  const many = wrong.length === 1 ? "1 bad entry" : `${wrong.length} bad entries, the first`;
  if (first !== undefined) tell(`${path}: left out ${many}: ${first.message.slice(path.length + 2)}`);
}
