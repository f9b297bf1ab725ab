/** Perplexity, cross-entropy and entropy: log PPL = CE = H + KL. */
import { countIds, modifiedKneserNey, NgramModel } from "../../../src/ngram/index.ts";
import {
  crossEntropy,
  historySymbols,
  type MarkovChain,
  markovChain,
  sampleChain,
} from "../../../tests/markov-chain.ts";
import type { Demonstration } from "../../harness/evidence.ts";

const SEEDS = [1, 2, 3];
const LENGTHS = [300, 3000, 30_000, 300_000];
const SYMBOLS = 5;

/** The chain itself as a model; 1 / SYMBOLS at the beginning. */
function truth({ next }: MarkovChain): NgramModel {
  const frame = { order: 3, size: SYMBOLS + 1, begin: SYMBOLS, end: undefined };
  return new NgramModel(frame, (context, token) =>
    Math.log(token === SYMBOLS ? 0 : (next[SYMBOLS * context[0]! + context[1]!]?.[token] ?? 1 / SYMBOLS)),
  );
}

const demonstration: Demonstration = {
  id: "D02",
  bar:
    "chains of order 2 with known entropy, three seeds: cross-entropy less entropy is >= 0 for every model, within 1e-12 of 0 for the chain itself, and falls with " +
    "each tenfold text; log perplexity on 200,000 symbols equals the cross-entropy within 0.01 nat",
  oracle: "closed form over the stationary distribution, without sampling",
  sources: ["src/ngram/model.ts", "src/ngram/modified-kneser-ney.ts", "tests/markov-chain.ts", "prove/rows/D/D02.ts"],

  async run(log) {
    let trueKl = 0;
    let leastKl = Number.POSITIVE_INFINITY;
    let falls = true;
    let last = 0;
    let bigram = Number.POSITIVE_INFINITY;
    let offSample = 0;
    for (const seed of SEEDS) {
      const chain = markovChain(seed, SYMBOLS, 2);
      const exact = (model: NgramModel) =>
        crossEntropy(chain, (history, symbol) => model.logProb(historySymbols(chain, history), symbol));
      const held = sampleChain(chain, 100 + seed, 200_000);
      const train = sampleChain(chain, 200 + seed, LENGTHS.at(-1)!);
      const models = LENGTHS.map((length) =>
        modifiedKneserNey(countIds([train.slice(0, length)], { order: 3, size: SYMBOLS })),
      );
      const kl = models.map((model) => exact(model) - chain.entropy);
      const own = truth(chain);
      trueKl = Math.max(trueKl, Math.abs(exact(own) - chain.entropy));
      leastKl = Math.min(leastKl, ...kl);
      falls &&= kl.every((value, i) => i === 0 || value < kl[i - 1]!);
      last = Math.max(last, kl.at(-1)!);
      bigram = Math.min(
        bigram,
        exact(modifiedKneserNey(countIds([train], { order: 2, size: SYMBOLS }))) - chain.entropy,
      );
      for (const model of [...models, own])
        offSample = Math.max(offSample, Math.abs(Math.log(model.perplexity([held])) - exact(model)));
      log(
        `seed ${seed}: entropy ${chain.entropy.toFixed(4)}, divergences ${kl.map((value) => value.toExponential(2)).join(" ")}`,
      );
    }
    const met = trueKl < 1e-12 && leastKl >= 0 && falls && offSample < 0.01 && bigram > 0.01;
    return {
      status: met ? "passed" : "failed",
      seeds: SEEDS,
      value: {
        "divergence of the chain itself, nats": trueKl,
        "least divergence of a trained model, nats": leastKl,
        [`largest divergence after ${LENGTHS.at(-1)} symbols, nats`]: last,
        "worst distance of log perplexity from the cross-entropy, nats": offSample,
      },
      control: `bigrams, which cannot hold the chain, stay ${bigram.toFixed(3)} nats above its entropy however long the text`,
    };
  },
};

export default demonstration;
