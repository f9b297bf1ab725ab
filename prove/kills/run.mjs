/**
 * The run that is killed: `node prove/kills/run.mjs FOLDER`, on the compiled program. It goes on from the newest checkpoint in
 * the folder, writes one after every step, and prints "began" before its first step and a hash of all weights in the end.
 *
 * Everything that a resume could lose is in play: two batches a step, bfloat16, a random number in each loss, a cosine.
 */
import { createHash } from "node:crypto";
import { llama } from "../../dist/models/index.js";
import { distinctWeights, initialize } from "../../dist/nn/index.js";
import { adamW, cosine } from "../../dist/optim/index.js";
import { ids, rand, threads } from "../../dist/tensor/index.js";
import { causalLM } from "../../dist/training/objective.js";
import { train } from "../../dist/training/train.js";

const folder = process.argv[2];
if (folder === undefined) throw new Error("name the folder of the run");
const STEPS = 16;
const VOCABULARY = 2048; // so that much of the time is spent in writes
const [ROWS, LENGTH] = [2, 12];

/** Rows of tokens that repeat with different periods; the position is the generator's number. */
function batches() {
  let x = 7;
  const row = () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return Array.from({ length: LENGTH + 1 }, (_, t) => ((x % 13) * t + (x >>> 8)) % VOCABULARY);
  };
  return {
    next() {
      const drawn = Array.from({ length: ROWS }, row);
      const part = (/** @type {number} */ from) =>
        ids(drawn.flatMap((all) => all.slice(from, from + LENGTH))).reshape([ROWS, LENGTH]);
      return { inputs: part(0), targets: part(1) };
    },
    get position() {
      return x;
    },
    seek(/** @type {unknown} */ position) {
      x = Number(position);
    },
  };
}

threads(1);
const model = initialize(
  llama({ vocabulary: VOCABULARY, width: 160, depth: 2, heads: 4, kvHeads: 4, hidden: 320, context: 64, tied: true }),
  3,
);
const loss = causalLM(model);
console.log("began");
await train({
  model,
  objective: (batch) => loss(batch).mul(rand([]).mul(0.2).add(0.9)),
  batches: batches(),
  optimizer: adamW(distinctWeights(model), { lr: 1e-3 }),
  schedule: cosine({ steps: STEPS, warmup: 4 }),
  steps: STEPS,
  accumulate: 2,
  clip: 1,
  precision: "bfloat16",
  checkpoints: { folder, every: 1, keep: 2, config: { steps: STEPS }, resume: true },
});
const hash = createHash("sha256");
for (const [path, weight] of distinctWeights(model)) hash.update(path).update(weight.floats());
console.log(hash.digest("hex"));
