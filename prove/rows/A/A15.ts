/** Elman's recurrent network (Elman 1990): equal to torch.nn.RNN, and able to count. */
import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { CellsFixture } from "../../../tests/fixtures.ts";
import { compareCells } from "../../../tests/parity/recurrent.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { amnesia, counted, learnToCount } from "../../worlds/counting.ts";

const SEEDS = [1, 2, 3];
const LONGEST = 10;
const known = Array.from({ length: LONGEST }, (_, i) => i + 1);
const longer = known.map((n) => n + LONGEST);

const demonstration: Demonstration = {
  id: "A15",
  bar:
    "outputs, last states and gradients of one and two layers, one and both directions, tanh and relu, rows of unequal length within " +
    "1e-6 of torch.nn.RNN (as a share of the value where it is above 1); a^n b^n counted for every n from 1 to 10 by each of three seeds",
  oracle: "torch 2.13.0, torch.nn.RNN on packed sequences; the grammar itself",
  sources: [
    "src/nn/recurrent.ts",
    "src/nn/cells.ts",
    "src/models/recurrent.ts",
    "tests/parity/recurrent.ts",
    "prove/worlds/counting.ts",
    "prove/rows/A/A15.ts",
  ],

  async run(log) {
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
    const met =
      Math.max(forward, backward) < 1e-6 &&
      runs.every((run) => run.known === 1 && run.forgetful < 0.5 && run.taken > 0);
    const list = (name: keyof (typeof runs)[number]) => runs.map((run) => run[name]).join(", ");
    return {
      status: met ? "passed" : "failed",
      value: {
        "worst output or state": forward,
        "worst gradient": backward,
        "share of n from 1 to 10 counted, by seed": list("known"),
        "share of n from 11 to 20 counted, never trained, by seed": list("longer"),
        "steps taken, by seed": list("taken"),
      },
      seeds: SEEDS,
      interval: "each seed by itself",
      control: `the same networks with the state's matrix taken for zero count ${list("forgetful")} of n from 1 to 10`,
    };
  },
};

export default demonstration;
