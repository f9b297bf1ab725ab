/** What set-up costs, measured on a clean clone: the first `npm start` from an empty cache, step by step, and all that comes after it. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { systemLibtorch } from "../src/setup/libtorch-find.mjs";

/** What one command took. */
interface Cost {
  readonly seconds: number;
  /** Of all processors together, in seconds. */
  readonly processor: number;
  /** What it left on the disk, in bytes. */
  readonly bytes?: number;
}

/** What a step of set-up says that it took, beside the others that went on at the same time, and what it left. */
interface Step {
  readonly seconds: number;
  readonly bytes: number;
}

export interface SetupCosts {
  readonly date: string;
  readonly machine: string;
  readonly cores: number;
  readonly node: string;
  /** Whether pip had a folder of wheels on this machine, so that LibTorch's need not come over the network. */
  readonly localWheels: boolean;
  /** Of the machine over the minute before, and over the last minute of the first start. */
  readonly load: readonly number[];
  /** From the command to the answer, through a pipe. */
  readonly first: Cost & { readonly steps: Readonly<Record<keyof typeof SAID, Step>> };
  readonly second: Cost;
  /** Set-up where all is there. */
  readonly again: Cost;
  /** What tests need besides. */
  readonly dev: Cost;
  /** The addon for the system's LibTorch; absent where there is none. */
  readonly system?: Cost | undefined;
}

const SAID = {
  npm: /^npm: installed, ([\d.]+) s$/m,
  build: /^build: dist is up to date, ([\d.]+) s$/m,
  libtorch: /^libtorch: \S+ is in .*, ([\d.]+) s$/m,
  addon: /^addon: compiled .* for LibTorch .*, ([\d.]+) s$/m,
  model: /^model: fetched .*, ([\d.]+) s$/m,
};

/** Measures, prints and, where it is kept, writes `results/setup-DATE.json`. */
export async function setup(keep: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tenon-setup-costs-"));
  try {
    const costs = await measure(folder);
    console.log(JSON.stringify(costs, undefined, 1));
    if (keep) {
      const file = new URL(`results/setup-${costs.date}.json`, import.meta.url);
      writeFileSync(file, `${JSON.stringify(costs, undefined, 1)}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(folder: string): Promise<SetupCosts> {
  const [clone, cache] = [join(folder, "clone"), join(folder, "cache")];
  execFileSync("git", ["clone", "--quiet", fileURLToPath(new URL("..", import.meta.url)), clone]);
  const shell = (command: string, env: Readonly<Record<string, string>> = {}) =>
    timed(command, clone, { TENON_CACHE: cache, LIBTORCH: "", ...env });
  const start = "echo 'What is the capital of France?' | npm start --silent";
  const before = loadavg()[0]!;
  const first = await shell(start);
  const load = [before, loadavg()[0]!];
  const places = {
    npm: join(clone, "node_modules"),
    build: join(clone, "dist"),
    libtorch: join(cache, "libtorch"),
    addon: join(cache, "addon"),
    model: join(cache, "models"),
  };
  const steps = Object.fromEntries(
    Object.entries(SAID).map(([name, pattern]) => {
      const seconds = Number(pattern.exec(first.said)?.[1]);
      if (Number.isNaN(seconds)) throw new Error(`bench: set-up said nothing of ${name}:\n${first.said}`);
      return [name, { seconds, bytes: onDisk(places[name as keyof typeof places]) }];
    }),
  ) as Record<keyof typeof SAID, Step>;
  const bytes = Object.values(steps).reduce((sum, step) => sum + step.bytes, 0);
  const second = await shell(start);
  const again = await shell("node src/setup/main.mjs");
  const dev = { ...(await shell("node src/setup/main.mjs --dev --only npm")).cost, bytes: onDisk(places.npm) };
  const hasSystem = systemLibtorch() !== undefined;
  const system = hasSystem ? await shell("node src/setup/main.mjs --only addon", { LIBTORCH: "system" }) : undefined;
  const date = new Date().toISOString().slice(0, 10);
  const machine = { machine: cpus()[0]!.model.trim(), cores: cpus().length, node: process.version };
  const localWheels = process.env.PIP_FIND_LINKS !== undefined;
  return {
    ...{ date, ...machine, localWheels, load },
    first: { ...first.cost, bytes, steps },
    ...{ second: second.cost, again: again.cost, dev, system: system?.cost },
  };
}

/** Runs a line of bash; throws where it fails. */
async function timed(line: string, cwd: string, env: Readonly<Record<string, string>>) {
  const child = spawn("bash", ["-o", "pipefail", "-c", `TIMEFORMAT='%R %U %S'; time { ${line}; }`], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const [, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(`bench: ${line} ended with ${code}:\n${said}`);
  const [seconds = 0, user = 0, system = 0] = said.trim().split("\n").at(-1)!.split(" ").map(Number);
  const cost: Cost = { seconds, processor: Math.round(10 * (user + system)) / 10 };
  return { cost, said };
}

function onDisk(folder: string): number {
  return Number(execFileSync("du", ["-s", "--block-size=1", folder], { encoding: "utf8" }).split("\t")[0]);
}
