/** ELMo (Peters et al. 2018, arXiv:1802.05365): one word, two senses, two vectors. */
import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { mixtureDifference, readSenses, tellApart } from "../../worlds/senses.ts";

const SEEDS = [1, 2, 3];

const demonstration: Demonstration = {
  id: "A14",
  bar:
    "gamma sum_j softmax(s)_j h_j equals the formula to 1e-5; of 200 triples, a word in one sense twice and in another once, the like senses have the larger cosine " +
    "in 0.9 and more, three seeds, where static vectors tell half and the mean of the words around, which are the same in both senses, 0.4 to 0.6",
  oracle: "the formula as AllenNLP's ScalarMix has it; the senses that were planted",
  sources: [
    "src/models/elmo.ts",
    "src/nn/char-cnn.ts",
    "src/nn/recurrent.ts",
    "src/nn/cells.ts",
    "prove/worlds/senses.ts",
    "prove/rows/A/A14.ts",
  ],

  async run(log) {
    threads(1);
    const runs = SEEDS.map((seed) => {
      const reader = readSenses(seed, 500, log);
      const found = { ...tellApart(reader), mixture: mixtureDifference(reader) };
      const fresh = readSenses(seed, 0);
      const untrained = tellApart(fresh).elmo;
      releaseModel(fresh.model);
      releaseModel(reader.model);
      log(`seed ${seed}: ${JSON.stringify(found)}; untrained ${untrained}`);
      return { ...found, untrained };
    });
    const list = (values: readonly number[]) => values.map((value) => value.toFixed(3)).join(", ");
    const met = runs.every(
      (run) => run.elmo >= 0.9 && run.static === 0.5 && run.bag > 0.4 && run.bag < 0.6 && run.mixture < 1e-5,
    );
    return {
      status: met ? "passed" : "failed",
      value: {
        "mixture beside the formula, largest difference": Math.max(...runs.map(({ mixture }) => mixture)),
        "senses told apart, all layers mixed, by seed": list(runs.map((run) => run.elmo)),
        "by the first and the second layer alone": runs.map(({ layers }) => list(layers.slice(1))).join("; "),
        "before any training": list(runs.map(({ untrained }) => untrained)),
      },
      seeds: SEEDS,
      interval: `told apart: ${described(tInterval(runs.map((run) => run.elmo)), SEEDS.length, 3)}`,
      control: `static vectors ${list(runs.map((run) => run.static))}; the mean of the words around ${list(runs.map(({ bag }) => bag))}`,
    };
  },
};

export default demonstration;
