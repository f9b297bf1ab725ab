/** What is probable depends on the text that was counted, and on the context. */
import { countSentences, maximumLikelihood, Vocabulary, wittenBell } from "../../../src/ngram/index.ts";
import { problems, questions } from "../../../tests/ngram-corpora.ts";
import { interval95 } from "../../harness/bootstrap.ts";
import type { Demonstration } from "../../harness/evidence.ts";

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

const demonstration: Demonstration = {
  id: "A06",
  bar:
    "counted from a Mandarin corpus 你要吃什么 is likelier than 你要吃啥子, from one of Sichuan the reverse, 95% intervals of the log ratio on either side of 0; " +
    "P(会 | 简单) / P(会 | 难) has an interval that excludes 1; three seeds",
  oracle: "closed form from counts; the corpora are drawn with known probabilities",
  sources: [
    "src/ngram/maximum-likelihood.ts",
    "src/ngram/witten-bell.ts",
    "tests/ngram-corpora.ts",
    "prove/harness/bootstrap.ts",
    "prove/rows/A/A06.ts",
  ],

  async run(log) {
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
    const met = trials.every(
      ({ mandarin, sichuan, hard, long }) =>
        mandarin[0] > 0 && sichuan[1] < 0 && hard[0] > 1 && long[0] < 1 && long[1] > 1,
    );
    const show = (of: keyof (typeof trials)[number]) =>
      trials.map((trial) => trial[of].map((value) => value.toFixed(2)).join(" to ")).join("; ");
    return {
      status: met ? "passed" : "failed",
      seeds: SEEDS,
      value: {
        "log ratio of 什么 to 啥子, Mandarin": show("mandarin"),
        "log ratio of 什么 to 啥子, Sichuan": show("sichuan"),
        "P(会 | 简单) / P(会 | 难)": show("hard"),
      },
      interval: "95% percentile bootstrap over sentences, 500 resamples, a seed each",
      control: `a context that tells nothing, P(会 | 长) / P(会 | 短): ${show("long")}, 1 within`,
    };
  },
};

export default demonstration;
