/** One clear sentence for a checkpoint file that is not what it should be. */

import type { z } from "zod";

/** A file, and in it a field, that cannot be used. */
export class MalformedTokenizerError extends Error {
  override readonly name = "MalformedTokenizerError";
  readonly sentence = true;

  /** @param field a dotted path, "" for the whole file */
  constructor(
    readonly file: string,
    readonly field: string,
    readonly reason: string,
  ) {
    super(`${file}: ${field === "" ? "" : `${oneLine(field)} `}${oneLine(reason)}`);
  }
}

/** The most characters out of a damaged file that anyone wants to read. */
const LONGEST = 400;

/** Part of a sentence, which may hold what a damaged file holds, on one line and not at length. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gv, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}...`;
}

/** A value of a file, for a sentence. */
export function shown(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return "nested too deeply"; // the stack of JSON.stringify has an end
    throw error;
  }
}

/**
 * `value` as the schema gives it back.
 * @throws MalformedTokenizerError naming the first field that does not fit
 */
export function parseFile<T extends z.ZodType>(schema: T, value: unknown, file: string): z.output<T> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const { path, reason } = explain(result.error.issues[0]!, [], value);
  throw new MalformedTokenizerError(file, dotted(path), reason);
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function explain(issue: Issue, above: Path, root: unknown): { path: Path; reason: string } {
  const path = [...above, ...issue.path];
  const found = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], root);
  if (issue.code === "invalid_union" && issue.discriminator !== undefined) {
    return { path, reason: found === undefined ? "is missing" : `${shown(found)} is not supported` };
  }
  if (issue.code === "unrecognized_keys") {
    return { path: [...path, issue.keys[0]!], reason: "is not a field known here" };
  }
  if (issue.code === "invalid_union") return { path, reason: "has a form that is not supported" };
  if (found === undefined) return { path, reason: "is missing" };
  return { path, reason: `is wrong: ${issue.message}` };
}

const dotted = (path: Path) =>
  path.map((key, i) => (typeof key === "number" ? `[${key}]` : `${i === 0 ? "" : "."}${String(key)}`)).join("");
