/** A room's changes against the tests that reach them: its own first, then those of others, nearest first. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Change, changesOf, drawn } from "./changes.ts";
import { hashOf, type Line, type Plan, readJournal, write } from "./plan.ts";

const config = fileURLToPath(new URL("vitest.config.ts", import.meta.url));
const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));

export interface Trial {
  /** The folder that paths are told from. */
  readonly root: string;
  /** Whose changes are tried, such as "src/ngram". */
  readonly room: string;
  readonly count: number;
  readonly seed: number;
  /** Where the journal is kept; a trial that was cut goes on from it. */
  readonly folder: string;
  /** Tests of other rooms that reach one of these files, nearest first, and rows that do. */
  readonly others: (files: ReadonlySet<string>) => {
    readonly tests: readonly string[];
    readonly rows: readonly string[];
  };
  /** Whether a file of tests runs what was built before, which no change is in. */
  readonly isFar: (file: string) => boolean;
  readonly log: (line: string) => void;
}

/** The TypeScript files of a folder, by their paths from the root. */
export function filesIn(root: string, folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file))
    .sort();
}

/** What became of a change: the test that noticed it, or nothing. */
export type Verdict = Change & { readonly by: string | undefined };

/** Seconds a test, for all changes together: quick tests notice most, and slow ones are asked of what is left. */
const BUDGETS = [4, 40];

/** Tests of other rooms, at most, that are loaded anew for a change that no test can switch on while it runs. */
const MOST_LOADED = 8;

export async function tryRoom({ root, room, count, seed, folder, others, isFar, log }: Trial): Promise<Verdict[]> {
  mkdirSync(folder, { recursive: true });
  const name = room.replaceAll("/", "-");
  const journal = join(folder, `${name}.jsonl`);
  const files = filesIn(root, room);
  const sources = files.filter((file) => !/(\.test|\.generated|\/index)\.ts$/.test(file));
  const all = sources.flatMap((file) => changesOf(file, readFileSync(join(root, file), "utf8")));
  const changes = drawn(all, count, seed);
  log(`${room}: ${changes.length} of ${all.length} changes, seed ${seed}`);

  const lines = () => readJournal(journal);
  const by = () => new Map(lines().flatMap((line) => ("noticed" in line ? [[line.noticed, line.by] as const] : [])));
  const left = () => {
    const noticed = by();
    return changes.filter(({ key }) => !noticed.has(key));
  };
  /** Whether a file has said all that it can within a budget: of all that is left, and nothing of it waits for more. */
  const isDone = (file: string, budget: number) => {
    const [hash, waiting] = [hashOf(join(root, file)), left().map(({ key }) => key)];
    return lines().some(
      (line) =>
        "budget" in line &&
        line.done === file &&
        line.hash === hash &&
        waiting.every((key) => line.asked.includes(key)) &&
        (line.budget >= budget || !waiting.some((key) => line.untried.includes(key))),
    );
  };

  /** Runs files of tests with a plan, until they end or a change has taken too long. Returns whether all passed. */
  let rows: readonly string[] = [];
  const run = (files: readonly string[], budget: number, only?: number): Promise<boolean | "endless"> => {
    const noticed = by();
    const plan: Plan = {
      root,
      journal,
      budget,
      rows: [...rows],
      ...(only === undefined ? {} : { only }),
      changes: changes.map((change) => ({ ...change, noticed: noticed.has(change.key) })),
    };
    const path = join(folder, `${name}.plan.json`);
    writeFileSync(path, JSON.stringify(plan));
    const most = only === undefined ? () => lastTry(lines()) : () => 900;
    return runTests(root, path, files, only !== undefined, most);
  };

  const tryEach = async (files: readonly string[], budget: number) => {
    const waiting = () => files.filter((file) => !isDone(file, budget));
    let vain = 0;
    while (waiting().length > 0 && left().length > 0) {
      const known = lines().length;
      const ended = await run(waiting(), budget);
      const last = lines().slice(known).at(-1);
      if (last !== undefined && "trying" in last) {
        const end = ended === "endless" ? "never ended" : "the process died";
        write(journal, { noticed: last.trying, by: `${last.test}: ${end}` });
      } else if (waiting().length > 0 && ++vain === 3) {
        // On a busy machine Vitest gives up a worker that does not begin in time: that says nothing.
        throw new Error(`${waiting()[0]} does not get to its end without any change`);
      }
      log(`  ${changes.length - left().length} noticed; ${waiting().length} files of tests to go`);
    }
  };

  /** Changes that count while a file is loaded, each in processes of its own. */
  const tryLoaded = async (files: readonly string[], most: number) => {
    for (const { key } of left()) {
      const now = lines();
      const hashes = new Map(files.map((file) => [file, hashOf(join(root, file))]));
      const reaching = now.flatMap((line) =>
        "untried" in line && line.hash === hashes.get(line.done) && line.untried.includes(key) ? [line.done] : [],
      );
      const known = (file: string) =>
        now.some(
          (line) => "passed" in line && line.passed === key && line.done === file && line.hash === hashes.get(file),
        );
      const open = [...new Set(reaching)].slice(0, most).filter((file) => !known(file));
      if (open.length === 0) continue;
      const passed = await run(
        open,
        0,
        changes.findIndex((change) => change.key === key),
      );
      if (passed === true)
        for (const file of open) write(journal, { passed: key, done: file, hash: hashes.get(file)! });
      else write(journal, { noticed: key, by: `${open.join(" ")}, loaded with it` });
      log(`  ${changes.length - left().length} noticed; loading ${open.length} files with ${key}`);
    }
  };

  const own = files.filter((file) => file.endsWith(".test.ts") && !isFar(file));
  for (const budget of BUDGETS) await tryEach(own, budget);
  await tryLoaded(own, own.length);
  const other = others(new Set(left().map(({ file }) => file)));
  rows = other.rows;
  const foreign = other.tests.filter((file) => !own.includes(file));
  for (const budget of BUDGETS) await tryEach(foreign, budget);
  await tryLoaded(foreign, MOST_LOADED);

  const noticed = by();
  return changes.map((change) => ({ ...change, by: noticed.get(change.key) }));
}

