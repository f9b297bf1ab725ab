/**
 * Damaged files do no harm.
 *
 * Half of the files have damaged bytes, half a damaged structure. They are read in processes with a limit on their memory
 * and on the time for one file; a process that dies is replaced, and what it was reading is recorded.
 */

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { CheckpointError } from "../../../src/checkpoints/index.ts";
import { judged } from "../../damage/judged.ts";
import { damagedFiles, kinds } from "../../damage/kinds.ts";
import { ALLOWANCE, type Outcome, type Report } from "../../damage/report.ts";
import { type Checks, type Log, row } from "../../harness/row.ts";

const FILES = 10_000;
const KINDS = ["gguf", "safetensors", "index", "tokenizer", "config", "adapter", "adapter config"];
/** What the broken readers of `reader.ts` must come to, in their order. */
const SPECIMENS: readonly Outcome[] = ["large", "crash", "hang", "unclear", "unclear", "unclear"];
const SECONDS_A_FILE = 10;
/** Beyond what a process has when it is ready; the heap of JavaScript may take half. */
const LIMIT = 256 * 2 ** 20;
const LANES = 2;

interface Found {
  readonly i: number;
  readonly outcome: Outcome;
  readonly message: string;
  readonly growth: number;
}

/** Reads files of a kind, from one on, until all are read or the process dies. */
async function readSome(kind: string, from: number, to: number, found: (one: Found) => void): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      ...["--max-old-space-size=128", "--max-semi-space-size=2", "--import", "./src/setup/typescript.mjs"],
      ...["prove/damage/reader.ts", kind, String(from), String(to)],
    ],
    {
      cwd: fileURLToPath(new URL("../../../", import.meta.url)),
      env: { ...process.env, OMP_NUM_THREADS: "1" },
      stdio: "pipe",
    },
  );
  const ended = new Promise<string>((resolve) =>
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`)),
  );
  let complaint = "";
  child.stderr.on("data", (text) => {
    complaint = `${complaint}${text}`.slice(-2000);
  });
  let current: number | undefined;
  let next = from;
  let hung = false;
  let timer: NodeJS.Timeout | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const report = JSON.parse(line) as Report;
    clearTimeout(timer);
    if ("ready" in report) {
      limitMemory(child.pid!, report.ready + LIMIT);
      child.stdin.end("go");
    } else if ("begin" in report) {
      current = report.begin;
      timer = setTimeout(() => {
        hung = true;
        child.kill("SIGKILL");
      }, SECONDS_A_FILE * 1000);
    } else {
      current = undefined;
      next = report.end + 1;
      found({ i: report.end, ...report });
    }
  }
  clearTimeout(timer);
  const end = await ended;
  if (current === undefined) {
    if (next < to && end !== "code 0") throw new Error(`the reader of ${kind} did not begin: ${end}: ${complaint}`);
    return next;
  }
  found({ i: current, outcome: hung ? "hang" : "crash", message: `${end} ${complaint}`, growth: 0 });
  return current + 1;
}

function limitMemory(pid: number, bytes: number): void {
  const { status } = spawnSync("prlimit", [`--data=${bytes}`, "--pid", String(pid)]);
  if (status !== 0) throw new Error("prlimit, of util-linux, could not limit the memory of a process");
}

/**
 * Reads all files of a kind. A file at which memory grew too much is read again in a process of its own, where nothing is
 * left of others to be collected late.
 */
async function readAll(kind: string, count: number, log: Log): Promise<Found[]> {
  const all: Found[] = [];
  const doubtful: number[] = [];
  for (let from = 0; from < count; ) {
    from = await readSome(kind, from, count, (one) => {
      if (one.outcome === "large") doubtful.push(one.i);
      else all.push(one);
    });
  }
  for (const i of doubtful) await readSome(kind, i, i + 1, (one) => all.push(one));
  for (const { i, outcome, message } of all) {
    if (outcome !== "read" && outcome !== "refused" && kind !== "specimen") {
      log(`${kind} ${i}: ${outcome}: ${message.slice(0, 300)}`);
    }
  }
  if (doubtful.length > 0) log(`${kind}: ${doubtful.length} read again alone`);
  return all.sort((one, other) => one.i - other.i);
}

function counted(files: readonly Found[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { i, outcome } of files) {
    const key = `${outcome}, ${i % 2 === 0 ? "bytes" : "structure"}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort());
}

