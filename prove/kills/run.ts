/**
 * The run that is killed: `node prove/kills/run.ts FOLDER`. It goes on from the newest checkpoint in the folder, writes one
 * after every step, and prints "began" before its first step and a hash of all weights in the end.
 *
 * Everything that a resume could lose is in play: two batches a step, bfloat16, a random number in each loss, a cosine.
 */
import { createHash } from "node:crypto";
import { llama } from "../../src/models/index.ts";
import { distinctWeights, initialize } from "../../src/nn/index.ts";
import { adamW, cosine } from "../../src/optim/index.ts";
import { rand, threads } from "../../src/tensor/index.ts";
import { causalLM, train } from "../../src/training/index.ts";
import { rows } from "../../tests/tiny-training.ts";

const STEPS = 24;

threads(1);
const model = initialize(
  llama({ vocabulary: 96, width: 192, depth: 3, heads: 4, kvHeads: 4, hidden: 384, context: 64, tied: true }),
  3,
);
const loss = causalLM(model);
console.log("began");
await train({
  model,
  objective: (batch) => loss(batch).mul(rand([]).mul(0.2).add(0.9)),
  batches: rows({ count: 2, length: 24 }),
  optimizer: adamW(distinctWeights(model), { lr: 1e-3 }),
  schedule: cosine({ steps: STEPS, warmup: 4 }),
  steps: STEPS,
  accumulate: 2,
  clip: 1,
  precision: "bfloat16",
  checkpoints: { folder: process.argv[2]!, every: 1, keep: 2, config: { steps: STEPS }, resume: true },
});
const hash = createHash("sha256");
for (const [path, weight] of distinctWeights(model)) hash.update(path).update(weight.floats());
console.log(hash.digest("hex"));
