/** LoRA: begins as the base, merges into it, has r (d + k) numbers a map, and is peft's in files, gradients and losses. */
import { bake, type LowRankDelta, Run } from "../../../src/interventions/index.ts";
import { llama } from "../../../src/models/index.ts";
import { initialize, Linear, modules, setWeights, type Writes } from "../../../src/nn/index.ts";
import { lora } from "../../../src/peft/index.ts";
import { noGrad, randn, scope, seed, type Tensor } from "../../../src/tensor/index.ts";
import { ours, theirs, training } from "../../../tests/parity/peft.ts";
import { largest, row } from "../../harness/row.ts";

const SIZES = { vocabulary: 61, width: 48, depth: 3, heads: 4, kvHeads: 2, hidden: 80 };
const MAPS = "blocks.*.{mixer,mlp}.*";
const TOKENS = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];

const logits = (model: Writes, changes: readonly LowRankDelta[]): Tensor =>
  new Run(model, { with: changes }).read([TOKENS]).logits("all");
const apart = (one: Tensor, other: Tensor): number => one.sub(other).abs().max().item();

/** What a LoRA on every map of a drawn model does to it: at birth, learned, taken off and merged; and how many numbers it has. */
function onModel(drawn: number) {
  return scope(() =>
    noGrad(() => {
      const model = initialize(llama(SIZES), drawn);
      seed(drawn);
      const rank = 1 + (drawn % 5);
      const change = lora(model, { at: MAPS, rank });
      const base = logits(model, []).clone();
      const atBirth = apart(logits(model, [change]), base);
      for (const { b } of change.parts.values()) b.copyFrom(randn(b.shape, 0.1));
      const riding = logits(model, [change]).clone();
      const removed = apart(logits(model, []), base);
      const maps = [...modules(model)].filter((part): part is Linear => part instanceof Linear && part.path !== "head");
      const numbers = [...change.state.values()].reduce((sum, { size }) => sum + size, 0);
      const count = maps.reduce((sum, { inWidth, outWidth }) => sum + rank * (inWidth + outWidth), 0);
      const most = riding.abs().max().item();
      const changed = apart(riding, base) / most;
      setWeights(model, bake(model, [change.merged()]));
      return { atBirth, removed, numbers: numbers - count, changed, merged: apart(logits(model, []), riding) / most };
    }),
  );
}

const SEEDS = [1, 2, 3, 4, 5];

export default row({
  id: "M12",
  bar:
    "a LoRA of any rank on every map: the base's logits to the bit at birth and when it is taken off, its own to 1e-5 of the largest when it is merged, r (d + k) numbers a map; thirteen adapters " +
    "that peft wrote give its log-probabilities to 1e-4, and nine that were written here give peft the same; first gradients equal peft's to 1e-5, fifty losses to 1e-4, from one start over the same batches",
  holds: {
    "logits from the base's at birth": { is: [0, 0, 0, 0, 0] },
    "logits from the base's when taken off": { is: [0, 0, 0, 0, 0] },
    "numbers more than r (d + k)": { is: [0, 0, 0, 0, 0] },
    "merged from unmerged, of the largest logit": { below: 1e-5 },
    "adapters of peft's": { is: 13 },
    "peft's files here, worst log-probability": { below: 1e-4 },
    "adapters of ours": { is: 9 },
    "our files in peft, worst log-probability": { below: 1e-4 },
    "first gradients beside peft's": { below: 1e-5 },
    "fifty losses beside peft's": { below: 1e-4 },
    "control: log-probabilities of the base alone": { above: 1 },
    "control: losses under half of alpha": { above: 1e-2 },
    "control: unmerged from the base, of the largest logit": { above: 1e-2 },
  },
  oracle: "peft 0.21.2 with torch 2.13.0 on a tiny LLaMA and a tiny GPT-2; closed forms",

  short: {
    "is nothing at birth and when it is taken off, and one with the weights when it is merged": () => {
      const found = onModel(2);
      return {
        "logits from the base's at birth": [found.atBirth, { is: 0 }],
        "logits from the base's when taken off": [found.removed, { is: 0 }],
        "numbers more than r (d + k)": [found.numbers, { is: 0 }],
        "merged from unmerged": [found.merged, { below: 1e-5 }],
        "unmerged from the base": [found.changed, { above: 1e-2 }],
      };
    },
    "is peft's in files, gradients and losses": () => {
      const found = training();
      return {
        "peft's files here": [largest(Object.values(theirs()).map((one) => one.apart)), { below: 1e-4 }],
        "our files in peft": [largest(Object.values(ours().distances)), { below: 1e-4 }],
        "first gradients": [found.gradients, { below: 1e-5 }],
        "fifty losses": [found.losses, { below: 1e-4 }],
      };
    },
  },

  full() {
    const own = SEEDS.map(onModel);
    const [read, written, learned, half] = [Object.values(theirs()), ours(), training(), training(0.5)];
    const alone = Math.min(...read.map(({ without }) => without));
    return {
      value: {
        "logits from the base's at birth": own.map((one) => one.atBirth),
        "logits from the base's when taken off": own.map((one) => one.removed),
        "numbers more than r (d + k)": own.map((one) => one.numbers),
        "merged from unmerged, of the largest logit": own.map((one) => one.merged),
        "adapters of peft's": read.length,
        "peft's files here, worst log-probability": largest(read.map((one) => one.apart)),
        "adapters of ours": Object.keys(written.distances).length,
        "our files in peft, worst log-probability": largest(Object.values(written.distances)),
        "our files were read there on": written.date,
        "first gradients beside peft's": learned.gradients,
        "fifty losses beside peft's": learned.losses,
        "control: log-probabilities of the base alone": alone,
        "control: losses under half of alpha": half.losses,
        "control: unmerged from the base, of the largest logit": own.map((one) => one.changed),
      },
      seeds: SEEDS,
      control: `without its adapter the base is ${alone.toPrecision(2)} nats or more from peft; under half of alpha losses are off by ${half.losses.toPrecision(2)}`,
    };
  },
});
