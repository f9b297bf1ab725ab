/**
 * Demonstrates that a kill loses nothing but the steps since the last checkpoint, and writes docs/evidence/kills.json:
 *
 *     npm run prove:kills            50 instants
 *     npm run prove:kills -- 10      so many
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
import { build } from "../../../src/tensor/index.ts";
import { listCheckpoints } from "../../../src/training/index.ts";
import { built } from "../../../tests/built.ts";
import { sourceHash, writeEvidence } from "../../harness/evidence.ts";

built("training/train.js"); // throws where the compiled program is an old one

const KILLS = Number(process.argv[2] ?? 50);
const LEAST_IN_A_WRITE = Math.ceil(0.3 * KILLS);
const SEED = 20;
const root = mkdtempSync(join(tmpdir(), "tenon-kills-"));

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

/**
 * Kills a run in a folder at a share of its time, which is that of the fastest run so far: one that ended before the kill came
 * is begun again. Returns how many did.
 */
async function kill(folder: string, share: number): Promise<number> {
  for (let early = 0; ; early++) {
    const { hash, took } = await live(folder, share * span);
    if (hash === undefined) return early;
    span = Math.min(span, took);
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

const began = performance.now();
const whole = await live(join(root, "whole"));
const again = await live(join(root, "again"));
console.log(
  `uninterrupted: ${(whole.took / 1000).toFixed(1)} s, ${whole.hash?.slice(0, 12)}; again ${again.hash?.slice(0, 12)}`,
);

let [same, inWrite, early] = [0, 0, 0];
const reached: number[] = [];
let span = Math.min(whole.took, again.took);
for (const [i, share] of instants(KILLS).entries()) {
  const folder = join(root, String(i));
  early += await kill(folder, share);
  const { steps, writing } = left(folder);
  const { hash } = await live(folder);
  if (hash === whole.hash) same++;
  if (writing) inWrite++;
  reached.push(steps);
  console.log(
    `${i + 1}: at ${(share * span).toFixed(0)} ms, ${steps} steps safe${writing ? ", in a write" : ""}: ${hash === whole.hash ? "equal" : "DIFFERENT"}`,
  );
  rmSync(folder, { recursive: true });
}

const control = await damagedControl();
const passed = whole.hash === again.hash && same === KILLS && inWrite >= LEAST_IN_A_WRITE && control !== whole.hash;
writeEvidence({
  id: "kills",
  status: passed ? "passed" : "failed",
  value: {
    kills: KILLS,
    "final weights equal bit for bit": same,
    "kills during a write": inWrite,
    "runs that ended before the kill came, begun again": early,
    "steps that were safe, least and most": `${Math.min(...reached)} and ${Math.max(...reached)}`,
    "seconds of the uninterrupted run": Math.round(whole.took / 100) / 10,
  },
  bar: `A run killed at ${KILLS} instants, uniform in time, at least ${LEAST_IN_A_WRITE} of them during a write, with accumulation and bfloat16, ends after a resume with the uninterrupted run's weights bit for bit`,
  oracle: "the same run, uninterrupted",
  seeds: [SEED],
  interval: "none: every kill must hold",
  control: `one bit of a weight in the checkpoint turned over: final weights ${control === whole.hash ? "EQUAL" : "differ"}`,
  command: "npm run prove:kills",
  build: `LibTorch ${build().version}, Node ${process.version}`,
  sourceHash: sourceHash([
    ...[
      "src/training/train.ts",
      "src/training/run-state.ts",
      "src/training/checkpoint.ts",
      "src/checkpoints/atomic.ts",
    ],
    ...["prove/kills", "prove/rows/house/kills.ts"],
  ]),
  date: new Date().toISOString().slice(0, 10),
  seconds: Math.round((performance.now() - began) / 100) / 10,
});
rmSync(root, { recursive: true });
console.log(passed ? "passed" : "failed");
process.exitCode = passed ? 0 : 1;

/** Kills halfway, turns over one bit of a weight in the newest checkpoint, and resumes. */
async function damagedControl(): Promise<string | undefined> {
  const folder = join(root, "control");
  await kill(folder, 0.5);
  const [newest] = listCheckpoints(folder);
  if (newest === undefined) return undefined;
  const bytes = readFileSync(newest.path);
  const at = Math.floor(bytes.length / 10) | 3; // the upper byte of a weight: weights come first
  bytes[at] = bytes[at]! ^ 0x01;
  writeFileSync(newest.path, bytes);
  return (await live(folder)).hash;
}
