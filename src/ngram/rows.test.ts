/** Rows of the course notes on counting models, in short. */
import { describe, expect, it } from "vitest";
import { draws } from "../../tests/draws.ts";
import { fixture, NgramFixture } from "../../tests/fixtures.ts";
import { crossEntropy, historySymbols, markovChain, sampleChain } from "../../tests/markov-chain.ts";
import { giraffe, problems, questions } from "../../tests/ngram-corpora.ts";
import {
  addK,
  BEGIN,
  countIds,
  countSentences,
  END,
  exactLikelihood,
  find,
  fitWeights,
  goodTuring,
  jelinekMercer,
  katz,
  kneserNey,
  maximumLikelihood,
  modifiedKneserNey,
  NgramModel,
  parseYearLine,
  print,
  smoothed,
  times,
  UNKNOWN,
  Vocabulary,
  wittenBell,
  YearlyCounts,
  yearLine,
} from "./index.ts";

const reference = fixture("ngram/reference.json.gz", NgramFixture);
const split = (lines: readonly string[]) => lines.map((line) => line.split(" "));
const vocabulary = new Vocabulary();
const counts = countSentences(split(reference.train), vocabulary, { order: 5 });
const idsOf = (words: readonly string[]) => words.map((word) => vocabulary.id(word));
const heldOut = split(reference.test).map(idsOf);
const fitting = heldOut.filter((_, i) => i % 2 === 0);

/** One trigram model of each kind. */
function trigramModels(): Readonly<Record<string, NgramModel>> {
  const { weights } = fitWeights(counts, fitting, { order: 3 });
  return {
    "add-1": addK(counts, { order: 3 }),
    "Good-Turing": goodTuring(counts, { order: 3 }),
    "Jelinek-Mercer": jelinekMercer(counts, weights),
    Katz: katz(counts, { order: 3 }),
    "Witten-Bell": wittenBell(counts, { order: 3 }),
    "Kneser-Ney": kneserNey(counts, { order: 3 }),
    "Kneser-Ney, backing off": kneserNey(counts, { order: 3, backoff: true }),
    "modified Kneser-Ney": modifiedKneserNey(counts, { order: 3 }),
  };
}
const models = trigramModels();

describe("[A01] a language model", () => {
  it("[A01] gives sequences probabilities by the chain rule, which sum to 1", () => {
    const words = new Vocabulary();
    const sentences = ["a b b a", "b a", "a a b"].map((line) => line.split(" "));
    const model = modifiedKneserNey(countSentences(sentences, words, { order: 3 }));
    const alphabet = [UNKNOWN, words.id("a"), words.id("b")];
    let sum = 0;
    const walk = (prefix: readonly number[], logProb: number) => {
      if (prefix.length === 6) sum += Math.exp(logProb);
      else {
        sum += Math.exp(logProb + model.logProb([BEGIN, ...prefix], END));
        for (const id of alphabet) walk([...prefix, id], logProb + model.logProb([BEGIN, ...prefix], id));
      }
    };
    walk([], 0);
    expect(sum).toBeCloseTo(1, 12);
    const ids = [...sentences[0]!].map((word) => words.id(word));
    const product = ids.reduce((p, id, i) => p * model.conditional([BEGIN, ...ids.slice(0, i)])[id]!, 1);
    const chained = model
      .score(ids)
      .subarray(0, ids.length)
      .reduce((total, value) => total + value, 0);
    expect(Math.exp(chained)).toBeCloseTo(product, 15);
  });
});

describe("[A02] relative counts", () => {
  const words = new Vocabulary();
  const own = countSentences(giraffe, words, { order: 3 });
  const [first, second, third] = ["长颈鹿", "脖子", "长"].map((word) => words.id(word)) as [number, number, number];

  it("[A02] give 2/15 in the book's example, and 0 by trigrams", () => {
    const P = exactLikelihood(own);
    const count = (...ngram: number[]) => own.levels[ngram.length - 1]!.counts[find(own.levels, ngram)];
    expect([count(first), count(second), count(first, second), count(second, third)]).toEqual([5, 6, 2, 2]);
    expect(print(times(P([first], second), P([second], third)))).toBe("2/15");
    expect(print(P([first, second], third))).toBe("0");
    expect(modifiedKneserNey(own).logProb([first, second], third)).toBeGreaterThan(-Infinity);
  });

  it("[A02] equal NLTK's, and no other table makes the text likelier", () => {
    const own = maximumLikelihood(counts, { order: 3 });
    expect(worst(own, reference.nltk.mle)).toBeLessThan(1e-12);
    const bigrams = countIds([[0, 1, 0, 2, 1, 0, 0, 1]], { order: 2, size: 3 });
    const P = maximumLikelihood(bigrams);
    const best = bigrams.levels[1]!.counts;
    expect(best.reduce((sum, c) => sum + c, 0)).toBe(8);
    const draw = draws(2);
    const text = [0, 1, 0, 2, 1, 0, 0, 1];
    const logLikelihood = P.score(text).reduce((sum, value) => sum + value, 0);
    for (let trial = 0; trial < 200; trial++) {
      const noise = Array.from({ length: 16 }, () => Math.exp(0.3 * (draw() - 0.5)));
      const table = Array.from({ length: 4 }, (_, h) => {
        const row = Array.from(P.conditional([h]), (p, w) => p * noise[4 * h + w]!);
        const sum = row.reduce((a, b) => a + b);
        return row.map((p) => p / sum);
      });
      const other = text.reduce((sum, w, i) => sum + Math.log(table[i === 0 ? 3 : text[i - 1]!]![w]!), 0);
      expect(other).toBeLessThanOrEqual(logLikelihood + 1e-12);
    }
  });
});

