/**
 * Demonstrates that nothing is left behind, however work ends:
 *
 *     node --import ./src/setup/typescript.mjs prove/lifetimes.ts          200 workers, 100,000 scopes
 *     node --import ./src/setup/typescript.mjs prove/lifetimes.ts 1000     so many workers
 *
 * Workers load a small model, write with it and end in six ways in turn (tests/lifetimes.ts), then scopes end in exceptions.
 * Ends with 1 where a tensor or a byte of one is left, a worker ended otherwise than it was told, or resident memory grew
 * by more than 64 MB from the second quarter of the workers to the last.
 */
import { rmSync } from "node:fs";
import { build, liveTensors, memoryUse } from "../src/tensor/index.ts";
import { ENDINGS, EXIT_CODES, fallingScopes, live, tinyFolder } from "../tests/lifetimes.ts";

const WORKERS = Number(process.argv[2] ?? 200);
const SCOPES = 100_000;
const GROWTH = 64;

const resident = () => process.memoryUsage.rss() / 2 ** 20;

const began = performance.now();
const folder = tinyFolder();
const before = { tensors: liveTensors(), bytes: memoryUse().bytes };
const wrong: string[] = [];
let [settled, last] = [0, 0];
for (let i = 0; i < WORKERS; i++) {
  const ending = ENDINGS[i % ENDINGS.length]!;
  const { exitCode } = await live(folder, ending);
  if (exitCode !== EXIT_CODES[ending]) wrong.push(`${ending} ended with ${exitCode}`);
  const quarter = Math.floor((4 * i) / WORKERS);
  if (quarter === 1) settled = Math.max(settled, resident());
  if (quarter === 3) last = Math.max(last, resident());
  if ((i + 1) % 20 === 0) console.log(`${i + 1} workers: ${resident().toFixed(0)} MB resident`);
}
rmSync(folder, { recursive: true });
fallingScopes(SCOPES);

const left = { tensors: liveTensors() - before.tensors, bytes: memoryUse().bytes - before.bytes };
console.log(`LibTorch ${build().version}: ${WORKERS} workers and ${SCOPES} scopes in ${seconds()} s`);
console.log(`left: ${left.tensors} tensors, ${left.bytes} bytes; ended otherwise: ${wrong.length} ${wrong.join(", ")}`);
console.log(
  `resident: at most ${settled.toFixed(0)} MB in the second quarter of the workers, ${last.toFixed(0)} MB in the last`,
);
process.exitCode = left.tensors === 0 && left.bytes === 0 && wrong.length === 0 && last - settled < GROWTH ? 0 : 1;

function seconds(): string {
  return ((performance.now() - began) / 1000).toFixed(0);
}
