/**
 * The runs that are killed: `node prove/worlds/killed-run.mjs KIND FOLDER`, on the compiled program. A run goes on from the newest
 * checkpoint in the folder, writes one after every step, and prints "began" before its first step and a hash of all that it
 * learned in the end.
 *
 * Everything that a resume could lose is in play: two batches a step, a random number in each loss, a cosine; in the whole model's
 * run bfloat16 besides.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { llama } from "../../dist/models/index.js";
import { distinctWeights, initialize, Linear, Padded, Pass } from "../../dist/nn/index.js";
import { adamW, cosine } from "../../dist/optim/index.js";
import { lora } from "../../dist/peft/index.js";
import { q8_0, quantizeLinears } from "../../dist/quantization/index.js";
import { factState, ids, rand, seed, threads } from "../../dist/tensor/index.js";
import { causalLM, Loss, train } from "../../dist/training/index.js";

const [kind, folder] = process.argv.slice(2);
if (kind === undefined || folder === undefined) throw new Error("name the kind of the run and its folder");
const STEPS = 16;
const VOCABULARY = 16384; // much to write, and little to compute: a third of the time is spent in writes
const WIDTH = 160;
const [ROWS, LENGTH] = [2, 6];

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
    ...factState(
      z.int().nonnegative(),
      () => x,
      (number) => {
        x = number;
      },
    ),
  };
}

const model = () =>
  initialize(
    llama({
      vocabulary: VOCABULARY,
      width: WIDTH,
      depth: 1,
      heads: 4,
      kvHeads: 4,
      hidden: 320,
      context: 64,
      tied: true,
    }),
    3,
  );

/** A change that learns, beside a base that stays as it is. */
function adapted(/** @type {ReturnType<typeof model>} */ base) {
  seed(7);
  const change = lora(base);
  return {
    learns: { lora: change },
    parameters: change.state,
    objective: causalLM(base, { with: [change] }),
    precision: "float32",
  };
}

const kinds = {
  model() {
    const whole = model();
    return {
      learns: { model: whole },
      parameters: new Map(distinctWeights(whole)),
      objective: causalLM(whole),
      precision: "bfloat16",
    };
  },

  lora: () => adapted(model()),

  /** A scalar beside the next token, read off the same stream by a head that is no part of the model. */
  value() {
    const policy = model();
    const value = initialize(new Linear(WIDTH, 1, { bias: true }), 5);
    const lm = causalLM(policy);
    const layout = new Padded(Array(ROWS).fill(LENGTH));
    return {
      learns: { policy, value },
      parameters: new Map([...distinctWeights(policy), ...distinctWeights(value)]),
      objective: (
        /** @type {{ inputs: import("../../dist/tensor/index.js").Tensor, targets: import("../../dist/tensor/index.js").Tensor }} */ batch,
      ) => {
        const pass = new Pass({ layout });
        const values = value.call(policy.stream(batch.inputs, pass), pass).squeeze(-1); // [B, T]
        const wanted = batch.inputs.to("float32").div(VOCABULARY);
        return lm(batch).plus(values.sub(wanted).pow(2).mean());
      },
      precision: "float32",
    };
  },

  /** The base's linear maps in blocks of eight bits, which no checkpoint could hold as floats. */
  quantized() {
    const base = model();
    quantizeLinears(base, "blocks.*.{mixer,mlp}.*", q8_0);
    return adapted(base);
  },
};

threads(1);
if (!Object.hasOwn(kinds, kind)) throw new Error(`there is no run "${kind}": ${Object.keys(kinds).join(", ")}`);
const { learns, parameters, objective, precision } = kinds[/** @type {keyof typeof kinds} */ (kind)]();
console.log("began");
await train({
  learns,
  objective: (batch) => {
    const { sum, count } = objective(batch);
    return new Loss(sum.mul(rand([]).mul(0.2).add(0.9)), count);
  },
  batches: batches(),
  optimizer: adamW(parameters, { lr: 1e-3 }),
  schedule: cosine({ steps: STEPS, warmup: 4 }),
  steps: STEPS,
  accumulate: 2,
  clip: 1,
  precision: /** @type {"float32" | "bfloat16"} */ (precision),
  checkpoints: { folder, every: 1, keep: 2, config: { steps: STEPS }, resume: true },
});
const hash = createHash("sha256");
for (const [path, weight] of parameters) hash.update(path).update(weight.floats());
console.log(hash.digest("hex"));
