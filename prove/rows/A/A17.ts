/** LSTM (Hochreiter & Schmidhuber 1997): equal to torch.nn.LSTM, and it remembers where Elman's network does not. */

import { threads } from "../../../src/tensor/index.ts";
import { CellsFixture } from "../../../tests/fixtures.ts";
import { compareCells } from "../../../tests/parity/recurrent.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { solveAdding } from "../../worlds/adding.ts";

const SEEDS = [1, 2, 3];
const COMMON = { lag: 100, hidden: 32, batch: 32 };

const demonstration: Demonstration = {
  id: "A17",
  bar:
    "outputs, last states and gradients within 1e-6 of torch.nn.LSTM (as a share of the value where it is above 1); " +
    "adding problem with a lag of 100 steps and more, three seeds: LSTM's mean square error below 0.01, " +
    "where Elman's network of the same size stays at 0.15 or above after at least as many steps (always saying 1 has 1/6)",
  oracle: "torch 2.13.0, torch.nn.LSTM on packed sequences; the sums themselves",
  sources: [
    "src/nn/recurrent.ts",
    "src/nn/cells.ts",
    "tests/parity/recurrent.ts",
    "prove/worlds/adding.ts",
    "prove/rows/A/A17.ts",
  ],

  async run(log) {
    threads(1);
    const { forward, backward } = compareCells(CellsFixture, ["lstm"]);
    log(`beside torch.nn.LSTM: forward ${forward}, backward ${backward}`);
    const gated = SEEDS.map((seed) =>
      solveAdding({ ...COMMON, cell: "lstm", lr: 1e-2, steps: 2500, enough: 0.003, seed, log }),
    );
    const steps = Math.max(1500, ...gated.map((run) => run.steps));
    const plain = SEEDS.map((seed) => solveAdding({ ...COMMON, cell: "tanh", lr: 3e-3, steps, seed, log }));
    const met =
      Math.max(forward, backward) < 1e-6 &&
      gated.every(({ error }) => error < 0.01) &&
      plain.every(({ error }) => error >= 0.15);
    const errors = (runs: typeof gated) => runs.map(({ error }) => error.toFixed(5)).join(", ");
    return {
      status: met ? "passed" : "failed",
      value: {
        "worst output or state": forward,
        "worst gradient": backward,

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