/** What so many files of each kind come to. */
async function damaged(files: number, log: Log) {
  const waiting = [...KINDS];
  const found = new Map<string, Found[]>();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (let kind = waiting.shift(); kind !== undefined; kind = waiting.shift()) {
        found.set(kind, await readAll(kind, files, log));
        log(`${kind}: ${JSON.stringify(counted(found.get(kind)!))}`);
      }
    }),
  );
  const all = [...found.values()].flat();
  const counts: Record<string, number> = {};
  for (const kind of KINDS)
    for (const [outcome, count] of Object.entries(counted(found.get(kind)!))) counts[`${kind}: ${outcome}`] = count;
  return {
    counts,
    harmful: all.filter(({ outcome }) => outcome !== "read" && outcome !== "refused").length,
    growth: Math.round(all.reduce((most, { growth }) => Math.max(most, growth), 0) / 2 ** 20),
  };
}

export default row({
  id: "damage",
  bar: `Of damaged GGUF, safetensors, index, tokenizer.json, config.json and adapters' files, half of them in their structure, each is read or refused with one sentence that names it; none ends the process, takes ${SECONDS_A_FILE} s, or takes more memory than its size and ${ALLOWANCE / 2 ** 20} MiB`,
  holds: {
    "files of each kind, no two alike": { atLeast: FILES },
    "files neither read nor refused": { is: 0 },
    "control: broken readers that allocate, abort, loop, throw a TypeError, run into the limit, name another file": {
      is: SPECIMENS,
    },
  },
  oracle: "none: the bar is absolute",

  short: {
    "a hundred files of each kind are read or refused, and a reader that is unclear is found out": inThisProcess,
  },

  async full(log) {
    const control = (await readAll("specimen", SPECIMENS.length, log)).map(({ outcome }) => outcome);
    log(`broken readers: ${control.join(", ")}`);
    const { counts, harmful, growth } = await damaged(FILES, log);
    return {
      value: {
        "files of each kind, no two alike": FILES,
        "files neither read nor refused": harmful,
        ...counts,
        "largest growth of memory, MiB": growth,
        "control: broken readers that allocate, abort, loop, throw a TypeError, run into the limit, name another file":
          control,
      },
      control: `readers that allocate, abort, loop, throw a TypeError, run into the limit, name another file: ${control.join(", ")}`,
    };
  },
});

/** The same of few files, without limits and without a process that may die. */
async function inThisProcess(): Promise<Checks> {
  const root = mkdtempSync(join(tmpdir(), "tenon-damage-"));
  const counts: Record<string, number[]> = {};
  try {
    for (const [name, kind] of Object.entries(await kinds(root))) {
      const folder = join(root, name);
      mkdirSync(folder);
      await kind.prepare(folder);
      const outcomes: Outcome[] = [];
      for (const damaged of damagedFiles(kind)) {
        if (outcomes.length === 100) break;
        writeFileSync(join(folder, kind.file), damaged);
        outcomes.push((await judged(kind.named, () => kind.read(join(folder, kind.file), folder))).outcome);
      }
      counts[name] = (["read", "refused", "unclear"] as const).map(
        (outcome) => outcomes.filter((one) => one === outcome).length,
      );
    }
  } finally {
    rmSync(root, { recursive: true });
  }
  const broken = await judged(/specimen/, async () => {
    throw new CheckpointError("another-file", "field", "this sentence does not name the file");
  });
  return {
    "kinds of files": [Object.keys(counts), { is: KINDS }],
    "neither read nor refused, by kind": [
      Object.values(counts).map(([, , unclear]) => unclear!),
      { is: KINDS.map(() => 0) },
    ],
    "refused, by kind": [Object.values(counts).map(([, refused]) => refused!), { above: 50 }],
    "a reader that names another file": [broken.outcome, { is: "unclear" }],
  };
}
