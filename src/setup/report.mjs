/**
 * What set-up says, all of it on standard error: one line for each thing done, and one line that keeps changing while
 * something takes time. Where standard error is no terminal, that line is printed anew every few seconds instead.
 */

/** A failure that a person can do something about: one sentence, and exit code 2. */
export class SetupError extends Error {
  /**
   * @param {string} sentence
   * @param {{ final?: boolean, cause?: unknown }} [options] `final` where trying the next source would be wrong: a
   *   file that is not what it should be, a full disk.
   */
  constructor(sentence, { final = false, cause } = {}) {
    super(sentence, { cause });
    this.name = "SetupError";
    this.sentence = true;
    this.final = final;
    this.exitCode = 2;
  }
}

/**
 * @typedef {object} Report
 * @property {(text: string) => void} line a line that stays
 * @property {(text: string) => void} progress what is going on just now
 */

/** Milliseconds between two lines of progress where lines cannot be rewritten. */
const PLAIN_INTERVAL = 5000;
/** Milliseconds between two redraws on a terminal. */
const TERMINAL_INTERVAL = 100;

/**
 * @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} [stream]
 * @returns {Report}
 */
export function createReport(stream = process.stderr) {
  const interval = stream.isTTY ? TERMINAL_INTERVAL : PLAIN_INTERVAL;
  let shown = performance.now();
  let drawn = false;
  return {
    line(text) {
      stream.write(drawn ? `\r\x1b[K${text}\n` : `${text}\n`);
      drawn = false;
      shown = performance.now();
    },
    progress(text) {
      if (performance.now() - shown < interval) return;
      shown = performance.now();
      drawn = stream.isTTY === true;
      stream.write(drawn ? `\r\x1b[K${text.slice(0, (stream.columns || 80) - 1)}` : `${text}\n`);
    },
  };
}

/**
 * Reports of things that go on at the same time: what each of them does just now is one line together.
 * @param {Report} report
 * @returns {(name: string) => Report} one for each
 */
export function together({ line, progress }) {
  /** @type {Map<string, string>} */
  const now = new Map();
  return (name) => ({
    line(text) {
      now.delete(name);
      line(text);
    },
    progress(text) {
      now.set(name, text);
      progress([...now.values()].join("; "));
    },
  });
}

/** @type {Report} */
export const silent = { line() {}, progress() {} };

/** @param {number} bytes @returns {string} for example "192 MB" */
export function megabytes(bytes) {
  return `${bytes < 9.5e5 ? (bytes / 1e6).toFixed(1) : Math.round(bytes / 1e6)} MB`;
}

/** @param {number} since a value of `performance.now()` @returns {string} for example "12.3 s" */
export function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
