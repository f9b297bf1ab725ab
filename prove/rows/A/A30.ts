/** Counting matches word for word; a distributed model shares what it learns among words of like meaning (Bengio et al. 2003). */

import { countIds, maximumLikelihood, modifiedKneserNey } from "../../../src/ngram/index.ts";
import { releaseModel } from "../../../src/nn/index.ts";
import { threads } from "../../../src/tensor/index.ts";
import { row } from "../../harness/row.ts";
import { described, mean, tInterval } from "../../harness/statistics.ts";
import { nextLogProbs } from "../../worlds/language-models.ts";
import { BEGIN, type Language, language, readLanguage, WORDS } from "../../worlds/synonyms.ts";

const SEEDS = [1, 2, 3];

/** What counting says of the withheld words: probability by MLE, and how far Kneser-Ney is from a share of the unigram model. */
function counting({ sentences, slots }: Language) {
  const counts = countIds(sentences, { size: WORDS, order: 2 });
  const smoothed = modifiedKneserNey(counts);
  const unigram = smoothed.table!.levels[0]!.logProbs;
  const mle = maximumLikelihood(counts);
  return {
    smoothed,
    mle: Math.max(...slots.map(({ verb, withheld }) => Math.exp(mle.logProb([verb], withheld)))),
    // Of two words never seen behind a verb, their unigram probabilities alone decide: the back-off share cancels.
    backoff: Math.max(
      ...slots.flatMap(({ verb, withheld, strangers }) =>
        strangers.map((stranger) => {
          const behind = smoothed.logProb([verb], withheld) - smoothed.logProb([verb], stranger);
          return Math.abs(behind - (unigram[withheld]! - unigram[stranger]!));
        }),
      ),
    ),
  };
}

export default row({
  id: "A30",
  bar:
    "of synonyms withheld behind a verb, three seeds: relative counts give 0, modified Kneser-Ney the word's unigram probability times one share for " +
    "all words unseen there, and an LSTM at least 1 nat less surprise than Kneser-Ney; on words that the verb does not take the LSTM gains nothing: the interval holds 0 and lies within 0.2 of it",
  holds: {
    "probability by relative counts, largest": { is: 0 },
    "Kneser-Ney beside back-off to the unigram, nats apart at most": { below: 1e-9 },
    "nats gained, 95 %": { atLeast: 1 },
    "control: nats gained on words that the verb does not take, upper end": { atLeast: 0, atMost: 0.2 },
    "control: the same, lower end": { atLeast: -0.2, atMost: 0 },
  },
  // An LSTM has learnt that the verb does not take them, and so says less of them than counts do, which have not.
  negative: {
    "probability by relative counts, largest": { is: 0 },
    "Kneser-Ney beside back-off to the unigram, nats apart at most": { below: 1e-9 },
    "nats gained, 95 %": { atLeast: 1 },
    "control: nats gained on words that the verb does not take, upper end": { atMost: 0.2 },
  },
  oracle: "the planted language; the closed form of back-off",

  short: {
    "a withheld synonym has probability 0 by counts, its unigram share by Kneser-Ney, and a nat more from an LSTM":
      () => {
        const text = language(1);
        const { smoothed, mle, backoff } = counting(text);
        const model = readLanguage(text, 1, 300);
        const gains = text.slots.map(
          ({ verb, withheld }) => nextLogProbs(model, [BEGIN, verb])[withheld]! - smoothed.logProb([verb], withheld),
        );
        releaseModel(model);
        return {
          "probability by relative counts": [mle, { is: 0 }],
          "Kneser-Ney beside back-off, nats apart": [backoff, { below: 5e-10 }],
          "nats gained by the LSTM": [mean(gains), { above: 1 }],
        };
      },
  },

  async full(log) {
    threads(1);
    const runs = SEEDS.map((seed) => {
      const text = language(seed);
      const { smoothed, mle, backoff } = counting(text);
      const model = readLanguage(text, seed, 600, log);
      const gains = text.slots.map(({ verb, withheld, strangers }) => {
        const learnt = nextLogProbs(model, [BEGIN, verb]);
        const gain = (word: number) => learnt[word]! - smoothed.logProb([verb], word);
        return { synonym: gain(withheld), stranger: mean(strangers.map(gain)) };
      });
      releaseModel(model);
      const found = {
        mle,
        backoff,
        synonym: mean(gains.map(({ synonym }) => synonym)),
        stranger: mean(gains.map(({ stranger }) => stranger)),
      };
      log(`seed ${seed}: ${JSON.stringify(found)}`);
      return found;
    });
    const gain = tInterval(runs.map(({ synonym }) => synonym));
    const control = tInterval(runs.map(({ stranger }) => stranger));
    return {
      value: {
        "probability by relative counts, largest": Math.max(...runs.map(({ mle }) => mle)),
        "Kneser-Ney beside back-off to the unigram, nats apart at most": Math.max(
          ...runs.map(({ backoff }) => backoff),
        ),
        "nats that the LSTM is less surprised, by seed": runs.map(({ synonym }) => synonym),

        "nats gained, 95 %": [gain.low, gain.high],
        "control: nats gained on words that the verb does not take, by seed": runs.map(({ stranger }) => stranger),
        "control: nats gained on words that the verb does not take, upper end": control.high,
        "control: the same, lower end": control.low,
      },
      seeds: SEEDS,
      interval: `nats gained: ${described(gain, SEEDS.length, 3)}`,
      control: `words that the verb does not take: ${described(control, SEEDS.length, 3)} nats gained`,
    };
  },
});
