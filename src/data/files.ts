/** Which files of a folder are documents, and what is said of the others. */
import { readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { DataError, refused } from "./data-error.ts";
import { unpackedName } from "./unpack.ts";

const TEXTS: ReadonlySet<string> = new Set([".txt", ".md", ".text"]);
const TABLES: ReadonlySet<string> = new Set([".jsonl", ".ndjson", ".json"]);
/** What is text and yet no text to be read as it is. */
const FOREIGN: Readonly<Record<string, string>> = {
  ".csv": "CSV",
  ".tsv": "TSV",
  ".html": "HTML",
  ".htm": "HTML",
  ".xml": "XML",
};

export type FileKind = "text" | "json" | "jsonl" | "parquet";

/**
 * How a file is read, by the end of its name, .gz and .zst aside; any other name is text where a person gave it.
 * @throws DataError for what must be made text or JSON first
 */
export function kindOf(path: string): FileKind {
  const ending = endingOf(path);
  if (ending === ".parquet") return "parquet";
  if (ending === ".json") return "json";
  if (TABLES.has(ending)) return "jsonl";
  const foreign = FOREIGN[ending];
  if (foreign === undefined) return "text";
  throw new DataError(path, "", `is ${foreign}, which is not read: make it text, or JSON lines with a field of text`);
}

/**
 * The files of a folder and its folders that are read, in the order of their names; links are followed, names that begin with a dot
 * left out, as empty files are.
 * @param tell hears, in one sentence, how many files of which kinds were left out
 * @throws DataError where there is none
 */
export function filesOf(folder: string, tell: (line: string) => void): string[] {
  const others = new Map<string, { count: number; example: string }>();
  const leave = (kind: string, example: string) => {
    const found = others.get(kind);
    others.set(kind, { count: (found?.count ?? 0) + 1, example: found?.example ?? example });
  };
  const files = walk(folder, new Set(), leave);
  const kinds = [...others].map(([kind, { count, example }]) => `${count} ${kind} (${example})`).join(", ");
  if (files.length === 0)
    throw new DataError(
      folder,
      "",
      `holds no .txt, .md, .json, .jsonl or .parquet file with anything in it${kinds === "" ? "" : `, but ${kinds}`}`,
    );
  if (kinds !== "") tell(`${folder}: left out ${kinds}`);
  return files;
}

/** Whether a path is a folder. Throws a DataError where there is nothing. */
export function isFolder(path: string): boolean {
  let folder: boolean;
  try {
    folder = statSync(path).isDirectory();
  } catch (error) {
    throw refused(path, "read", error);
  }
  if (folder && isRead(path)) throw new DataError(path, "", "is a folder, not a file");
  return folder;
}

/** @param seen the folders that were walked, by their own names: a link leads to none of them again */
function walk(folder: string, seen: Set<string>, leave: (kind: string, path: string) => void): string[] {
  const real = realpathSync(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  const visible = entries(folder).filter((name) => !name.startsWith("."));
  return visible.sort().flatMap((name) => {
    const path = join(folder, name);
    const found = reached(path);
    if (found === undefined) leave("links to nothing", path);
    else if (found.isDirectory()) return walk(path, seen, leave);
    else if (!isRead(name)) leave(extname(name) === "" ? "without an ending" : extname(name).toLowerCase(), path);
    else if (found.size === 0) leave("empty", path);
    else return [path];
    return [];
  });
}

/** What is there, behind links. */
function reached(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (["ENOENT", "ELOOP"].includes(String((error as NodeJS.ErrnoException).code))) return undefined;
    throw refused(path, "read", error);
  }
}

function isRead(name: string): boolean {
  const ending = endingOf(name);
  return TEXTS.has(ending) || TABLES.has(ending) || ending === ".parquet";
}

const endingOf = (path: string) => extname(unpackedName(basename(path))).toLowerCase();

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw refused(folder, "read", error);
  }
}
