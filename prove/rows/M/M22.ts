/** Adapters added up: the exact sum, factors added as PEFT's "linear" does, and the best sum of a lower rank; and what they do to each other. */
import {
  addDeltas,
  addFactors,
  compress,
  dense,
  type LowRankDelta,
  scaleDelta,
} from "../../../src/interventions/index.ts";
import { noGrad, scope, type Tensor } from "../../../src/tensor/index.ts";
import { sums } from "../../../tests/parity/peft.ts";
import { largest, row } from "../../harness/row.ts";
import { plantedChange } from "../../worlds/planted-rank.ts";

const SEEDS = [1, 2, 3, 4, 5];
const WEIGHTS = [0.7, -0.3] as const;

/** |found - exact| / |exact| of the sum 0.7 D1 - 0.3 D2 by each way, D1 and D2 learned of planted changes of rank 4; and of D1 alone by factors. */
function interference(seed: number) {
  return scope(() =>
    noGrad(() => {
      const [one, other] = [plantedChange(2 * seed, 4), plantedChange(2 * seed + 1, 4)];
      const terms = [scaleDelta(one, WEIGHTS[0]), scaleDelta(other, WEIGHTS[1])];
      const product = (change: LowRankDelta) => dense([...change.parts.values()][0]!);
      const exact = product(one).mul(WEIGHTS[0]).add(product(other).mul(WEIGHTS[1]));
      const from = (change: LowRankDelta, wanted: Tensor) =>
        product(change).sub(wanted).norm().item() / wanted.norm().item();
      const stacked = addDeltas("stack", terms);
      return {
        stack: from(stacked, exact),
        svd: from(compress(stacked, 8), exact),
        linear: from(addFactors("linear", terms), exact),
        alone: from(addFactors("alone", terms.slice(0, 1)), product(one).mul(WEIGHTS[0])),
        negated: from(addDeltas("gone", [one, scaleDelta(one, -1), other]), product(other)),
      };
    }),
  );
}

export default row({
  id: "M22",
  bar:
    "log-probabilities of weighted sums, negative weights among them, equal peft's add_weighted_adapter: stacked and linear to 1e-4, the singular value decomposition to 1e-3; of two " +
    "learned changes in five seeds the stacked sum is exact to 1e-5, and so is one that is added and taken away; factors added are exact of one change alone, and of two they are off by their cross terms, more than a tenth of the sum",
  holds: {
    "stacked beside peft's cat": { below: 1e-4 },
    "linear beside peft's": { below: 1e-4 },
    "svd beside peft's": { below: 1e-3 },
    "stacked, from the exact sum": { below: 1e-5 },
    "svd of the whole rank, from the exact sum": { below: 1e-4 },
    "added and taken away, from the other": { below: 1e-5 },
    "linear of one, from it": { below: 1e-5 },
    "control: linear of two, from the exact sum": { above: 0.1 },
  },
  oracle: "peft 0.21.2, add_weighted_adapter on a tiny LLaMA; closed form: s1 B1 A1 + s2 B2 A2",

  short: {
    "equals peft's, and only stacking is exact": () => {
      const found = sums();
      const own = interference(1);
      return {
        "stacked beside peft's": [found.stack!, { below: 1e-4 }],
        "linear beside peft's": [largest([found.linear!, found["linear, both taken away"]!]), { below: 1e-4 }],
        "svd beside peft's": [found.svd!, { below: 1e-3 }],
        "stacked, from the exact sum": [own.stack, { below: 1e-5 }],
        "linear of one, from it": [own.alone, { below: 1e-5 }],
        "linear of two, from the exact sum": [own.linear, { above: 0.1 }],
      };
    },
  },

  full(log) {
    const found = sums();
    const own = SEEDS.map(interference);
    for (const [i, one] of own.entries()) log(`seed ${SEEDS[i]}: ${JSON.stringify(one)}`);
    const linear = own.map((one) => one.linear);
    return {
      value: {
        "stacked beside peft's cat": found.stack!,
        "linear beside peft's": [found.linear!, found["linear, both taken away"]!],
        "svd beside peft's": found.svd!,
        "stacked, from the exact sum": own.map(({ stack }) => stack),
        "svd of the whole rank, from the exact sum": own.map(({ svd }) => svd),
        "added and taken away, from the other": own.map(({ negated }) => negated),
        "linear of one, from it": own.map(({ alone }) => alone),
        "control: linear of two, from the exact sum": linear,
      },
      seeds: SEEDS,
      control: `factors added are off by ${linear.map((one) => one.toPrecision(2)).join(", ")} of the sum: the cross terms B1 A2 and B2 A1`,
    };
  },
});