describe("[A03] the Markov assumption", () => {
  it("[A03] on a chain of order 2, trigrams reach the entropy rate and more context gains nothing", () => {
    const chain = markovChain(1, 4, 2);
    const own = countIds([sampleChain(chain, 2, 100_000)], { order: 5, size: 4 });
    const held = sampleChain(chain, 3, 30_000);
    const loss = [1, 2, 3, 4, 5].map((order) => Math.log(modifiedKneserNey(own, { order }).perplexity([held])));
    expect(loss[0]! - loss[1]!).toBeGreaterThan(0.01);
    expect(loss[1]! - loss[2]!).toBeGreaterThan(0.01);
    expect(Math.abs(loss[3]! - loss[2]!)).toBeLessThan(0.01);
    expect(Math.abs(loss[4]! - loss[3]!)).toBeLessThan(0.01);
    expect(Math.abs(loss[2]! - chain.entropy)).toBeLessThan(0.02);
  });
});

describe("[A04] the order", () => {
  it("[A04] fits the text ever better and meets ever more that is new", () => {
    const orders = [1, 2, 3, 4, 5];
    const fit = orders.map((order) =>
      maximumLikelihood(counts, { order }).perplexity(split(reference.train).map(idsOf)),
    );
    const unseen = orders.map((order) => {
      const scores = heldOut.flatMap((ids) => Array.from(maximumLikelihood(counts, { order }).score(ids)));
      return scores.filter((score) => score === -Infinity).length / scores.length;
    });
    for (let i = 1; i < orders.length; i++) {
      expect(fit[i]!).toBeLessThan(fit[i - 1]!);
      expect(unseen[i]!).toBeGreaterThan(unseen[i - 1]!);
    }
  });
});

