import { type Fault, oneLine, systemReason } from "../sentences/index.ts";
import { MalformedTokenizerError } from "../tokenizers/index.ts";

/** A file of a checkpoint that cannot be used, in one sentence: the file, the field or tensor, and what is wrong with it. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;

  /** @param field what in the file is meant; "" for the file as a whole */
  constructor(file: string, field: string, reason: string, options?: ErrorOptions) {
    super(`${file}: ${field === "" ? "" : `${oneLine(field)}: `}${oneLine(reason)}`, options);
  }
}

/** What is wrong with a value of a file. */
export function malformed(file: string, { path, reason }: Fault): CheckpointError {
  return new CheckpointError(file, path.map(String).join("."), reason);
}

/** Reads a tokenizer, whose errors name a file of a checkpoint; `pathOf` says where that is. */
export function locating<T>(pathOf: (file: string) => string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MalformedTokenizerError)) throw error;
    throw new CheckpointError(pathOf(error.file), error.field, error.reason, { cause: error });
  }
}

/** What the system says of a file that it cannot open, read or write. */
export function refused(path: string, verb: "read" | "write", error: unknown): CheckpointError {
  const reason = systemReason(error) ?? (error as Error).message;
  return new CheckpointError(path, "", `cannot be ${verb === "read" ? "read" : "written"}: ${reason}`, {
    cause: error,
  });
}
