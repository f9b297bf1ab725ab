/** Statistical machine translation (Brown et al. 1993): words learned from sentence pairs, order and choice from a language model. */

import { bleu } from "../../../src/evaluation/index.ts";
import { countSentences, decode, ibm1, modifiedKneserNey, Vocabulary } from "../../../src/ngram/index.ts";
import { applications, madeUpPairs } from "../../../tests/applications.ts";
import { interval95 } from "../../harness/bootstrap.ts";
import { row } from "../../harness/row.ts";
import { leastStep } from "../../harness/statistics.ts";

const SEEDS = [1, 2, 3, 4, 5];

export default row({
  id: "A10",
  bar:
    "IBM Model 1 by EM: t(f | e) within 1e-9 of the reference's after five steps; the log-likelihood never falls; on 500 pairs of " +
    "a made-up language at most 5 % of the foreign words of 200 new pairs aligned wrongly; a bigram language model raises BLEU by at least 5 points of 100",
  holds: {
    "worst t(f | e) beside NLTK's": { below: 1e-9 },
    "EM steps in which the likelihood fell": { is: 0 },
    "alignment error, worst": { atMost: 0.05 },
    "gain in BLEU, points, 95 %": { atLeast: 5 },
    "control: share of words aligned wrongly after pairs that do not belong together": { above: 0.3 },
    "control: BLEU of bigrams less that of single words": { atLeast: 5 },
  },
  oracle:
    "NLTK 3.10.4 nltk.translate.ibm1 on 60 pairs; the alignment by which the pairs were made; BLEU as sacreBLEU's",

  short: {
    "has NLTK's table after as many steps, and a likelihood that never falls": () => {
      const { pairs, iterations, table } = applications().alignment;
      const model = ibm1(
        pairs.map(([english, foreign]) => ({ english, foreign })),
        { steps: iterations },
      );
      return {
        "worst t(f | e) beside NLTK's": [
          Math.max(...table.map(([english, foreign, p]) => Math.abs(model.probability(foreign, english) - p))),
          { below: 5e-10 },
        ],
        "NULL is in the table": [table.some(([english]) => english === ""), { is: true }],
        "least gain of a step, nats": [leastStep(model.logLikelihoods), { above: 0 }],
        "probability of what was never seen": [model.probability("never", "seen"), { is: 0 }],
      };
    },
  },

  async full(log) {
    const { pairs, iterations, table } = applications().alignment;
    const small = ibm1(
      pairs.map(([english, foreign]) => ({ english, foreign })),
      { steps: iterations },
    );
    const worst = Math.max(...table.map(([e, f, p]) => Math.abs(small.probability(f, e) - p)));
    const runs = SEEDS.map((seed) => {
      const run = translate(seed);
      log(`seed ${seed}: ${JSON.stringify(run)}`);
      return run;
    });
    const mean = (of: keyof (typeof runs)[number]) => runs.reduce((sum, run) => sum + run[of], 0) / runs.length;
    const gains = runs.map(({ withModel, alone }) => withModel - alone);
    const [low, high] = interval95(gains, (sample) => sample.reduce((sum, x) => sum + x, 0) / sample.length);
    const falls = runs.reduce((sum, run) => sum + run.falls, 0);
    return {
      value: {
        "worst t(f | e) beside NLTK's": worst,
        "EM steps in which the likelihood fell": falls,
        "alignment error, mean of five seeds": mean("alignmentError"),
        "alignment error, worst": Math.max(...runs.map((run) => run.alignmentError)),
        "BLEU of the table alone, of 100": mean("alone"),
        "BLEU with the bigram model, of 100": mean("withModel"),
        "gain in BLEU, points": mean("withModel") - mean("alone"),

        "gain in BLEU, points, 95 %": [low, high],
        "control: share of words aligned wrongly after pairs that do not belong together": runs.map(
          (run) => run.shuffledError,
        ),
        "control: BLEU of bigrams less that of single words": mean("withModel") - mean("withWords"),
      },
      control:
        `trained on pairs that do not belong together: ${(100 * mean("shuffledError")).toFixed(0)} % of words aligned wrongly; ` +
        `a language model of single words in place of bigrams: BLEU ${mean("withWords").toFixed(1)}`,
      seeds: SEEDS,
      interval: `gain in BLEU ${low.toFixed(1)} to ${high.toFixed(1)} (95 %, bootstrap over seeds)`,
    };
  },
});

function translate(seed: number) {
  const pairs = madeUpPairs(seed, 500);
  const fresh = madeUpPairs(1000 + seed, 200);
  const table = ibm1(pairs, { steps: 15 });
  const likelihoods = table.logLikelihoods;
  const shuffled = pairs.map(({ english }, i) => ({ english, foreign: pairs[(i + 1) % pairs.length]!.foreign }));

  const vocabulary = new Vocabulary();
  const sentences = pairs.map(({ english }) => english);
  const fluency = (order: number) => ({
    model: modifiedKneserNey(countSentences(sentences, vocabulary, { order })),
    idOf: (word: string) => vocabulary.id(word),
  });
  const score = (texts: readonly string[][]) =>
    100 *
    bleu(
      texts.map((words) => words.join(" ")),
      fresh.map(({ english }) => [english.join(" ")]),
    ).score;
  return {
    falls: likelihoods.slice(1).filter((value, i) => value < likelihoods[i]! - 1e-9 * Math.abs(value)).length,
    alignmentError: alignmentError(table.align, fresh),
    shuffledError: alignmentError(ibm1(shuffled, { steps: 15 }).align, fresh),
    alone: score(fresh.map(({ foreign }) => decode(foreign, table))),
    withModel: score(fresh.map(({ foreign }) => decode(foreign, table, { fluency: fluency(2) }))),
    withWords: score(fresh.map(({ foreign }) => decode(foreign, table, { fluency: fluency(1) }))),
  };
}

/** The share of foreign words that are said to come from another word: "the" from either "the", for Model 1 knows no places. */
function alignmentError(align: ReturnType<typeof ibm1>["align"], pairs: ReturnType<typeof madeUpPairs>): number {
  let [wrong, all] = [0, 0];
  for (const pair of pairs)
    for (const [j, i] of align(pair).entries()) {
      all++;
      wrong += Number(i < 0 || pair.english[i] !== pair.english[pair.alignment[j]!]);
    }
  return wrong / all;
}
