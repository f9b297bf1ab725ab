/** Masked language modelling: 15 % selected, of them 80 % hidden, 10 % changed, 10 % left (Devlin et al. 2019). */

import { maskTokens } from "../../../src/data/index.ts";
import { bert } from "../../../src/models/index.ts";
import { initialize, Padded, Pass, releaseModel } from "../../../src/nn/index.ts";
import { Generator, ids, noGrad, rand, scope, type Tensor, threads } from "../../../src/tensor/index.ts";
import { maskedLM } from "../../../src/training/index.ts";
import { row } from "../../harness/row.ts";
import { tInterval } from "../../harness/statistics.ts";
import { accuracy, corpus, trainMasked, unigram } from "../../worlds/masked-training.ts";

const SEEDS = [1, 2, 3];
const STEPS = 100;

export default row({
  id: "H02",
  bar:
    "over a million tokens the rates 15 %, 80 %, 10 % and 10 % lie within four standard deviations, targets stand at the selected places alone and nothing else is " +
    "changed; a tiny BERT trained so names hidden tokens of generated English sentences it never saw at least 30 points more often than the commonest token is right, three seeds, " +
    "the lower end of the 95 % interval",
  holds: {
    "standard deviations from the rates, by share": { above: -4, below: 4 },
    "places changed or asked for that were not selected": { is: 0 },
    "accuracy above it, 95 %": { atLeast: 0.3 },
    "control: accuracy above the commonest token, tokens drawn one by one": { below: 0.15 },
  },
  oracle: "binomial rates; the commonest token; the same training on tokens that tell nothing of each other",

  short: {
    "is the mean surprise at the selected places, and no other token's": () =>
      scope(() => {
        const model = initialize(
          bert({ vocabulary: 12, width: 32, depth: 1, heads: 2, hidden: 64, context: 8, masked: true }),
          1,
        );
        const inputs = ids([3, 11, 5, 6, 1, 2, 11, 4]).reshape([2, 4]);
        const targets = ids([-100, 4, -100, -100, -100, -100, 3, -100]).reshape([2, 4]);
        const pass = new Pass({ layout: new Padded([4, 4]) });
        const whole = noGrad(() => model.heads.masked!.call(model.stream(inputs, pass), pass).logSoftmax(-1)); // [B, T, V]
        const at = (b: number, t: number, id: number) => whole.select(0, b).select(0, t).select(0, id).item();
        const loss = (asked: Tensor) => noGrad(() => maskedLM(model)({ inputs, targets: asked })).mean.item();
        return {
          "from the mean surprise": [Math.abs(loss(targets) + (at(0, 1, 4) + at(1, 2, 3)) / 2), { below: 5e-6 }],
          "where nothing is selected": [loss(targets.mul(0).sub(100)), { is: 0 }],
        };
      }),
    "selects 15 %, hides 80 %, changes 10 % and leaves 10 % of them, and changes no other place": () =>
      scope(() => {
        const { deviations, misplaced, shares, free } = countRates({ V: 50, side: 200, special: [0, 4] });
        return {
          "standard deviations from the rates": [
            [deviations.selected, deviations.masked, deviations.kept],
            { above: -4, below: 4 },
          ],
          "the same from 18 %": [(shares.selected - 0.18) / Math.sqrt((0.18 * 0.82) / free), { below: -4 }],
          "places changed or asked for that were not selected": [misplaced, { is: 0 }],
        };
      }),
  },

  async full(log) {
    threads(1);
    const rates = scope(() => countRates({ V: 1000, side: 1000, special: [0, 1, 2, 3, 4] }));
    log(JSON.stringify(rates));
    const text = corpus();
    const base = unigram(text);
    const gains = SEEDS.map((seed) => {
      const { model, lastLoss } = trainMasked(text, { seed, steps: STEPS });
      const share = accuracy(model, text);
      releaseModel(model);
      log(
        `seed ${seed}: loss ${lastLoss.toFixed(3)}, accuracy ${share.toFixed(4)}, commonest token ${base.toFixed(4)}`,
      );
      return share - base;
    });
    const { mean, low, high } = tInterval(gains);
    const { model } = trainMasked(text, { seed: SEEDS[0]!, steps: STEPS, shuffled: true });
    const control = accuracy(model, text) - base;
    releaseModel(model);
    log(`gain ${mean} [${low}, ${high}], control ${control}`);
    return {
      value: {
        ...rates.shares,
        "places changed or asked for that were not selected": rates.misplaced,
        "commonest token": base,
        "accuracy above it": mean,

        "standard deviations from the rates, by share": Object.values(rates.deviations),
        "accuracy above it, 95 %": [low, high],
        "control: accuracy above the commonest token, tokens drawn one by one": control,
      },
      seeds: SEEDS,
      interval: `gain ${low.toFixed(4)} to ${high.toFixed(4)} (t, 95 %)`,
      control: `the same training on tokens drawn one by one: gain ${control.toFixed(4)}`,
    };
  },
});

/** The shares over tokens [side, side], and by how many standard deviations each is off. */
function countRates({ V, side, special }: { V: number; side: number; special: readonly number[] }) {
  const tokens = rand([side, side], { generator: new Generator(1) })
    .mul(V)
    .to("int64");
  const { inputs, targets } = maskTokens(tokens, { vocabulary: V, mask: 4, special: [...special] }, new Generator(2));
  const [before, shown, wanted] = [tokens.numbers(), inputs.numbers(), targets.numbers()];
  let [free, selected, masked, kept, misplaced] = [0, 0, 0, 0, 0];
  for (const [place, token] of before.entries()) {
    if (!special.includes(token)) free++;
    if (wanted[place]! < 0) {
      if (shown[place] !== token || wanted[place] !== -100) misplaced++;
      continue;
    }
    if (wanted[place] !== token || special.includes(token)) misplaced++;
    selected++;
    if (shown[place] === 4) masked++;
    if (shown[place] === token) kept++;
  }
  const changed = selected - masked - kept;
  const deviation = (hits: number, n: number, p: number) => (hits / n - p) / Math.sqrt((p * (1 - p)) / n);
  return {
    free,
    shares: {
      selected: selected / free,
      masked: masked / selected,
      changed: changed / selected,
      kept: kept / selected,
    },
    // A token at random is the mask or the token itself once in V each.
    deviations: {
      selected: deviation(selected, free, 0.15),
      masked: deviation(masked, selected, 0.8 + 0.1 / V),
      changed: deviation(changed, selected, 0.1 - 0.2 / V),
      kept: deviation(kept, selected, 0.1 + 0.1 / V),
    },
    misplaced,
  };
}
