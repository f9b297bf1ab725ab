/** One clear sentence for a file that people bring and that cannot be used. */
import { oneLine, systemReason } from "../sentences/index.ts";

/** A file of data, where in it, and what is wrong there: `poems.jsonl: line 3: is not JSON: ...`. */
export class DataError extends Error {
  override readonly name = "DataError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;

  constructor(
    /** As the message names it. */
    readonly file: string,
    /** The place within the file, such as "line 3"; "" for the file as a whole. */
    readonly where: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${oneLine(file)}: ${where === "" ? "" : `${where}: `}${oneLine(reason)}`, options);
  }
}

/** What the system says of a file that it cannot open, read or write; an error that is not the system's stays as it is. */
export function refused(path: string, verb: "read" | "written", error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || error instanceof DataError) return error;
  return new DataError(path, "", `cannot be ${verb}: ${systemReason(error) ?? error.message}`, { cause: error });
}