describe("[A05] smoothing", () => {
  const contexts = ["of the", "the united", "nothing such", "congress"].map((line) => idsOf(line.split(" ")));

  it.each(Object.entries(models))(
    "[A05] %s sums to 1 after every context, and nothing held out has probability 0",
    (_, model) => {
      for (const context of [...contexts, [BEGIN], [], [END, END]]) {
        const sum = model.conditional(context).reduce((total, p) => total + p, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
      }
      expect(model.perplexity(heldOut)).toBeLessThan(Number.POSITIVE_INFINITY);
    },
  );

  it("[A05] relative counts, add-1, Jelinek-Mercer and Katz, modified Kneser-Ney: each predicts better than the one before", () => {
    // Words that were counted once become <unk>, so that an unknown word is an event like others.
    const words = new Vocabulary();
    const rare = new Set(vocabulary.words().filter((_, id) => counts.levels[0]!.counts[id] === 1));
    const sentences = split(reference.train).map((line) => line.map((word) => (rare.has(word) ? "<unk>" : word)));
    const own = countSentences(sentences, words, { order: 3 });
    const ids = (lines: readonly string[]) => split(lines).map((line) => line.map((word) => words.id(word)));
    const held = ids(reference.test.filter((_, i) => i % 2 === 1));
    const { weights } = fitWeights(own, ids(reference.test.filter((_, i) => i % 2 === 0)));
    expect(maximumLikelihood(own).perplexity(held)).toBe(Number.POSITIVE_INFINITY);
    const add1 = addK(own).perplexity(held);
    const jm = jelinekMercer(own, weights).perplexity(held);
    const byKatz = katz(own).perplexity(held);
    const kn = modifiedKneserNey(own).perplexity(held);
    expect(Math.max(jm, byKatz)).toBeLessThan(add1);
    expect(kn).toBeLessThan(Math.min(jm, byKatz));
  });

  it("[A05] equals NLTK's estimates", () => {
    const { laplace, wittenBell: witten, kneserNey: kneser, discount } = reference.nltk;
    expect(worst(models["add-1"]!, laplace)).toBeLessThan(1e-12);
    expect(worst(wittenBell(counts, { order: 3, uniform: false }), witten)).toBeLessThan(1e-12);
    expect(worst(kneserNey(counts, { order: 3, discount, uniform: false }), kneser)).toBeLessThan(1e-12);
  });

  it.each([3, 5])("[A05] of order %i scores as KenLM does from our ARPA file", (order) => {
    const model = modifiedKneserNey(counts, { order });
    const apart = heldOut.flatMap((ids, i) =>
      Array.from(model.score(ids), (score, j) => Math.abs(score / Math.LN10 - reference.kenlm[order]![i]![j]!)),
    );
    expect(Math.max(...apart)).toBeLessThan(1e-4);
  });
});

/** The largest distance from NLTK's probabilities. */
function worst(model: NgramModel, expected: readonly number[]): number {
  return Math.max(
    ...reference.nltk.queries.map((query, i) => {
      const ids = query.map((word) => (word === "</s>" ? END : vocabulary.id(word)));
      return Math.abs(Math.exp(model.logProb(ids.slice(0, 2), ids[2]!)) - expected[i]!);
    }),
  );
}

describe("[A06] probability depends on the text that was counted, and on the context", () => {
  it("[A06] 什么 and 啥子 change places with the corpus", () => {
    const ratio = (where: "mandarin" | "sichuan") => {
      const words = new Vocabulary();
      const model = wittenBell(countSentences(questions(where, 1), words, { order: 3 }));
      const logProb = (what: string) =>
        model.score(["你", "要", "吃", what].map((word) => words.id(word))).reduce((sum, value) => sum + value, 0);
      return logProb("什么") - logProb("啥子");
    };
    expect(ratio("mandarin")).toBeGreaterThan(0);
    expect(ratio("sichuan")).toBeLessThan(0);
  });

  it("[A06] 会 is likelier after 简单 than after 难", () => {
    const words = new Vocabulary();
    const model = maximumLikelihood(countSentences(problems(1), words, { order: 2 }));
    const P = (context: string) => Math.exp(model.logProb([words.id(context)], words.id("会")));
    expect(P("简单") / P("难")).toBeGreaterThan(2);
    expect(Math.abs(Math.log(P("长") / P("短")))).toBeLessThan(0.3);
  });
});

describe("[A07] dated n-grams", () => {
  it("[A07] frequencies equal a plain search of the text, and the window is a moving average", () => {
    const texts = reference.train.map((line, i) => ({ year: 1790 + (i % 7), tokens: line.split(" ") }));
    const yearly = new YearlyCounts(2);
    for (const text of texts) yearly.add(text);
    for (const phrase of ["the", "united states", "nowhere"]) {
      for (const { year, matches, frequency } of yearly.frequencies(phrase)) {
        const own = texts.filter((text) => text.year === year);
        const found = own.reduce(
          (sum, { tokens }) => sum + ` ${tokens.join("  ")} `.split(` ${phrase.replace(" ", "  ")} `).length - 1,
          0,
        );
        const n = phrase.split(" ").length;
        const all = own.reduce((sum, { tokens }) => sum + Math.max(0, tokens.length - n + 1), 0);
        expect([matches, frequency]).toEqual([found, found / all]);
      }
    }
    const row = [...yearly.rows()].find(({ ngram, year }) => ngram === "united states" && year === 1791)!;
    expect(parseYearLine(yearLine(row))).toEqual(row);
    expect(row.volumes).toBeLessThanOrEqual(row.matches);
    expect(smoothed([1, 2, 6, 3], 1)).toEqual([1.5, 3, 11 / 3, 4.5]);
    expect(() => parseYearLine("the 1790 3 2")).toThrow("a tab between them");
  });
});

describe("[D02] perplexity and entropy", () => {
  it("[D02] cross-entropy is the source's entropy and a divergence that only the true model brings to 0", () => {
    const chain = markovChain(4, 3, 2);
    const frame = { order: 3, size: 4, begin: 3, end: undefined };
    const truth = new NgramModel(
      frame,
      (context, token) => Math.log(token === 3 ? 0 : (chain.next[3 * context[0]! + context[1]!]?.[token] ?? 1 / 3)), // 1/3 at the beginning
    );
    const divergence = (model: NgramModel) =>
      crossEntropy(chain, (history, symbol) => model.logProb(historySymbols(chain, history), symbol)) - chain.entropy;
    expect(Math.abs(divergence(truth))).toBeLessThan(1e-12);
    const trained = [100, 1000, 10_000, 100_000].map((length) =>
      divergence(modifiedKneserNey(countIds([sampleChain(chain, 5, length)], { order: 3, size: 3 }))),
    );
    for (let i = 0; i < trained.length; i++) {
      expect(trained[i]!).toBeGreaterThan(0);
      if (i > 0) expect(trained[i]!).toBeLessThan(trained[i - 1]!);
    }
    expect(trained.at(-1)!).toBeLessThan(1e-3);
    const text = sampleChain(chain, 6, 50_000);
    expect(Math.abs(Math.log(truth.perplexity([text])) - chain.entropy)).toBeLessThan(0.02);
    expect(truth.bits([text]) / text.length).toBeCloseTo(Math.log2(truth.perplexity([text])), 9);
  });
});
