/** Elman's recurrent network (Elman 1990): equal to torch.nn.RNN, and able to count. */

import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { CellsFixture } from "../../../tests/fixtures.ts";
import { compareCells } from "../../../tests/parity/recurrent.ts";
import { row } from "../../harness/row.ts";
import { amnesia, counted, learnToCount } from "../../worlds/counting.ts";

const SEEDS = [1, 2, 3];
const LONGEST = 10;
const known = Array.from({ length: LONGEST }, (_, i) => i + 1);
const longer = known.map((n) => n + LONGEST);

export default row({
  id: "A15",
  bar:
    "outputs, last states and gradients of one and two layers, one and both directions, tanh and relu, rows of unequal length within " +
    "1e-6 of torch.nn.RNN (as a share of the value where it is above 1); a^n b^n counted for every n from 1 to 10 by each of three seeds",
  holds: {
    "worst output or state": { below: 1e-6 },
    "worst gradient": { below: 1e-6 },
    "share of n from 1 to 10 counted, by seed": { atLeast: 1 },
    "steps taken, by seed": { above: 0 },
    "control: share of n counted with the state's matrix taken for zero, by seed": { below: 0.5 },
  },
  oracle: "torch 2.13.0, torch.nn.RNN on packed sequences; the grammar itself",

  short: {
    "Elman's network equals torch.nn.RNN forward and backward": () => {
      const { forward, backward } = compareCells(CellsFixture, ["tanh", "relu"]);
      return {
        "worst output or state": [forward, { below: 1e-6 }],
        "worst gradient": [backward, { below: 1e-6 }],
      };
    },
  },

  async full(log) {
    threads(1);
    const { forward, backward } = compareCells(CellsFixture, ["tanh", "relu"]);
    log(`beside torch.nn.RNN: forward ${forward}, backward ${backward}`);
    const runs = SEEDS.map((seed) => {
      const { model, taken } = learnToCount(LONGEST, seed);
      const found = {
        taken,
        known: counted(model, known),
        longer: counted(model, longer),
        forgetful: counted(model, known, amnesia),
      };
      releaseModel(model);
      log(`seed ${seed}: ${JSON.stringify(found)}`);
      return found;
    });
    const list = (name: keyof (typeof runs)[number]) => runs.map((run) => run[name]);
    return {
      value: {
        "worst output or state": forward,
        "worst gradient": backward,
        "share of n from 1 to 10 counted, by seed": list("known"),
        "share of n from 11 to 20 counted, never trained, by seed": list("longer"),
        "steps taken, by seed": list("taken"),
        "control: share of n counted with the state's matrix taken for zero, by seed": list("forgetful"),
      },
      seeds: SEEDS,
      interval: "each seed by itself",
      control: `the same networks with the state's matrix taken for zero count ${list("forgetful").join(", ")} of n from 1 to 10`,
    };
  },
});
