/**
 * A kill loses nothing but the steps since the last checkpoint.
 *
 * A run is killed (SIGKILL) at instants drawn evenly over its time, each in a folder of its own, and resumed. Whether the kill
 * fell into a write is seen from the file that it left unfinished. The control resumes with one bit of a checkpoint's weights
 * turned over: its final weights must differ.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { listCheckpoints } from "../../../src/training/index.ts";
import { built } from "../../../tests/built.ts";
import { type Log, row } from "../../harness/row.ts";

const KILLS = 50;
const LEAST_IN_A_WRITE = Math.ceil(0.3 * KILLS);
const SEED = 20;

interface Life {
  /** The hash of the final weights; undefined where it was killed before. */
  readonly hash: string | undefined;
  /** Milliseconds from the first step to the end. */
  readonly took: number;
}

/** Runs in a folder until the end or, `after` milliseconds behind its beginning, until it is killed. */
function live(folder: string, after?: number): Promise<Life> {
  const child: ChildProcess = spawn(process.execPath, ["prove/kills/run.mjs", folder], {
    cwd: fileURLToPath(new URL("../../../", import.meta.url)),
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

/** Two runs that are left alone, and as many that are killed and resumed; each in a folder of its own under `root`. */
async function killAndResume(root: string, kills: number, log: Log) {
  const whole = await live(join(root, "whole"));
  const again = await live(join(root, "again"));
  log(
    `uninterrupted: ${(whole.took / 1000).toFixed(1)} s, ${whole.hash?.slice(0, 12)}; again ${again.hash?.slice(0, 12)}`,
  );
  let span = Math.min(whole.took, again.took);
  let early = 0;

  /** Kills a run at a share of the time of the fastest so far; one that ended before the kill came is begun again. */
  const kill = async (folder: string, share: number) => {
    for (;;) {
      const { hash, took } = await live(folder, share * span);
      if (hash === undefined) return;
      early++;
      span = Math.min(span, took);
      rmSync(folder, { recursive: true });
    }
  };

  let [same, inWrite] = [0, 0];
  const reached: number[] = [];
  for (const [i, share] of instants(kills).entries()) {
    const folder = join(root, String(i));
    await kill(folder, share);
    const { steps, writing } = left(folder);
    const { hash } = await live(folder);
    if (hash === whole.hash) same++;
    if (writing) inWrite++;
    reached.push(steps);
    log(
      `${i + 1}: at ${(share * span).toFixed(0)} ms, ${steps} steps safe${writing ? ", in a write" : ""}: ${hash === whole.hash ? "equal" : "DIFFERENT"}`,
    );
    rmSync(folder, { recursive: true });
  }

  /** Kills halfway, turns over one bit of a weight in the newest checkpoint, and resumes. */
  const damagedControl = async () => {
    const folder = join(root, "control");
    await kill(folder, 0.5);
    const [newest] = listCheckpoints(folder);
    if (newest === undefined) return undefined;
    const bytes = readFileSync(newest.path);
    const at = Math.floor(bytes.length / 10) | 3; // the upper byte of a weight: weights come first
    bytes[at] = bytes[at]! ^ 0x01;
    writeFileSync(newest.path, bytes);
    return (await live(folder)).hash;
  };
  const control = await damagedControl();
  return {
    repeats: whole.hash === again.hash,
    same,
    inWrite,
    early,
    reached,
    seconds: Math.round(whole.took / 100) / 10,
    control: control === whole.hash ? "equal" : "differ",
  };
}

async function inFolder<T>(act: (root: string) => Promise<T>): Promise<T> {
  built("training/train.js"); // throws where the compiled program is an old one
  const root = mkdtempSync(join(tmpdir(), "tenon-kills-"));
  try {
    return await act(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

export default row({
  id: "kills",
  bar: `A run killed at ${KILLS} instants, uniform in time, at least ${LEAST_IN_A_WRITE} of them during a write, with accumulation and bfloat16, ends after a resume with the uninterrupted run's weights bit for bit`,
  holds: {
    kills: { atLeast: KILLS },
    "final weights equal bit for bit": { is: KILLS },
    "kills during a write": { atLeast: LEAST_IN_A_WRITE },
    "two uninterrupted runs end alike": { is: true },
    "control: final weights after one bit of a checkpoint was turned over": { is: "differ" },
  },
  oracle: "the same run, uninterrupted",

  short: {
    "a run killed once goes on to the same bits": () =>
      inFolder(async (root) => {
        const { repeats, same, control } = await killAndResume(root, 1, () => {});
        return {
          "two uninterrupted runs end alike": [repeats, { is: true }],
          "final weights equal bit for bit": [same, { is: 1 }],
          "final weights after one bit of a checkpoint was turned over": [control, { is: "differ" }],
        };
      }),
  },

  full: (log) =>
    inFolder(async (root) => {
      const { repeats, same, inWrite, early, reached, seconds, control } = await killAndResume(root, KILLS, log);
      return {
        value: {
          kills: KILLS,
          "final weights equal bit for bit": same,
          "kills during a write": inWrite,
          "runs that ended before the kill came, begun again": early,
          "steps that were safe, least and most": [Math.min(...reached), Math.max(...reached)],
          "seconds of the uninterrupted run": seconds,
          "two uninterrupted runs end alike": repeats,
          "control: final weights after one bit of a checkpoint was turned over": control,
        },
        seeds: [SEED],
        interval: "none: every kill must hold",
        control: `one bit of a weight in the checkpoint turned over: final weights ${control}`,
      };
    }),
});
