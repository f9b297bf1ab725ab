/** The compiled program: what worker threads and child processes run, for Node runs no TypeScript by itself. */
import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { buildReady } from "../src/setup/build.mjs";

/** The address of a compiled file, for example `built("cli/main.js")`. Throws where `dist` is not that of these sources. */
export function built(path: string): URL {
  if (!buildReady({ types: false })) throw new Error("dist was not built from these sources: run `npm run build`");
  return new URL(`../dist/${path}`, import.meta.url);
}

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the command as a child process. */
export function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [built("cli/main.js").pathname, ...args], { env: { ...process.env, ...env } });
  child.stdin.on("error", () => {}); // a command may end without reading what it was given
  return { child, ended: ended(child) };
}

/** Runs the command with one of its streams at a disk that is full: 1 is standard output, 2 standard error. */
export async function tenonIntoFull(stream: 1 | 2, args: readonly string[]): Promise<Run> {
  const stdio = ["ignore", "pipe", "pipe"].map((way, i) => (i === stream ? openSync("/dev/full", "w") : way));
  return await ended(
    spawn(process.execPath, [built("cli/main.js").pathname, ...args], { stdio: stdio as StdioOptions }),
  );
}

function ended(child: ChildProcess): Promise<Run> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (data) => (stdout += data));
  child.stderr?.on("data", (data) => (stderr += data));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

/** Runs the command to its end. */
export async function tenon(args: readonly string[], input = "", env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const { child, ended } = start(args, env);
  child.stdin.end(input);
  return await ended;
}
