/** GRU (Cho et al. 2014, arXiv:1406.1078): equal to torch.nn.GRU, three quarters of LSTM's weights, and it remembers as well. */
import { Recurrent, weights } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { CellsFixture } from "../../../tests/fixtures.ts";
import { compareCells } from "../../../tests/parity/recurrent.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { solveAdding } from "../../worlds/adding.ts";

const SEEDS = [1, 2, 3];
const COMMON = { lag: 100, hidden: 32, batch: 32 };

/** Weights of a layer of 40 inputs and 64 states, counted. */
function weightsOf(cell: "lstm" | "gru"): number {
  const layer = new Recurrent({ cell, width: 40, hidden: 64 });
  return [...weights(layer)].reduce((sum, [, weight]) => sum + weight.size, 0);
}

const demonstration: Demonstration = {
  id: "A18",
  bar:
    "outputs, last states and gradients within 1e-6 of torch.nn.GRU (as a share of the value where it is above 1); " +
    "exactly 3/4 of LSTM's weights; " +
    "adding problem with a lag of 100 steps and more, three seeds: GRU's mean square error below 0.01, " +
    "where Elman's network of the same size stays at 0.15 or above after at least as many steps (always saying 1 has 1/6)",
  oracle: "torch 2.13.0, torch.nn.GRU on packed sequences; the sums themselves",
  sources: [
    "src/nn/recurrent.ts",
    "src/nn/cells.ts",
    "tests/parity/recurrent.ts",
    "prove/worlds/adding.ts",
    "prove/rows/A/A18.ts",
  ],

  async run(log) {
    threads(1);
    const { forward, backward } = compareCells(CellsFixture, ["gru"]);
    log(`beside torch.nn.GRU: forward ${forward}, backward ${backward}`);
    const gated = SEEDS.map((seed) =>
      solveAdding({ ...COMMON, cell: "gru", lr: 1e-2, steps: 2500, enough: 0.003, seed, log }),
    );
    const steps = Math.max(1500, ...gated.map((run) => run.steps));
    const plain = SEEDS.map((seed) => solveAdding({ ...COMMON, cell: "tanh", lr: 3e-3, steps, seed, log }));
    const met =
      Math.max(forward, backward) < 1e-6 &&
      weightsOf("gru") * 4 === weightsOf("lstm") * 3 &&
      gated.every(({ error }) => error < 0.01) &&
      plain.every(({ error }) => error >= 0.15);
    const errors = (runs: typeof gated) => runs.map(({ error }) => error.toFixed(5)).join(", ");
    return {
      status: met ? "passed" : "failed",
      value: {
        "worst output or state": forward,
        "worst gradient": backward,
        "weights, GRU": weightsOf("gru"),
        "weights, LSTM": weightsOf("lstm"),
        "mean square error by seed": errors(gated),
        "steps of 32 sequences by seed": gated.map((run) => run.steps).join(", "),
        "always saying 1": gated.map(({ baseline }) => baseline.toFixed(4)).join(", "),
      },
      seeds: SEEDS,
      interval: described(tInterval(gated.map(({ error }) => error)), SEEDS.length, 5),
      control: `Elman's network, ${steps} steps: mean square error ${errors(plain)}`,
    };
  },
};

export default demonstration;
