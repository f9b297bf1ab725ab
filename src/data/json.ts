/** One JSON value as documents. */
import { DataError } from "./data-error.ts";
import type { Document } from "./document.ts";
import { documentOf, documentsOf, isObject, refuse, type Wrong } from "./jsonl.ts";
import { readText } from "./lines.ts";

/**
 * The documents of a JSON file: those of an array, of objects or of texts; an object that is one document; or those in an object,
 * whose names are their ids.
 * @param field and `wrong` as in `jsonlDocuments`
 * @throws DataError naming the file where it is no JSON, or neither array nor object
 */
export function* jsonDocuments(path: string, field = "text", wrong: Wrong = refuse): Generator<Document> {
  const value = parse(path);
  if (Array.isArray(value)) {
    for (const [i, entry] of value.entries())
      yield* documentsOf(() => entryOf(entry, field, path, `entry ${i + 1}`, `${path}:${i + 1}`), wrong);
  } else if (!isObject(value)) {
    throw new DataError(path, "", "is JSON, but no array of documents and no object");
  } else if (Object.values(value).every(isObject) && Object.keys(value).length > 0) {
    for (const [name, entry] of Object.entries(value))
      yield* documentsOf(() => entryOf(entry, field, path, JSON.stringify(name), name), wrong);
  } else yield* documentsOf(() => documentOf(value, field, path, "", path), wrong);
}

function entryOf(entry: unknown, field: string, path: string, where: string, place: string): Document {
  if (typeof entry === "string") return { id: place, text: entry };
  if (isObject(entry)) return documentOf(entry, field, path, where, place);
  throw new DataError(path, where, "is no object and no text");
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(path, "", `is not JSON: ${(error as Error).message}`, { cause: error });
  }
}
