/** What is probable depends on the text that was counted, and on the context. */

import { countSentences, maximumLikelihood, Vocabulary, wittenBell } from "../../../src/ngram/index.ts";
import { problems, questions } from "../../../tests/ngram-corpora.ts";
import { interval95 } from "../../harness/bootstrap.ts";
import { row } from "../../harness/row.ts";

const SEEDS = [1, 2, 3];

/** log P(你要吃什么) - log P(你要吃啥子) */
function preference(corpus: readonly string[][]): number {
  const words = new Vocabulary(["什么", "啥子"]);
  const model = wittenBell(countSentences(corpus, words, { order: 3 }));
  const logProb = (what: string) =>
    model.score(["你", "要", "吃", what].map((word) => words.id(word))).reduce((sum, value) => sum + value, 0);
  return logProb("什么") - logProb("啥子");
}

/** P(会 | one) / P(会 | other) */
function ratio(corpus: readonly string[][], one: string, other: string): number {
  const words = new Vocabulary();
  const model = maximumLikelihood(countSentences(corpus, words, { order: 2 }));
  const P = (context: string) => Math.exp(model.logProb([words.id(context)], words.id("会")));
  return P(one) / P(other);
}

export default row({
  id: "A06",
  bar:
    "counted from a Mandarin corpus 你要吃什么 is likelier than 你要吃啥子, from one of Sichuan the reverse, 95% intervals of the log ratio on either side of 0; " +
    "P(会 | 简单) / P(会 | 难) has an interval that excludes 1; three seeds",
  holds: {
    "log ratio of 什么 to 啥子, Mandarin": { above: 0 },
    "log ratio of 什么 to 啥子, Sichuan": { below: 0 },
    "P(会 | 简单) / P(会 | 难)": { above: 1 },
    "control: P(会 | 长) / P(会 | 短), lower ends": { below: 1 },
    "control: P(会 | 长) / P(会 | 短), upper ends": { above: 1 },
  },
  oracle: "closed form from counts; the corpora are drawn with known probabilities",

  short: {
    "什么 and 啥子 change places with the corpus": () => ({
      "log ratio, Mandarin": [preference(questions("mandarin", 1)), { above: 0 }],
      "log ratio, Sichuan": [preference(questions("sichuan", 1)), { below: 0 }],
    }),
    "会 is likelier after 简单 than after 难": () => ({
      "P(会 | 简单) / P(会 | 难)": [ratio(problems(1), "简单", "难"), { above: 2 }],
      "P(会 | 长) / P(会 | 短), its ln": [Math.abs(Math.log(ratio(problems(1), "长", "短"))), { below: 0.3 }],
    }),
  },

  async full(log) {
    const trials = SEEDS.map((seed) => {
      const settings = { resamples: 500, seed };
      const mandarin = interval95(questions("mandarin", seed), preference, settings);
      const sichuan = interval95(questions("sichuan", seed), preference, settings);
      const own = problems(seed, 800);
      const hard = interval95(own, (corpus) => ratio(corpus, "简单", "难"), settings);
      const long = interval95(own, (corpus) => ratio(corpus, "长", "短"), settings);
      log(JSON.stringify({ seed, mandarin, sichuan, hard, long }));
      return { mandarin, sichuan, hard, long };
    });
    const show = (of: keyof (typeof trials)[number]) =>
      trials.map((trial) => trial[of].map((value) => value.toFixed(2)).join(" to ")).join("; ");
    return {
      seeds: SEEDS,
      value: {
        "log ratio of 什么 to 啥子, Mandarin": trials.map(({ mandarin }) => mandarin),
        "log ratio of 什么 to 啥子, Sichuan": trials.map(({ sichuan }) => sichuan),
        "P(会 | 简单) / P(会 | 难)": trials.map(({ hard }) => hard),

        "control: P(会 | 长) / P(会 | 短), lower ends": trials.map(({ long }) => long[0]),
        "control: P(会 | 长) / P(会 | 短), upper ends": trials.map(({ long }) => long[1]),
      },
      interval: "95% percentile bootstrap over sentences, 500 resamples, a seed each",
      control: `a context that tells nothing, P(会 | 长) / P(会 | 短): ${show("long")}, 1 within`,
    };
  },
});