/** The seconds that the change being tried may take, or nothing while none is. */
function lastTry(lines: readonly Line[]): number {
  const last = lines.at(-1);
  return last !== undefined && "trying" in last ? last.seconds : 900;
}

/** `most()` tells how many seconds may pass without a new line of the journal. */
function runTests(
  root: string,
  plan: string,
  files: readonly string[],
  bail: boolean,
  most: () => number,
): Promise<boolean | "endless"> {
  return new Promise((resolve) => {
    const args = [
      "run",
      "--config",
      config,
      ...(bail ? ["--bail", "1"] : []),
      ...files.map((file) => join(root, file)),
    ];
    const child = spawn(process.execPath, [vitest, ...args], {
      cwd: root,
      detached: true, // a group of its own, which can be ended whole
      stdio: "ignore",
      env: { ...process.env, MUTATION_PLAN: plan },
    });
    const { journal } = JSON.parse(readFileSync(plan, "utf8")) as Plan;
    let [size, since, endless] = [-1, performance.now(), false];
    const watch = setInterval(() => {
      const now = existsSync(journal) ? readFileSync(journal).length : 0;
      if (now !== size) [size, since] = [now, performance.now()];
      else if ((performance.now() - since) / 1000 > most()) {
        endless = true;
        process.kill(-child.pid!, "SIGKILL");
      }
    }, 1000);
    const stop = () => process.kill(-child.pid!, "SIGKILL");
    process.once("exit", stop);
    child.on("close", (code) => {
      clearInterval(watch);
      process.off("exit", stop);
      resolve(endless ? "endless" : code === 0);
    });
  });
}
