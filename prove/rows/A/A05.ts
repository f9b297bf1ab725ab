/** Smoothing (Chen & Goodman 1998): estimators beside each other, beside NLTK and beside KenLM. */
import {
  addK,
  arpaText,
  BEGIN,
  backoffModel,
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
import { fixture, NgramFixture } from "../../../tests/fixtures.ts";
import { interval95 } from "../../harness/bootstrap.ts";
import type { Demonstration } from "../../harness/evidence.ts";
import { idsOf, sentences, withoutRare } from "../../worlds/sentences.ts";

const ORDER = 3;

/** What decides the figures, in src/ngram. */
const ROOM = [
  ...["tables", "counter", "contexts", "continuation", "interpolation", "backing-off", "backoff", "model"],
  ...["add-k", "good-turing", "jelinek-mercer", "katz", "witten-bell", "kneser-ney", "modified-kneser-ney"],
  ...["maximum-likelihood", "arpa-level", "arpa-reading", "arpa-writing"],
];

/** All sums over the words that may follow some contexts: the worst distance from 1. */
function worstSum(model: NgramModel, contexts: readonly number[][]): number {
  return Math.max(
    ...contexts.map((context) => Math.abs(model.conditional(context).reduce((sum, p) => sum + p, 0) - 1)),
  );
}

/** The worst distance from what KenLM and NLTK give, in log10 and as probabilities. */
function references() {
  const { train, test, nltk, kenlm } = fixture("ngram/reference.json.gz", NgramFixture);
  const split = (lines: readonly string[]) => lines.map((line) => line.split(" "));
  const vocabulary = new Vocabulary();
  const counts = countSentences(split(train), vocabulary, { order: 5 });
  const fromNltk = (model: NgramModel, expected: readonly number[]) =>
    nltk.queries.map((query, i) => {
      const ids = query.map((word) => (word === "</s>" ? END : vocabulary.id(word)));
      return Math.abs(Math.exp(model.logProb(ids.slice(0, 2), ids[2]!)) - expected[i]!);
    });
  const fromKenlm = (model: NgramModel, order: number) =>
    idsOf(split(test), vocabulary).flatMap((ids, i) =>
      Array.from(model.score(ids), (score, j) => Math.abs(score / Math.LN10 - kenlm[order]![i]![j]!)),
    );
  const { discount } = nltk;
  return {
    nltk: Math.max(
      ...fromNltk(addK(counts, { order: 3 }), nltk.laplace),
      ...fromNltk(wittenBell(counts, { order: 3, uniform: false }), nltk.wittenBell),
      ...fromNltk(kneserNey(counts, { order: 3, uniform: false, discount }), nltk.kneserNey),
    ),
    kenlm: [3, 5].map((order) => Math.max(...fromKenlm(modifiedKneserNey(counts, { order }), order))),
    scores: fromKenlm(modifiedKneserNey(counts), 5).length,
    other: Math.max(...fromKenlm(kneserNey(counts), 5)),
  };
}

const demonstration: Demonstration = {
  id: "A05",
  bar:
    "every conditional sums to 1 within 1e-9; nothing held out has probability 0; held-out perplexity: relative counts infinite, add-1 > Jelinek-Mercer and Katz > " +
    "modified Kneser-Ney, each step with a 95% interval above 0; order 3 and 5 within 1e-4 log10 of KenLM; NLTK's estimates within 1e-12",
  oracle: "KenLM 0.3.0 reading our ARPA files; NLTK 3.10.4 Laplace, WittenBellInterpolated, KneserNeyInterpolated",
  sources: [...ROOM.map((file) => `src/ngram/${file}.ts`), "prove/worlds/sentences.ts", "prove/rows/A/A05.ts"],

  async run(log) {
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
    const models: Record<string, NgramModel> = {
      "add-1": addK(counts),
      "Good-Turing": goodTuring(counts),
      "Jelinek-Mercer": jelinekMercer(counts, weights),
      Katz: katz(counts),
      "Witten-Bell": wittenBell(counts),
      "Kneser-Ney": kneserNey(counts),
      "Kneser-Ney, backing off": kneserNey(counts, { backoff: true }),
      "modified Kneser-Ney": modifiedKneserNey(counts),
    };
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
    const rises = logLikelihoods.every((value, i) => i === 0 || value >= logLikelihoods[i - 1]! - 1e-6);
    log(JSON.stringify({ against, roundTrip, broken, gains }));
    const met =
      Math.max(...sums) < 1e-9 &&
      perplexities.every(([, value]) => Number.isFinite(value)) &&
      relative === Number.POSITIVE_INFINITY &&
      gains.every(({ interval }) => interval[0] > 0) &&
      Math.max(...against.kenlm) < 1e-4 &&
      against.nltk < 1e-12 &&
      roundTrip < 1e-6 &&
      rises &&
      broken > 1e-3 &&
      against.other > 1e-4;
    return {
      status: met ? "passed" : "failed",
      value: {
        tokens: counts.tokens,
        "different words": vocabulary.size,
        "worst sum's distance from 1": Math.max(...sums),
        ...Object.fromEntries(perplexities),
        "perplexity, relative counts": String(relative),
        "scores compared with KenLM": against.scores,
        "worst distance from KenLM, order 3, log10": against.kenlm[0]!,
        "worst distance from KenLM, order 5, log10": against.kenlm[1]!,
        "worst distance from NLTK": against.nltk,
        "rounds of EM, none of which lowers the likelihood": logLikelihoods.length,
      },
      interval: gains
        .map(({ text, interval }) => `${text}: ${interval.map((x) => x.toFixed(3)).join(" to ")} nats a token`)
        .join("; "),
      control:
        `with all back-off weights 1 a conditional sums to ${broken.toFixed(3)} away from 1; one discount in place of three is up to ` +
        `${against.other.toFixed(3)} log10 from KenLM`,
    };
  },
};

export default demonstration;
