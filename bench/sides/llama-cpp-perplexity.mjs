import { createInterface } from "node:readline";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";

const [modelPath = "", count] = process.argv.slice(2);
const threads = Number(count);
const llama = await getLlama({ build: "never", gpu: false, logLevel: LlamaLogLevel.error, maxThreads: threads });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({ contextSize: 1024, batchSize: 512, threads });
const sequence = context.getSequence();

/**
 * Mean -ln P of each token but the first; null for a window that would take too long.
 * @param {{ tokens: number[], slow: boolean }} window
 */
async function loss({ tokens, slow }) {
  if (!slow) return { loss: null };
  await sequence.clearHistory();
  /** @type {any} What the binding declares differs from one version to the next. */
  const asked = tokens.slice(0, -1).map((token) => [token, { generateNext: { probabilities: true } }]);
  /** @type {any[]} */
  const answers = await sequence.controlledEvaluate(asked);
  const losses = answers.map(({ next }, i) => -Math.log(next.probabilities.get(tokens[i + 1])));
  return { loss: losses.reduce((sum, x) => sum + x, 0) / losses.length };
}

console.log(JSON.stringify({ binding: "node-llama-cpp 3.22.1", threads }));
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await loss(JSON.parse(line))));
process.exit(0);
