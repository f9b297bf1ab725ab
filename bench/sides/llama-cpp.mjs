import { createInterface } from "node:readline";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";

const [modelPath, count] = process.argv.slice(2);
const threads = Number(count);
const llama = await getLlama({ build: "never", gpu: false, logLevel: LlamaLogLevel.error, maxThreads: threads });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({ contextSize: 1024, batchSize: 512, threads, flashAttention: true });
const sequence = context.getSequence();

async function measure({ kind, prompt, tokens = 0 }) {
  await sequence.clearHistory();
  const begin = performance.now();
  if (kind === "prefill") {
    // The whole prompt and the first token of the answer, as for every side.
    for await (const _ of sequence.evaluate(prompt, { temperature: 0, yieldEogToken: true })) break;
    return { tokens: prompt.length, seconds: (performance.now() - begin) / 1000 };
  }
  let written = -1;
  let first = begin;
  for await (const _ of sequence.evaluate(prompt, { temperature: 0, yieldEogToken: true })) {
    if (++written === 0) first = performance.now();
    if (written === tokens) break;
  }
  return { tokens: written, seconds: (performance.now() - first) / 1000 };
}

const settings = {
  binding: "node-llama-cpp 3.22.1, its prebuilt CPU binary",
  threads,
  flashAttention: true,
  batchSize: 512,
};
console.log(JSON.stringify({ ...settings, activations: "int8 in blocks of 32 (its own choice)", cache: "float16" }));
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await measure(JSON.parse(line))));
process.exit(0);
