/** JSON files of others, which go on to another folder as they were read: JavaScript would spell some of their numbers otherwise. */
import { isDeepStrictEqual } from "node:util";
import { parseJson, readText } from "./config.ts";

const sources = new WeakMap<object, string>();

/** As `readJson`; `jsonText` knows the text again. */
export function readJsonFile(path: string): unknown {
  const text = readText(path);
  const value = parseJson(path, text);
  if (typeof value === "object" && value !== null) sources.set(value, text);
  return value;
}

/** A value as JSON: where it was read from a file and is still the same, the file's own text. */
export function jsonText(value: unknown): string {
  const source = typeof value === "object" && value !== null ? sources.get(value) : undefined;
  if (source !== undefined && isDeepStrictEqual(JSON.parse(source), value)) return source;
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
