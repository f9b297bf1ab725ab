/** Regular expressions that a file brings. */
import { createContext, Script } from "node:vm";

/** Milliseconds that one text may take: a pattern that backtracks takes for ever, and any other microseconds. */
const MOST = 2000;

const context = createContext({ pattern: /(?:)/, text: "" });
const exec = new Script("pattern.exec(text)");

/** A regular expression that is given up where it does not come to an end. */
export class BoundedPattern {
  readonly #pattern: RegExp;
  readonly #fail: (reason: string) => never;

  /** @param fail throws an error of this reason */
  constructor(pattern: RegExp, fail: (reason: string) => never) {
    this.#pattern = pattern;
    this.#fail = fail;
  }

  test(text: string): boolean {
    return this.exec(text) !== null;
  }

  exec(text: string): RegExpExecArray | null {
    Object.assign(context, { pattern: this.#pattern, text });
    try {
      return exec.runInContext(context, { timeout: MOST });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      return this.#fail(`takes more than ${MOST / 1000} s to compare with "${text}"`);
    }
  }
}
