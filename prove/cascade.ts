/**
 * What one wrong token costs a trained model, on its own held-out text (the measurable part of exposure bias):
 *
 *     node --import ./src/setup/typescript.mjs prove/cascade.ts runs/sotu-tiny
 *
 * The wrong token is one of the vocabulary drawn evenly, at place 32 of rows of the recipe's length. Prints, as JSON, how many
 * nats more the gold tokens behind it take, with a 95 % interval over rows; the control puts in the token that stood there.
 */
import { join } from "node:path";
import { loadModel } from "../src/checkpoints/index.ts";
import { causalRows, openShards, tokenBatches } from "../src/data/index.ts";
import { ids, scope } from "../src/tensor/index.ts";
import { draws } from "../tests/draws.ts";
import { cascade } from "../tests/prefixes.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("name the folder of a run");
const [ROWS, LENGTH, AT, BATCHES] = [16, 96, 32, 24];
const { model, config } = loadModel(folder);
const batches = tokenBatches(openShards(join(folder, "data", "heldOut")), { length: LENGTH, batch: ROWS, seed: 1 });
const draw = draws(1);
const vocabulary = (config as unknown as { vocabulary: number }).vocabulary;
const curves: number[][] = [];
let control = 0;
for (let i = 0; i < BATCHES; i++) {
  scope(() => {
    const batch = causalRows(batches.next());
    const wrong = ids(Array.from({ length: ROWS }, () => Math.floor(draw() * vocabulary)));
    curves.push(cascade(model, batch, AT, wrong));
    const none = cascade(model, batch, AT, batch.inputs.select(1, AT));
    control = Math.max(control, ...none.map(Math.abs));
  });
}
const SPANS = [
  [0, 1],
  [1, 2],
  [2, 4],
  [4, 8],
  [8, 16],
  [16, 32],
  [32, LENGTH - AT],
] as const;
const figures = SPANS.map(([from, to]) => {
  const means = curves.map((curve) => curve.slice(from, to).reduce((sum, nats) => sum + nats / (to - from), 0));
  const mean = means.reduce((sum, x) => sum + x / means.length, 0);
  const error = Math.sqrt(means.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (means.length - 1) / means.length);
  const rounded = [mean, mean - 2.07 * error, mean + 2.07 * error].map((x) => Number(x.toFixed(4)));
  return [`tokens ${from + 1} to ${to} behind it`, rounded] as const;
});
const rows = ROWS * BATCHES;
console.log(JSON.stringify({ rows, "nats more (mean, 95 % interval)": Object.fromEntries(figures), control }, null, 2));
