/** Where a LoRA stands: as many parameters on one kind of map or on all (Hu et al. 2021, table 5). */
import { threads } from "../../../src/tensor/index.ts";
import { row } from "../../harness/row.ts";
import { described, tInterval } from "../../harness/statistics.ts";
import { PLACEMENTS, type Placement, placed } from "../../worlds/placement.ts";

const SEEDS = [1, 2, 3];
const NAMES = Object.keys(PLACEMENTS) as Placement[];

export default row({
  id: "M15",
  bar:
    "a model of one Markov chain tuned to another by LoRAs of equal budgets on q, v, q and v, attention, the MLP and all maps: in each of three seeds the " +
    "LoRA on all maps ends at most as far above the new chain's entropy as the one on q alone; the model that is not tuned, farther",
  holds: {
    "parameters of each, all the same": { is: true },
    "excess on q alone less on all maps": { atLeast: 0 },
    "control: excess of the model that is not tuned, less on q alone": { above: 0 },
  },
  oracle: "the chain's entropy, in closed form",
  short: {
    "a LoRA on all maps learns a new chain better than one of as many parameters on q": () => {
      const { excess, parameters, before } = placed(1, { pretraining: 60, tuning: 30 });
      return {
        "counts of parameters": [new Set(Object.values(parameters)).size, { is: 1 }],
        "excess on q alone less on all maps": [excess.q - excess.all, { above: 0 }],
        "excess of the model that is not tuned, less on all maps": [before - excess.all, { above: 0 }],
      };
    },
  },
  full(log) {
    threads(1);
    const found = SEEDS.map((seed) => {
      const one = placed(seed);
      log(`seed ${seed}: ${JSON.stringify(one)}`);
      return one;
    });
    const gain = found.map(({ excess }) => excess.q - excess.all);
    const behind = found.map(({ before, excess }) => before - excess.q);
    return {
      value: {
        ...Object.fromEntries(
          NAMES.map((name) => [`excess on ${name}, in nats`, found.map(({ excess }) => excess[name])]),
        ),
        "parameters of each, all the same": found.every(
          ({ parameters }) => new Set(Object.values(parameters)).size === 1,
        ),
        "parameters of each": found[0]!.parameters.all,
        "excess on q alone less on all maps": gain,
        "control: excess of the model that is not tuned, less on q alone": behind,
      },
      seeds: SEEDS,
      interval: `excess on q alone less on all maps: ${described(tInterval(gain), SEEDS.length)}`,
      control: `the model that is not tuned lies ${behind.map((nats) => nats.toFixed(3)).join(", ")} nats farther above than q alone`,
    };
  },
});
