/**
 * What a process holds at its peak: Node and LibTorch alone, or with a model that is loaded and decodes. It runs what is
 * compiled, so that no TypeScript compiler is counted. Answers once, in MiB and seconds.
 */
import { readFileSync } from "node:fs";
import { build, memoryUse, tensor, threads } from "../../dist/tensor/index.js";

/** @type {any[]} The model's path, the kind of its weights, and "model" where no tokenizer is wanted. */
const [path, dtype, part] = process.argv.slice(2);
const DECODED = 64;

/**
 * MiB of this process by a field of Linux's account of it.
 * @param {string} field
 */
const held = (field) =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
const parts = () => ({ anonymous: held("RssAnon"), file: held("RssFile") });

async function measure() {
  threads(1);
  tensor([1]).add(1);
  if (dtype === undefined) return { peak: held("VmHWM"), floor: parts() };
  const { load, loadModel } = await import("../../dist/checkpoints/index.js");
  const { Decoding, greedy } = await import("../../dist/generation/index.js");
  const [imported, begin] = [parts(), performance.now()];
  const { model } = part === "model" ? loadModel(path, { dtype }) : await load(path, { dtype });
  const [loaded, seconds] = [parts(), (performance.now() - begin) / 1000];
  const prompt = Array.from({ length: 32 }, (_, i) => 100 + 37 * i);
  const decoding = new Decoding(model, [{ prompt, sampler: greedy }]);
  for (let token = 0; token < DECODED; token++) decoding.write();
  const decoded = parts();
  decoding.release();
  const tensors = memoryUse().peak / 2 ** 20;
  return {
    peak: held("VmHWM"),
    tensors,
    seconds,
    imported,
    loaded,
    decoded,
    heap: process.memoryUsage().heapUsed / 2 ** 20,
  };
}

console.log(JSON.stringify({ libtorch: build().version, weights: dtype ?? "none", decoded: DECODED }));
process.stdin.once("data", async () => console.log(JSON.stringify(await measure())));
