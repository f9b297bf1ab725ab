/** Smoothing (Chen & Goodman 1998): estimators beside each other, beside NLTK and beside KenLM's lmplz. */

import {
  addK,
  arpaText,
  BEGIN,
  backoffModel,
  type Counts,
  countSentences,
  END,
  fitWeights,
  goodTuring,
  jelinekMercer,
  katz,
  kneserNey,
  maximumLikelihood,
  modifiedKneserNey,
  type NgramModel,
  readArpa,
  Vocabulary,
  wittenBell,
} from "../../../src/ngram/index.ts";
import { interval95 } from "../../harness/bootstrap.ts";
import { row } from "../../harness/row.ts";
import { exactCorpus } from "../../worlds/exact-corpus.ts";
import { referenceCorpus } from "../../worlds/reference-corpus.ts";
import { idsOf, sentences, withoutRare } from "../../worlds/sentences.ts";

const ORDER = 3;

/** One trigram model of each kind. */
function estimators(
  counts: Counts,
  weights: Parameters<typeof jelinekMercer>[1],
): Readonly<Record<string, NgramModel>> {
  return {
    "add-1": addK(counts, { order: ORDER }),
    "Good-Turing": goodTuring(counts, { order: ORDER }),
    "Jelinek-Mercer": jelinekMercer(counts, weights),
    Katz: katz(counts, { order: ORDER }),
    "Witten-Bell": wittenBell(counts, { order: ORDER }),
    "Kneser-Ney": kneserNey(counts, { order: ORDER }),
    "Kneser-Ney, backing off": kneserNey(counts, { order: ORDER, backoff: true }),
    "modified Kneser-Ney": modifiedKneserNey(counts, { order: ORDER }),
  };
}

/** All sums over the words that may follow some contexts: the worst distance from 1. */
function worstSum(model: NgramModel, contexts: readonly number[][]): number {
  return Math.max(
    ...contexts.map((context) => Math.abs(model.conditional(context).reduce((sum, p) => sum + p, 0) - 1)),
  );
}

/** The worst distance from what KenLM and NLTK estimate, and from what KenLM reads in our files: in log10 and as probabilities. */
function references() {
  const { counts, nltk, fromNltk, fromFile, fromLmplz } = referenceCorpus();
  const { discount } = nltk;
  return {
    nltk: Math.max(
      fromNltk(addK(counts, { order: 3 }), nltk.laplace),
      fromNltk(wittenBell(counts, { order: 3, uniform: false }), nltk.wittenBell),
      fromNltk(kneserNey(counts, { order: 3, uniform: false, discount }), nltk.kneserNey),
    ),
    lmplz: [3, 5].map((order) => Math.max(...fromLmplz(modifiedKneserNey(counts, { order }), order))),
    file: [3, 5].map((order) => Math.max(...fromFile(modifiedKneserNey(counts, { order }), order))),
    scores: fromLmplz(modifiedKneserNey(counts), 5).length,
    other: Math.max(...fromLmplz(kneserNey(counts), 5)),
  };
}

