/** A side of a bench: a process that answers requests, a line of JSON each, one at a time. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface SideCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Side {
  readonly name: string;
  /** What it said of itself: versions, threads, precision. */
  readonly settings: unknown;
  ask(request: unknown): Promise<Record<string, unknown>>;
  end(): void;
}

/** Starts a side and waits until it is ready. Throws where it ends instead. */
export async function start({ name, command, args, cwd, env }: SideCommand): Promise<Side> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<Record<string, unknown>> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`bench: ${name} ended without an answer`);
      // Libraries print of their own accord; an answer is a line of JSON.
      if (value.startsWith("{")) return JSON.parse(value);
    }
  };
  child.on("error", (error) => console.error(`bench: ${name}: ${error.message}`));
  const settings = await answer();
  return {
    name,
    settings,
    ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer();
    },
    end: () => child.stdin.end(),
  };
}
