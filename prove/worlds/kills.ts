/** Lives and deaths of the runs of `killed-run.mjs`: each in a process and a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { listCheckpoints } from "../../src/training/index.ts";
import { built } from "../../tests/built.ts";

export const KINDS = ["model", "lora", "value", "quantized"] as const;
export type Kind = (typeof KINDS)[number];
export const SEED = 20;

interface Life {
  /** The hash of all that was learned; undefined where it was killed before. */
  readonly hash: string | undefined;
  /** Milliseconds from the first step to the end. */
  readonly took: number;
}

/** A run that nobody killed, and what became of those that were. */
export interface Deaths {
  readonly whole: Life;
  /** Kills behind which the resumed run ended in the bits of the run that was not killed. */
  readonly same: number;
  /** Kills that fell into a write, as the file shows that they left unfinished. */
  readonly inWrite: number;
  /** Runs that ended before the kill came, and were begun again. */
  readonly early: number;
  /** Steps that each kill left safe. */
  readonly safe: readonly number[];
}

/** Kills a run of a kind (SIGKILL) at instants drawn evenly over its time, each time another run, and resumes it. */
export function deaths(kind: Kind, kills: number, log: (line: string) => void = () => {}): Promise<Deaths> {
  return inFolder(async (root) => {
    const whole = await live(kind, join(root, "whole"));
    if (whole.hash === undefined) throw new Error(`the run "${kind}" did not end`);
    const fastest = { span: whole.took };
    let [same, inWrite, early] = [0, 0, 0];
    const safe: number[] = [];
    for (const [i, share] of instants(kills).entries()) {
      const folder = join(root, String(i));
      early += await kill(kind, folder, share, fastest);
      const { steps, writing } = left(folder);
      const { hash } = await live(kind, folder);
      if (hash === whole.hash) same++;
      if (writing) inWrite++;
      safe.push(steps);
      const ended = `${steps} steps safe${writing ? ", in a write" : ""}: ${hash === whole.hash ? "equal" : "DIFFERENT"}`;
      log(`${kind} ${i + 1}: at ${(share * fastest.span).toFixed(0)} ms, ${ended}`);
      rmSync(folder, { recursive: true });
    }
    return { whole, same, inWrite, early, safe };
  });
}

/**
 * Whether a second run that nobody kills ends as the first did, and whether one that is killed halfway and resumed with one bit
 * of what it had learned turned over ends otherwise.
 */
export function controls(kind: Kind, { hash, took }: Life): Promise<{ repeats: boolean; differs: boolean }> {
  return inFolder(async (root) => {
    const again = await live(kind, join(root, "again"));
    const damaged = await turnedOver(kind, join(root, "damaged"), { span: Math.min(took, again.took) });
    return { repeats: again.hash === hash, differs: damaged !== undefined && damaged !== hash };
  });
}

async function inFolder<T>(body: (folder: string) => Promise<T>): Promise<T> {
  built("training/train.js"); // throws where the compiled program is an old one
  const folder = mkdtempSync(join(tmpdir(), "tenon-kills-"));
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs in a folder until the end or, `after` milliseconds behind its beginning, until it is killed. */
function live(kind: Kind, folder: string, after?: number): Promise<Life> {
  const child: ChildProcess = spawn(process.execPath, ["prove/worlds/killed-run.mjs", kind, folder], {
    cwd: fileURLToPath(new URL("../../", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let began = 0;
  let hash: string | undefined;
  createInterface({ input: child.stdout! }).on("line", (line) => {
    if (line === "began") {
      began = performance.now();
      if (after !== undefined) setTimeout(() => child.kill("SIGKILL"), after);
    } else hash = line;
  });
  return new Promise((resolve) => child.once("close", () => resolve({ hash, took: performance.now() - began })));
}

/**
 * Kills a run in a folder at a share of its time, which is that of the fastest run so far: one that ended before the kill came
 * is begun again. Returns how many did.
 */
async function kill(kind: Kind, folder: string, share: number, fastest: { span: number }): Promise<number> {
  for (let early = 0; ; early++) {
    const { hash, took } = await live(kind, folder, share * fastest.span);
    if (hash === undefined) return early;
    fastest.span = Math.min(fastest.span, took);
    rmSync(folder, { recursive: true });
  }
}

/** What a kill has left: steps that are safe, and whether a checkpoint was being written. */
function left(folder: string): { steps: number; writing: boolean } {
  const files = existsSync(folder) ? readdirSync(folder) : []; // not there before the first write
  return { steps: listCheckpoints(folder)[0]?.step ?? 0, writing: files.some((name) => name.endsWith(".partial")) };
}

/** Pseudo-random numbers in [0, 1): an instant in each of equal parts of the run. */
function instants(count: number): number[] {
  let x = SEED;
  return Array.from({ length: count }, (_, i) => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return (i + x / 2 ** 32) / count;
  });
}

/** Kills halfway, turns over one bit of what was learned in the newest checkpoint, and resumes. */
async function turnedOver(kind: Kind, folder: string, fastest: { span: number }): Promise<string | undefined> {
  await kill(kind, folder, 0.5, fastest);
  const [newest] = listCheckpoints(folder);
  if (newest === undefined) return undefined;
  const bytes = readFileSync(newest.path);
  const data = 8 + bytes.readUInt32LE(0); // behind a header whose length stands first; what is learned comes first
  const at = data + 4 * 100 + 3; // the upper byte of a number
  bytes[at] = bytes[at]! ^ 0x01;
  writeFileSync(newest.path, bytes);
  return (await live(kind, folder)).hash;
}
