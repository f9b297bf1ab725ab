/** An error of a template program: one that cannot be read, or what it raised, by Python's names. */
export class JinjaError extends Error {
  override readonly name = "JinjaError";
  /** The message is written for people: commands print it as it is. */
  readonly sentence = true;
  /** The class that Python raises there, such as `TypeError` or `TemplateSyntaxError`. */
  readonly exception: string;
  /** What that exception says. */
  readonly reason: string;
  /** The line of the program, from 1. */
  readonly line: number | undefined;

  constructor(exception: string, reason: string, line?: number) {
    super(`${exception}: ${reason}${line === undefined ? "" : ` (line ${line})`}`);
    this.exception = exception;
    this.reason = reason;
    this.line = line;
  }
}

/** @throws JinjaError always */
export function raise(exception: string, reason: string, line?: number): never {
  throw new JinjaError(exception, reason, line);
}

/** @throws JinjaError a TypeError */
export const typeError = (reason: string): never => raise("TypeError", reason);
/** @throws JinjaError a ValueError */
export const valueError = (reason: string): never => raise("ValueError", reason);

/**
 * Runs `work`, and gives what it throws the line that `at` tells. Programs and values nest as deep as their author
 * likes, so the end of the stack, or of what a text or number can hold, is an error of the program.
 */
export function guarded<T>(work: () => T, at: () => number | undefined = () => undefined): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof JinjaError) {
      if (error.line !== undefined) throw error;
      throw new JinjaError(error.exception, error.reason, at());
    }
    if (!(error instanceof RangeError)) throw error;
    if (/call stack/i.test(error.message)) return raise("RecursionError", "maximum recursion depth exceeded", at());
    return raise("MemoryError", "a value becomes larger than can be held", at());
  }
}