export default row({
  id: "A05",
  bar:
    "every conditional sums to 1 within 1e-9; nothing held out has probability 0; held-out perplexity: relative counts infinite, add-1 > Jelinek-Mercer and Katz > " +
    "modified Kneser-Ney, each step with a 95% interval above 0; order 3 and 5 within 1e-4 log10 of the estimates of KenLM's lmplz, and KenLM reads them so in our ARPA files; NLTK's " +
    "estimates within 1e-12",
  holds: {
    "worst sum's distance from 1": { below: 1e-9 },
    "perplexity, add-1": { below: 1e9 },
    "perplexity, Good-Turing": { below: 1e9 },
    "perplexity, Jelinek-Mercer": { below: 1e9 },
    "perplexity, Katz": { below: 1e9 },
    "perplexity, Witten-Bell": { below: 1e9 },
    "perplexity, Kneser-Ney": { below: 1e9 },
    "perplexity, Kneser-Ney, backing off": { below: 1e9 },
    "perplexity, modified Kneser-Ney": { below: 1e9 },
    "perplexity, relative counts": { is: "Infinity" },
    "gain of Jelinek-Mercer over add-1, nats a token": { above: 0 },
    "gain of Katz over add-1, nats a token": { above: 0 },
    "gain of modified Kneser-Ney over Jelinek-Mercer, nats a token": { above: 0 },
    "gain of modified Kneser-Ney over Katz, nats a token": { above: 0 },
    "worst distance from lmplz, order 3 and 5, log10": { below: 1e-4 },
    "worst distance from our ARPA files read by KenLM, order 3 and 5, log10": { below: 1e-4 },
    "worst distance from NLTK": { below: 1e-12 },
    "perplexity of our ARPA file read back, distance of its ln": { below: 1e-6 },
    "rounds of EM that lower the likelihood": { is: 0 },
    "control: a sum's distance from 1 with all back-off weights 1": { above: 1e-3 },
    "control: one discount in place of three, distance from lmplz, log10": { above: 1e-4 },
  },
  oracle:
    "modified Kneser-Ney: lmplz of KenLM 0.3.0, and KenLM reading our ARPA files; NLTK 3.10.4 Laplace, WittenBellInterpolated, KneserNeyInterpolated; " +
    "Good-Turing, Katz and Jelinek-Mercer: sums to one alone",

  short: {
    "sums to 1 after every context, and nothing held out has probability 0, by eight estimators": () => {
      const { counts, vocabulary, heldOut } = referenceCorpus();
      const { weights } = fitWeights(
        counts,
        heldOut.filter((_, i) => i % 2 === 0),
        { order: ORDER },
      );
      const contexts = ["of the", "the united", "nothing such", "congress"].map((line) =>
        line.split(" ").map((word) => vocabulary.id(word)),
      );
      return Object.fromEntries(
        Object.entries(estimators(counts, weights)).flatMap(([name, model]) => [
          [
            `${name}: distance of a sum from 1`,
            [worstSum(model, [...contexts, [BEGIN], [], [END, END]]), { below: 1e-9 }],
          ],
          [`${name}: held-out perplexity`, [model.perplexity(heldOut), { below: 1e9 }]],
        ]),
      );
    },
    "relative counts, add-1, Jelinek-Mercer and Katz, modified Kneser-Ney: each predicts better than the one before":
      () => {
        // Words that were counted once become <unk>, so that an unknown word is an event like others.
        const { sentences: train, test } = referenceCorpus();
        const words = new Vocabulary();
        const own = countSentences(withoutRare(train), words, { order: ORDER });
        const held = (odd: number) =>
          idsOf(
            test.filter((_, i) => i % 2 === odd),
            words,
          );
        const { weights } = fitWeights(own, held(0));
        const perplexity = (model: NgramModel) => model.perplexity(held(1));
        return {
          "relative counts": [String(perplexity(maximumLikelihood(own))), { is: "Infinity" }],
          "add-1": [perplexity(addK(own)), { below: 1e9 }],
          "Jelinek-Mercer": [perplexity(jelinekMercer(own, weights)), { below: "add-1" }],
          Katz: [perplexity(katz(own)), { below: "add-1" }],
          "the better of both": [
            Math.min(perplexity(jelinekMercer(own, weights)), perplexity(katz(own))),
            { above: "modified Kneser-Ney" },
          ],
          "modified Kneser-Ney": [perplexity(modifiedKneserNey(own)), { below: "Katz" }],
        };
      },
    "equals NLTK's estimates and lmplz's, and KenLM's scores of our ARPA files of order 3 and 5": () => {
      const { nltk, lmplz, file, other } = references();
      return {
        "worst distance from NLTK": [nltk, { below: 1e-12 }],
        "worst distance from lmplz, log10": [lmplz, { below: 1e-4 }],
        "worst distance from our ARPA files read by KenLM, log10": [file, { below: 1e-4 }],
        "one discount in place of three, distance from lmplz": [other, { above: 1e-4 }],
      };
    },
    "equals the published formulas, worked out over strings in fractions and decimals": () => {
      const { counts, heldOut, distance } = exactCorpus();
      return {
        Katz: [distance("katz", katz(counts)), { below: 1e-9 }],
        "Good-Turing": [distance("good-turing", goodTuring(counts)), { below: 1e-9 }],
        "Jelinek-Mercer": [
          distance("jelinek-mercer", jelinekMercer(counts, fitWeights(counts, heldOut, { rounds: 4 }).weights)),
          { below: 1e-9 },
        ],
        "Kneser-Ney": [distance("kneser-ney", kneserNey(counts)), { below: 1e-9 }],
        "Kneser-Ney, backing off": [
          distance("kneser-ney, backing off", kneserNey(counts, { backoff: true })),
          { below: 1e-9 },
        ],
        "control: Katz that trusts counts above 2": [distance("katz", katz(counts, { most: 2 })), { above: 1e-3 }],
      };
    },
  },

  async full(log) {
    const all = sentences(1946, 2021);
    const train = withoutRare(all.filter((_, i) => i % 10 > 1));
    const vocabulary = new Vocabulary();
    const counts = countSentences(train, vocabulary, { order: ORDER });
    const fitting = idsOf(
      all.filter((_, i) => i % 10 === 0),
      vocabulary,
    );
    const testing = idsOf(
      all.filter((_, i) => i % 10 === 1),
      vocabulary,
    );
    log(`${counts.tokens} tokens, ${vocabulary.size} words, ${testing.length} held-out sentences`);
    const { weights, logLikelihoods } = fitWeights(counts, fitting);
    const models = estimators(counts, weights);
    const contexts = [[BEGIN], [], [END, END], ...testing.slice(0, 40).map((ids) => ids.slice(3, 5))];
    const sums = Object.entries(models).map(([name, model]) => {
      const off = worstSum(model, contexts);
      log(`${name}: perplexity ${model.perplexity(testing).toFixed(2)}, sums off by ${off.toExponential(1)}`);
      return off;
    });
    const perplexities = Object.entries(models).map(([name, model]) => [
      `perplexity, ${name}`,
      model.perplexity(testing),
    ]);
    const loss = (name: string) => testing.map((ids) => models[name]!.score(ids));
    /** Bootstrapped over sentences: how much lower the loss of `better` is, in nats a token. */
    const gain = (worse: string, better: string) => {
      const [a, b] = [loss(worse), loss(better)];
      const pairs = a.map(
        (scores, i) =>
          [scores.reduce((sum, x) => sum + x, 0), b[i]!.reduce((sum, x) => sum + x, 0), scores.length] as const,
      );
      return interval95(pairs, (sample) => {
        let [nats, events] = [0, 0];
        for (const [of, from, n] of sample) {
          nats += from - of;
          events += n;
        }
        return nats / events;
      });
    };
    const steps = [
      ["add-1", "Jelinek-Mercer"],
      ["add-1", "Katz"],
      ["Jelinek-Mercer", "modified Kneser-Ney"],
      ["Katz", "modified Kneser-Ney"],
    ] as const;
    const gains = steps.map(([worse, better]) => ({ text: `${better} below ${worse}`, interval: gain(worse, better) }));
    const relative = maximumLikelihood(counts).perplexity(testing);
    const against = references();
    const best = models["modified Kneser-Ney"]!;
    const back = readArpa([...arpaText(best, vocabulary)].join("").split("\n"), "model.arpa");
    const backIds = all.filter((_, i) => i % 10 === 1).map((words) => words.map((word) => back.vocabulary.id(word)));
    const roundTrip = Math.abs(Math.log(back.model.perplexity(backIds) / best.perplexity(testing)));
    const levels = best.table!.levels.map((level) => ({ ...level, backoffs: level.backoffs.map(() => 0) }));
    const broken = worstSum(backoffModel(best, levels), contexts);
    log(JSON.stringify({ against, roundTrip, broken, gains }));
    return {
      value: {
        tokens: counts.tokens,
        "different words": vocabulary.size,
        "worst sum's distance from 1": Math.max(...sums),
        ...Object.fromEntries(perplexities),
        "perplexity, relative counts": String(relative),
        "scores compared with lmplz": against.scores,
        "worst distance from lmplz, order 3 and 5, log10": against.lmplz,
        "worst distance from our ARPA files read by KenLM, order 3 and 5, log10": against.file,
        "worst distance from NLTK": against.nltk,
        "rounds of EM": logLikelihoods.length,

        ...Object.fromEntries(
          gains.map(({ text, interval }) => [`gain of ${text.replace("below", "over")}, nats a token`, interval]),
        ),
        "perplexity of our ARPA file read back, distance of its ln": roundTrip,
        "rounds of EM that lower the likelihood": logLikelihoods.filter(
          (value, i) => i > 0 && value < logLikelihoods[i - 1]! - 1e-6,
        ).length,
        "control: a sum's distance from 1 with all back-off weights 1": broken,
        "control: one discount in place of three, distance from lmplz, log10": against.other,
      },
      interval: gains
        .map(({ text, interval }) => `${text}: ${interval.map((x) => x.toFixed(3)).join(" to ")} nats a token`)
        .join("; "),
      control:
        `with all back-off weights 1 a conditional sums to ${broken.toFixed(3)} away from 1; one discount in place of three is up to ` +
        `${against.other.toFixed(3)} log10 from lmplz`,
    };
  },
});
