/** The compiled program: what worker threads and child processes run, for Node runs no TypeScript by itself. */
import { spawn } from "node:child_process";
import { buildReady } from "../src/setup/build.mjs";

/** The address of a compiled file, for example `built("cli/main.js")`. Throws where `dist` is not that of these sources. */
export function built(path: string): URL {
  if (!buildReady()) throw new Error("dist was not built from these sources: run `npm run build`");
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
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => (stdout += data));
  child.stderr.on("data", (data) => (stderr += data));
  child.stdin.on("error", () => {}); // a command may end without reading what it was given
  const ended = new Promise<Run>((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
  return { child, ended };
}

/** Runs the command to its end. */
export async function tenon(args: readonly string[], input = "", env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const { child, ended } = start(args, env);
  child.stdin.end(input);
  return await ended;
}
