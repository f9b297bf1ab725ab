/** JSON lines as documents: an object a line. */
import { DataError } from "./data-error.ts";
import type { Document } from "./document.ts";
import { readLines } from "./lines.ts";

/**
 * The documents of a file of JSON lines; blank lines are passed over.
 * @param field the field that holds the text; the others stay with the document, `id` as its id where it is a string or a number
 * @throws DataError naming file and line where a line is no JSON object or has no such text
 */
export function* jsonlDocuments(path: string, field = "text"): Generator<Document> {
  let line = 0;
  for (const text of readLines(path)) {
    line++;
    if (text.trim() !== "") yield documentOf(parse(path, line, text), field, path, `line ${line}`, `${path}:${line}`);
  }
}

function parse(path: string, line: number, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DataError(path, `line ${line}`, `is not JSON: ${(error as Error).message}`, { cause: error });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new DataError(path, `line ${line}`, "is not a JSON object");
}

/** A row of a table as a document. Throws a DataError where its field holds no text. */
export function documentOf(
  row: Readonly<Record<string, unknown>>,
  field: string,
  path: string,
  where: string,
  place: string,
): Document {
  const { id = place } = row;
  const text = row[field];
  if (typeof text === "string")
    return { ...row, id: typeof id === "string" || typeof id === "number" ? String(id) : place, text };
  const has = Object.keys(row).slice(0, 10).join(", ");
  if (text === undefined) throw new DataError(path, where, `has no field "${field}"; it has ${has || "none"}`);
  throw new DataError(
    path,
    where,
    `the field "${field}" is ${text === null ? "null" : `a ${typeof text}`}, not a text`,
  );
}
