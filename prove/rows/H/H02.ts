/** Masked language modelling: 15 % selected, of them 80 % hidden, 10 % changed, 10 % left (Devlin et al. 2019). */
import { maskTokens } from "../../../src/data/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import { Generator, rand, scope, threads } from "../../../src/tensor/index.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { tInterval } from "../../harness/statistics.ts";
import { accuracy, corpus, trainMasked, unigram } from "../../worlds/masked-training.ts";

const SEEDS = [1, 2, 3];
const STEPS = 100;

const demonstration: Demonstration = {
  id: "H02",
  bar:
    "over a million tokens the rates 15 %, 80 %, 10 % and 10 % lie within four standard deviations, targets stand at the selected places alone and nothing else is " +
    "changed; a tiny BERT trained so names hidden tokens of generated English sentences it never saw at least 30 points more often than the commonest token is right, three seeds, " +
    "the lower end of the 95 % interval",
  oracle: "binomial rates; the commonest token; the same training on tokens that tell nothing of each other",
  sources: ["src/data/masking.ts", "src/training/masked.ts", "prove/worlds/masked-training.ts", "prove/rows/H/H02.ts"],

  async run(log) {
    threads(1);
    const rates = scope(countRates);
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
    const within = Object.values(rates.deviations).every((z) => Math.abs(z) < 4);
    return {
      status: within && rates.misplaced === 0 && low >= 0.3 && control < 0.15 ? "passed" : "failed",
      value: {
        ...rates.shares,
        "places changed or asked for that were not selected": rates.misplaced,
        "commonest token": base,
        "accuracy above it": mean,
      },
      seeds: SEEDS,
      interval: `gain ${low.toFixed(4)} to ${high.toFixed(4)} (t, 95 %)`,
      control: `the same training on tokens drawn one by one: gain ${control.toFixed(4)}`,
    };
  },
};

/** The shares over a million tokens, and by how many standard deviations each is off. */
function countRates() {
  const V = 1000;
  const tokens = rand([1000, 1000], { generator: new Generator(1) })
    .mul(V)
    .to("int64");
  const { inputs, targets } = maskTokens(
    tokens,
    { vocabulary: V, mask: 4, special: [0, 1, 2, 3, 4] },
    new Generator(2),
  );
  const [before, shown, wanted] = [tokens.numbers(), inputs.numbers(), targets.numbers()];
  let [free, selected, masked, kept, misplaced] = [0, 0, 0, 0, 0];
  for (const [place, token] of before.entries()) {
    if (token > 4) free++;
    if (wanted[place]! < 0) {
      if (shown[place] !== token || wanted[place] !== -100) misplaced++;
      continue;
    }
    if (wanted[place] !== token || token <= 4) misplaced++;
    selected++;
    if (shown[place] === 4) masked++;
    if (shown[place] === token) kept++;
  }
  const changed = selected - masked - kept;
  const deviation = (hits: number, n: number, p: number) => (hits / n - p) / Math.sqrt((p * (1 - p)) / n);
  return {
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

export default demonstration;
