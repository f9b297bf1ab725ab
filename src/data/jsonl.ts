/** JSON lines as documents: an object a line. */
import { DataError } from "./data-error.ts";
import type { Document } from "./document.ts";
import { inputName, readLines } from "./lines.ts";

/** Hears of an entry that is no document. */
export type Wrong = (error: DataError) => void;

export const refuse: Wrong = (error) => {
  throw error;
};

/**
 * The documents of a file of JSON lines; blank lines are passed over.
 * @param field the field that holds the text, a path with dots where fields lie in others; all stay with the document, `id` as its
 * id where it is a text, or a number that JavaScript holds exactly
 * @param wrong hears of a line that is no JSON object or has no such text, as a DataError that names file and line; by default it is
 * thrown
 */
export function* jsonlDocuments(path: string, field = "text", wrong: Wrong = refuse): Generator<Document> {
  let line = 0;
  for (const text of readLines(path)) {
    line++;
    if (text.trim() === "") continue;
    const where = `line ${line}`;
    yield* documentsOf(
      () => documentOf(jsonObject(path, where, text), field, path, where, `${inputName(path)}:${line}`),
      wrong,
    );
  }
}

/** The document that is made, or none where it is wrong. */
export function* documentsOf(make: () => Document, wrong: Wrong): Generator<Document> {
  let document: Document;
  try {
    document = make();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return wrong(error);
  }
  yield document;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object that a line is. Throws a DataError where it is none. */
export function jsonObject(path: string, where: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DataError(inputName(path), where, `is not JSON: ${(error as Error).message}`, { cause: error });
  }
  if (isObject(value)) return value;
  throw new DataError(inputName(path), where, "is not a JSON object");
}

/** A row of a table as a document. Throws a DataError where its field holds no text. */
export function documentOf(
  row: Readonly<Record<string, unknown>>,
  field: string,
  path: string,
  where: string,
  place: string,
): Document {
  const { id } = row;
  const text = valueAt(row, field);
  const own = typeof id === "string" || (typeof id === "number" && isExact(id)) ? String(id) : place;
  if (typeof text === "string") return { ...row, id: own, text };
  const has = Object.keys(row).slice(0, 10).join(", ");
  const reason =
    text === undefined
      ? `has no field "${field}"; it has ${has || "none"}`
      : `the field "${field}" is ${kindOf(text)}, not a text`;
  throw new DataError(inputName(path), where, reason);
}

/** The field of that name, else the one that its parts lead to: `data.text`. */
function valueAt(row: Readonly<Record<string, unknown>>, field: string): unknown {
  if (Object.hasOwn(row, field)) return row[field];
  return field
    .split(".")
    .reduce<unknown>((value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined), row);
}

/** Whether a number is what the file says: integers above 2^53 were rounded as they were read. */
function isExact(id: number): boolean {
  return !Number.isInteger(id) || Number.isSafeInteger(id);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
