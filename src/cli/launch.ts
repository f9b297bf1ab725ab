/**
 * `tenon launch -n 2 COMMAND...`: one command in several processes of this machine, which find each other by the variables that
 * torchrun sets. All end when one fails, or when the launcher does, however that ends. Each has a process group of its own, so that
 * a Ctrl-C at the terminal is the launcher's alone, which passes it on once.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { availableParallelism } from "node:os";
import type { Command } from "commander";
import { numberFlag, whole } from "./flags.ts";

/** How long processes have to end by themselves before they are ended, in milliseconds. */
const PATIENCE = 5000;
/** Processes beyond a few for each processor would only wait for one another. */
const MOST = Math.max(16, 4 * availableParallelism());
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export function addLaunch(program: Command): void {
  program
    .command("launch")
    .description("run a command in several processes that train together")
    .option("-n, --processes <count>", "how many", numberFlag("--processes", whole(1, MOST)), 2)
    .option("--port <port>", "where they meet; a free one unless given", numberFlag("--port", whole(1, 65535)))
    .argument("<command...>", "the command and its arguments, for example: tenon train recipes/sotu-tiny.ts")
    .passThroughOptions()
    .action(async (command: string[], { processes, port }: { processes: number; port?: number }) => {
      process.exitCode = await launch(command, { processes, port: port ?? (await freePort()) });
    });
}

/** A port of this machine that nobody listens at. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Ended {
  readonly rank: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: Error;
}

/**
 * Runs the processes to their end. Returns 0 where all returned 0, else the first failure's code, 128 and the signal's number
 * where it was ended by one.
 */
async function launch(
  command: readonly string[],
  { processes, port }: { processes: number; port: number },
): Promise<number> {
  const children: ChildProcess[] = [];
  const pass = (signal: NodeJS.Signals) => {
    for (const child of children) signalGroup(child, signal);
  };
  let asked = false; // a person wants the end: each process has its own time for it
  const forward = (signal: NodeJS.Signals) => {
    asked = true;
    pass(signal);
  };
  // Before there is a child: one may be heard, and a signal come, within the call that starts it.
  for (const signal of SIGNALS) process.on(signal, forward);
  const mark = randomUUID();
  const guard = startGuard(mark);
  for (let rank = 0; rank < processes; rank++) {
    children.push(start(command, { ...environment(rank, processes, port), [MARK]: mark }));
  }
  let failure: Ended | undefined;
  let end: NodeJS.Timeout | undefined;
  const watch = async (child: ChildProcess, rank: number) => {
    const ended = await ending(child, rank);
    if (failure !== undefined || (ended.code === 0 && ended.error === undefined)) return;
    failure = ended;
    if (asked) return;
    pass("SIGTERM");
    end = setTimeout(() => pass("SIGKILL"), PATIENCE);
  };
  await Promise.all(children.map(watch));
  clearTimeout(end);
  guard.kill("SIGKILL");
  for (const signal of SIGNALS) process.off(signal, forward);
  if (failure === undefined) return 0;
  if (!asked) process.stderr.write(`tenon: ${sentence(failure, command[0]!, processes)}\n`);
  return failure.code ?? (failure.signal === null ? 127 : 128 + NUMBERS[failure.signal]!);
}

const NUMBERS: Partial<Record<NodeJS.Signals, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

function start([file, ...args]: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const stdio = ["ignore", "inherit", "inherit"] as const;
  return spawn(file!, args, { env: { ...process.env, ...env }, stdio: [...stdio], detached: true });
}

/** Signals a process and all that it started. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // they have ended
  }
}

/** Names this launch in the environment of each process, and of what that starts. */
const MARK = "TENON_LAUNCH";

/** A process that waits for the end of this one, and where this one was killed ends those that it started, which bear the mark. */
function startGuard(mark: string): ChildProcess {
  const script = `marked() { grep -slzxF "${MARK}=${mark}" /proc/[0-9]*/environ | cut -d / -f 3; }
    cat; kill -s TERM $(marked); sleep ${PATIENCE / 1000}; kill -s KILL $(marked)`;
  return spawn("sh", ["-c", script], { stdio: ["pipe", "ignore", "ignore"], detached: true });
}

/** What torchrun tells each process, and the threads that are its share of the processors. */
function environment(rank: number, processes: number, port: number): Record<string, string> {
  return {
    RANK: `${rank}`,
    LOCAL_RANK: `${rank}`,
    WORLD_SIZE: `${processes}`,
    LOCAL_WORLD_SIZE: `${processes}`,
    MASTER_ADDR: "127.0.0.1",
    MASTER_PORT: `${port}`,
    OMP_NUM_THREADS: process.env.OMP_NUM_THREADS ?? `${Math.max(1, Math.floor(availableParallelism() / processes))}`,
  };
}

function ending(child: ChildProcess, rank: number): Promise<Ended> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ rank, code: null, signal: null, error }));
    child.once("exit", (code, signal) => resolve({ rank, code, signal }));
  });
}

function sentence({ rank, code, signal, error }: Ended, file: string, processes: number): string {
  if (error !== undefined) return `"${file}" could not be started: ${error.message}`;
  const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
  return `the process of rank ${rank} ${how}${processes > 1 ? ", so the others were ended too" : ""}`;
}
