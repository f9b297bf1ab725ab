/** Perplexity, cross-entropy and entropy: log PPL = CE = H + KL. */

import { countIds, modifiedKneserNey, NgramModel } from "../../../src/ngram/index.ts";
import {
  crossEntropy,
  historySymbols,
  type MarkovChain,
  markovChain,
  sampleChain,
} from "../../../tests/markov-chain.ts";
import { row } from "../../harness/row.ts";
import { leastStep } from "../../harness/statistics.ts";

const SEEDS = [1, 2, 3];
const LENGTHS = [300, 3000, 30_000, 300_000];
const SYMBOLS = 5;

/** A chain of order 2 itself as a model; its symbols are equally likely at the beginning. */
function truth({ next }: MarkovChain, symbols: number): NgramModel {
  const frame = { order: 3, size: symbols + 1, begin: symbols, end: undefined };
  return new NgramModel(frame, (context, token) =>
    Math.log(token === symbols ? 0 : (next[symbols * context[0]! + context[1]!]?.[token] ?? 1 / symbols)),
  );
}

export default row({
  id: "D02",
  bar:
    "chains of order 2 with known entropy, three seeds: cross-entropy less entropy is >= 0 for every model, within 1e-12 of 0 for the chain itself, and falls with " +
    "each tenfold text; log perplexity on 200,000 symbols equals the cross-entropy within 0.01 nat",
  holds: {
    "divergence of the chain itself, nats": { below: 1e-12 },
    "least divergence of a trained model, nats": { atLeast: 0 },
    "least fall of the divergence with a tenfold text, nats": { above: 0 },
    "worst distance of log perplexity from the cross-entropy, nats": { below: 0.01 },
    "control: least divergence of bigrams, nats": { above: 0.01 },
  },
  oracle: "closed form over the stationary distribution, without sampling",

  short: {
    "cross-entropy is the source's entropy and a divergence that only the true model brings to 0": () => {
      const chain = markovChain(4, 3, 2);
      const own = truth(chain, 3);
      const divergence = (model: NgramModel) =>
        crossEntropy(chain, (history, symbol) => model.logProb(historySymbols(chain, history), symbol)) - chain.entropy;
      const trained = [100, 1000, 10_000, 100_000].map((length) =>
        divergence(modifiedKneserNey(countIds([sampleChain(chain, 5, length)], { order: 3, size: 3 }))),
      );
      const text = sampleChain(chain, 6, 50_000);
      const logPerplexity = Math.log(own.perplexity([text]));
      return {
        "divergence of the chain itself": [Math.abs(divergence(own)), { below: 1e-12 }],
        "divergences of trained models": [trained, { above: 0 }],
        "least fall with a tenfold text": [leastStep(trained.map((value) => -value)), { above: 0 }],
        "divergence after 100,000 symbols": [trained.at(-1)!, { below: 1e-3 }],
        "log perplexity from the entropy": [Math.abs(logPerplexity - chain.entropy), { below: 0.02 }],
        "bits a symbol from the log perplexity": [
          Math.abs(own.bits([text]) / text.length - logPerplexity / Math.LN2),
          { below: 5e-10 },
        ],
      };
    },
  },

  async full(log) {
    let trueKl = 0;
    let leastKl = Number.POSITIVE_INFINITY;
    let leastFall = Number.POSITIVE_INFINITY;
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
      const own = truth(chain, SYMBOLS);
      trueKl = Math.max(trueKl, Math.abs(exact(own) - chain.entropy));
      leastKl = Math.min(leastKl, ...kl);
      leastFall = Math.min(leastFall, leastStep(kl.map((value) => -value)));
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
    return {
      seeds: SEEDS,
      value: {
        "divergence of the chain itself, nats": trueKl,
        "least divergence of a trained model, nats": leastKl,
        [`largest divergence after ${LENGTHS.at(-1)} symbols, nats`]: last,
        "worst distance of log perplexity from the cross-entropy, nats": offSample,

        "least fall of the divergence with a tenfold text, nats": leastFall,
        "control: least divergence of bigrams, nats": bigram,
      },
      control: `bigrams, which cannot hold the chain, stay ${bigram.toFixed(3)} nats above its entropy however long the text`,
    };
  },
});
