/** The Markov assumption: the next symbol depends on the k before it, and an n-gram model assumes k = n - 1. */

import { countIds, modifiedKneserNey } from "../../../src/ngram/index.ts";
import { markovChain, sampleChain } from "../../../tests/markov-chain.ts";
import { row } from "../../harness/row.ts";

const SEEDS = [1, 2, 3];
const SYMBOLS = 4;

/** Held-out nats a symbol of n-grams, n = 1 to 6, on a chain of order k; and its entropy rate. */
function losses(k: number, seed: number): { loss: number[]; entropy: number } {
  const chain = markovChain(seed, SYMBOLS, k);
  const counts = countIds([sampleChain(chain, 10 * seed, 400_000)], { order: 6, size: SYMBOLS });
  const held = sampleChain(chain, 10 * seed + 1, 100_000);
  const loss = [1, 2, 3, 4, 5, 6].map((order) => Math.log(modifiedKneserNey(counts, { order }).perplexity([held])));
  return { loss, entropy: chain.entropy };
}

export default row({
  id: "A03",
  bar:
    "text of chains of order k = 1, 2, 3, three seeds each: held-out loss falls by more than 0.01 nat with each n up to k + 1, then " +
    "changes by less than 0.01; at n = k + 1 it is within 0.02 of the chain's entropy rate",
  holds: {
    "least gain of a step up to n = k + 1, nats": { above: 0.01 },
    "largest change of a step beyond, nats": { below: 0.01 },
    "worst distance from the entropy rate at n = k + 1, nats": { below: 0.02 },
    "control: least distance from the entropy rate at n = k, nats": { above: 0.02 },
  },
  oracle: "closed form: -sum_h pi(h) sum_w P(w | h) log P(w | h)",

  short: {
    "on a chain of order 2, trigrams reach the entropy rate and more context gains nothing": () => {
      const chain = markovChain(1, SYMBOLS, 2);
      const counts = countIds([sampleChain(chain, 2, 100_000)], { order: 5, size: SYMBOLS });
      const held = sampleChain(chain, 3, 30_000);
      const loss = [1, 2, 3, 4, 5].map((order) => Math.log(modifiedKneserNey(counts, { order }).perplexity([held])));
      return {
        "gains of bigrams and of trigrams, nats": [[loss[0]! - loss[1]!, loss[1]! - loss[2]!], { above: 0.01 }],
        "changes beyond, nats": [[Math.abs(loss[3]! - loss[2]!), Math.abs(loss[4]! - loss[3]!)], { below: 0.01 }],
        "trigrams from the entropy rate, nats": [Math.abs(loss[2]! - chain.entropy), { below: 0.02 }],
      };
    },
  },

  async full(log) {
    let leastGain = Number.POSITIVE_INFINITY;
    let mostAfter = 0;
    let fromEntropy = 0;
    let leastShort = Number.POSITIVE_INFINITY;
    for (const k of [1, 2, 3]) {
      for (const seed of SEEDS) {
        const { loss, entropy } = losses(k, seed);
        log(
          `order ${k}, seed ${seed}: ${loss.map((nats) => nats.toFixed(4)).join(" ")}; entropy ${entropy.toFixed(4)}`,
        );
        for (let n = 2; n <= 6; n++) {
          const gain = loss[n - 2]! - loss[n - 1]!;
          if (n <= k + 1) leastGain = Math.min(leastGain, gain);
          else mostAfter = Math.max(mostAfter, Math.abs(gain));
        }
        fromEntropy = Math.max(fromEntropy, Math.abs(loss[k]! - entropy));
        leastShort = Math.min(leastShort, loss[k - 1]! - entropy);
      }
    }
    return {
      seeds: SEEDS,
      value: {
        "least gain of a step up to n = k + 1, nats": leastGain,
        "largest change of a step beyond, nats": mostAfter,
        "worst distance from the entropy rate at n = k + 1, nats": fromEntropy,
        "control: least distance from the entropy rate at n = k, nats": leastShort,
      },
      control: `with n = k, the order misstated by one, the loss stays at least ${leastShort.toFixed(3)} nats above the entropy rate`,
    };
  },
});
