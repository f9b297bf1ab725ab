/** One clear sentence for a checkpoint file that is not what it should be. */

import type { z } from "zod";
import { check, oneLine } from "../sentences/index.ts";

/** A file, and in it a field, that cannot be used. */
export class MalformedTokenizerError extends Error {
  override readonly name = "MalformedTokenizerError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;

  constructor(
    /** As the message names it. */
    readonly file: string,
    /** A dotted path; "" for the whole file. */
    readonly field: string,
    /** What is wrong there, as the end of a sentence. */
    readonly reason: string,
  ) {
    super(`${file}: ${field === "" ? "" : `${oneLine(field)} `}${oneLine(reason)}`);
  }
}

/**
 * `value` as the schema gives it back.
 * @throws MalformedTokenizerError naming the first field that does not fit
 */
export function parseFile<T extends z.ZodType>(schema: T, value: unknown, file: string): z.output<T> {
  const { data, fault } = check(schema, value);
  if (fault === undefined) return data;
  throw new MalformedTokenizerError(file, dotted(fault.path), fault.reason);
}

const dotted = (path: readonly PropertyKey[]) =>
  path.map((key, i) => (typeof key === "number" ? `[${key}]` : `${i === 0 ? "" : "."}${String(key)}`)).join("");
