/** LSTM (Hochreiter & Schmidhuber 1997): equal to torch.nn.LSTM, and it remembers where Elman's network does not. */
import { CellsFixture } from "../../../tests/fixtures.ts";
import { compareCells } from "../../../tests/parity/recurrent.ts";
import { effect } from "../../harness/effect.ts";
import { row } from "../../harness/row.ts";
import { addingFigures } from "../../worlds/adding.ts";

const COMMON = { lag: 100, hidden: 32, batch: 32 };

export default row({
  id: "A17",
  bar:
    "outputs, last states and gradients within 1e-6 of torch.nn.LSTM (as a share of the value where it is above 1); " +
    "adding problem with a lag of 100 steps and more, three seeds: LSTM's mean square error below 0.01, " +
    "where Elman's network of the same size stays at 0.15 or above after at least as many steps (always saying 1 has 1/6)",
  holds: {
    "worst output or state": { below: 1e-6 },
    "worst gradient": { below: 1e-6 },
    "mean square error": { below: 0.01 },
    "control: mean square error": { atLeast: 0.15 },
    "control: steps of 32 sequences": { atLeast: "steps of 32 sequences" },
  },
  oracle: "torch 2.13.0, torch.nn.LSTM on packed sequences; the sums themselves",

  short: {
    "LSTM equals torch.nn.LSTM forward and backward": () => {
      const { forward, backward } = compareCells(CellsFixture, ["lstm"]);
      return {
        "worst output or state": [forward, { below: 1e-6 }],
        "worst gradient": [backward, { below: 1e-6 }],
      };
    },
  },

  full: effect({
    seeds: [1, 2, 3],
    of: "mean square error",
    once: () => {
      const { forward, backward } = compareCells(CellsFixture, ["lstm"]);
      return {
        "worst output or state": forward,
        "worst gradient": backward,
      };
    },
    treated: (seed, log) => addingFigures({ ...COMMON, cell: "lstm", lr: 1e-2, steps: 2500, enough: 0.003, seed, log }),
    control: (seed, log, treated) => {
      const steps = Math.max(1500, ...treated.map((run) => run["steps of 32 sequences"]));
      return addingFigures({ ...COMMON, cell: "tanh", lr: 3e-3, steps, seed, log });
    },
  }),
});
