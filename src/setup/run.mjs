/** Other programs: pip, npm, g++, apt. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 127 where there is no such program
 * @property {string} output the last lines of what it printed, on either stream
 */

/** Milliseconds a program is given to end by itself once it was asked to. */
const GRACE = 2000;
/** Lines of output kept. */
const KEPT = 400;

/**
 * Runs a program to its end, in a process group of its own, so that an abort ends it with all its children. Standard
 * input is empty: nothing here may take what a person typed or piped.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ signal: AbortSignal, cwd?: string, env?: Record<string, string>, sameGroup?: boolean, onLine?: (line: string) => void }} options
 * @returns {Promise<Outcome>}
 */
export async function run(program, args, { signal, cwd, env, sameGroup = false, onLine }) {
  signal.throwIfAborted();
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: !sameGroup,
    stdio: ["ignore", "pipe", "pipe"],
  });
  /** @type {string[]} */
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (lines.length > KEPT) lines.shift();
      onLine?.(line);
    });
  }
  const stop = () => {
    end(child, "SIGTERM", sameGroup);
    setTimeout(() => end(child, "SIGKILL", sameGroup), GRACE).unref();
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    const code = await new Promise((resolve, reject) => {
      child.on("error", (error) => ("code" in error && error.code === "ENOENT" ? resolve(127) : reject(error)));
      child.on("close", (status, by) => resolve(status ?? (by ? 128 : 1)));
    });
    signal.throwIfAborted();
    return { code, output: lines.join("\n") };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {boolean} sameGroup
 */
function end(child, signal, sameGroup) {
  if (child.pid === undefined) return;
  try {
    process.kill(sameGroup ? child.pid : -child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}
