/** n-gram models by relative counts: the maximum-likelihood estimate. */

import {
  addK,
  countIds,
  countSentences,
  END,
  exactLikelihood,
  find,
  maximumLikelihood,
  modifiedKneserNey,
  type NgramModel,
  print,
  product,
  Vocabulary,
} from "../../../src/ngram/index.ts";
import { draws } from "../../../tests/draws.ts";
import { fixture, NgramFixture } from "../../../tests/fixtures.ts";
import { giraffe } from "../../../tests/ngram-corpora.ts";
import { row } from "../../harness/row.ts";
import { referenceCorpus } from "../../worlds/reference-corpus.ts";

const TRIALS = 1000;

/** log P of a text after each of its own predecessors, by a table [history][word]. */
function logLikelihood(table: readonly (readonly number[])[], text: readonly number[], begin: number): number {
  return text.reduce((sum, word, i) => sum + Math.log(table[i === 0 ? begin : text[i - 1]!]![word]!), 0);
}

/** How many of TRIALS random changes of a bigram table make the text likelier. */
function better(model: NgramModel, text: readonly number[], size: number): number {
  const draw = draws(7);
  const table = Array.from({ length: size + 1 }, (_, h) => Array.from(model.conditional([h])));
  const own = logLikelihood(table, text, size);
  let count = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const other = table.map((row) => {
      const moved = row.map((p) => p * Math.exp(0.4 * (draw() - 0.5)));
      const sum = moved.reduce((a, b) => a + b, 0);
      return moved.map((p) => (sum > 0 ? p / sum : 0));
    });
    if (logLikelihood(other, text, size) > own + 1e-9) count++;
  }
  return count;
}

export default row({
  id: "A02",
  bar:
    "five sentences with the counts 5, 6, 2, 2: P = 2/15 exactly given the first word, 0 by trigrams, above 0 when smoothed; " +
    `none of ${TRIALS} random changes of a table makes its text likelier; equal to NLTK's MLE within 1e-12 on 150 queries`,
  holds: {
    counts: { is: [5, 6, 2, 2] },
    bigrams: { is: "2/15" },
    trigrams: { is: "0" },
    "smoothed trigram": { above: 0 },
    "changes that make the text likelier": { is: 0 },
    "control: changes of an add-20 table that make the text likelier": { above: 0 },
    "worst distance from NLTK": { below: 1e-12 },
  },
  oracle: "rational arithmetic; NLTK 3.10.4 MLE",

  short: {
    "give 2/15 in the book's example, and 0 by trigrams": () => {
      const words = new Vocabulary();
      const own = countSentences(giraffe, words, { order: 3 });
      const [first, second, third] = ["长颈鹿", "脖子", "长"].map((word) => words.id(word)) as [number, number, number];
      const P = exactLikelihood(own);
      const count = (...ngram: number[]) => own.levels[ngram.length - 1]!.counts[find(own.levels, ngram)]!;
      return {
        counts: [[count(first), count(second), count(first, second), count(second, third)], { is: [5, 6, 2, 2] }],
        bigrams: [print(product(P([first], second), P([second], third))), { is: "2/15" }],
        trigrams: [print(P([first, second], third)), { is: "0" }],
        "smoothed trigram, ln": [modifiedKneserNey(own).logProb([first, second], third), { above: -1e9 }],
      };
    },
    "equal NLTK's, and no other table makes the text likelier": () => {
      const { counts, nltk, fromNltk } = referenceCorpus();
      const text = [0, 1, 0, 2, 1, 0, 0, 1];
      const bigrams = countIds([text], { order: 2, size: 3 });
      const P = maximumLikelihood(bigrams);
      const own = P.score(text).reduce((sum, value) => sum + value, 0);
      const draw = draws(2);
      const gains = Array.from({ length: 200 }, () => {
        const noise = Array.from({ length: 16 }, () => Math.exp(0.3 * (draw() - 0.5)));
        const table = Array.from({ length: 4 }, (_, h) => {
          const row = Array.from(P.conditional([h]), (p, w) => p * noise[4 * h + w]!);
          const sum = row.reduce((a, b) => a + b);
          return row.map((p) => p / sum);
        });
        return logLikelihood(table, text, 3) - own;
      });
      return {
        "worst distance from NLTK": [fromNltk(maximumLikelihood(counts, { order: 3 }), nltk.mle), { below: 1e-12 }],
        "bigrams counted": [bigrams.levels[1]!.counts.reduce((sum, c) => sum + c, 0), { is: 8 }],
        "largest gain of another table, nats": [Math.max(...gains), { atMost: 1e-12 }],
      };
    },
  },

  async full(log) {
    const words = new Vocabulary();
    const counts = countSentences(giraffe, words, { order: 3 });
    const [first, second, third] = ["长颈鹿", "脖子", "长"].map((word) => words.id(word)) as [number, number, number];
    const P = exactLikelihood(counts);
    const count = (...ngram: number[]) => counts.levels[ngram.length - 1]!.counts[find(counts.levels, ngram)]!;
    const seen = [count(first), count(second), count(first, second), count(second, third)];
    const bigram = print(product(P([first], second), P([second], third)));
    const trigram = print(P([first, second], third));
    const smoothed = Math.exp(modifiedKneserNey(counts).logProb([first, second], third));
    log(`${seen}: ${bigram}, ${trigram}, ${smoothed}`);

    const draw = draws(3);
    const text = Array.from({ length: 500 }, () => Math.floor(5 * draw() ** 2));
    const pairs = countIds([text], { order: 2, size: 5 });
    const likelier = better(maximumLikelihood(pairs), text, 5);
    const likelierThanSmoothed = better(addK(pairs, { k: 20 }), text, 5);

    const { train, nltk } = fixture("ngram/reference.json.gz", NgramFixture);
    const vocabulary = new Vocabulary();
    const model = maximumLikelihood(
      countSentences(
        train.map((line) => line.split(" ")),
        vocabulary,
        { order: 3 },
      ),
    );
    const apart = nltk.queries.map((query, i) => {
      const ids = query.map((word) => (word === "</s>" ? END : vocabulary.id(word)));
      return Math.abs(Math.exp(model.logProb(ids.slice(0, 2), ids[2]!)) - nltk.mle[i]!);
    });
    return {
      value: {
        counts: seen,
        bigrams: bigram,
        trigrams: trigram,
        "smoothed trigram": smoothed,
        "changes that make the text likelier": likelier,
        queries: apart.length,
        "worst distance from NLTK": Math.max(...apart),
        "control: changes of an add-20 table that make the text likelier": likelierThanSmoothed,
      },
      control: `of ${TRIALS} changes of an add-20 table, ${likelierThanSmoothed} make the text likelier`,
    };
  },
});
