/** GRU (Cho et al. 2014, arXiv:1406.1078): equal to torch.nn.GRU, three quarters of LSTM's weights, and it remembers as well. */
import { Recurrent, weights } from "../../../src/nn/index.ts";
import { CellsFixture } from "../../../tests/fixtures.ts";
import { compareCells } from "../../../tests/parity/recurrent.ts";
import { effect } from "../../harness/effect.ts";
import { row } from "../../harness/row.ts";
import { addingFigures } from "../../worlds/adding.ts";

const COMMON = { lag: 100, hidden: 32, batch: 32 };

/** Weights of a layer of 40 inputs and 64 states, counted. */
function weightsOf(cell: "lstm" | "gru"): number {
  const layer = new Recurrent({ cell, width: 40, hidden: 64 });
  return [...weights(layer)].reduce((sum, [, weight]) => sum + weight.size, 0);
}

export default row({
  id: "A18",
  bar:
    "outputs, last states and gradients within 1e-6 of torch.nn.GRU (as a share of the value where it is above 1); " +
    "exactly 3/4 of LSTM's weights; " +
    "adding problem with a lag of 100 steps and more, three seeds: GRU's mean square error below 0.01, " +
    "where Elman's network of the same size stays at 0.15 or above after at least as many steps (always saying 1 has 1/6)",
  holds: {
    "worst output or state": { below: 1e-6 },
    "worst gradient": { below: 1e-6 },
    "weights, GRU": { is: 20352 },
    "weights, LSTM": { is: 27136 }, // four thirds of that
    "mean square error": { below: 0.01 },
    "control: mean square error": { atLeast: 0.15 },
    "control: steps of 32 sequences": { atLeast: "steps of 32 sequences" },
  },
  oracle: "torch 2.13.0, torch.nn.GRU on packed sequences; the sums themselves",

  short: {
    "GRU equals torch.nn.GRU forward and backward and has 3/4 of LSTM's parameters": () => {
      const { forward, backward } = compareCells(CellsFixture, ["gru"]);
      return {
        "worst output or state": [forward, { below: 1e-6 }],
        "worst gradient": [backward, { below: 1e-6 }],
        "four times its weights": [4 * weightsOf("gru"), { is: 3 * weightsOf("lstm") }],
      };
    },
  },

  full: effect({
    seeds: [1, 2, 3],
    of: "mean square error",
    once: () => {
      const { forward, backward } = compareCells(CellsFixture, ["gru"]);
      return {
        "worst output or state": forward,
        "worst gradient": backward,
        "weights, GRU": weightsOf("gru"),
        "weights, LSTM": weightsOf("lstm"),
      };
    },
    treated: (seed, log) => addingFigures({ ...COMMON, cell: "gru", lr: 1e-2, steps: 2500, enough: 0.003, seed, log }),
    control: (seed, log, treated) => {
      const steps = Math.max(1500, ...treated.map((run) => run["steps of 32 sequences"]));
      return addingFigures({ ...COMMON, cell: "tanh", lr: 3e-3, steps, seed, log });
    },
  }),
});
