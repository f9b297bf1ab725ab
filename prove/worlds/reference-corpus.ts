/** The sentences that NLTK and KenLM's lmplz counted too: models of them, and how far these lie from theirs. */
import { countSentences, END, type NgramModel, Vocabulary } from "../../src/ngram/index.ts";
import { fixture, NgramFixture } from "../../tests/fixtures.ts";
import { idsOf } from "./sentences.ts";

const split = (lines: readonly string[]) => lines.map((line) => line.split(" "));

/** Counts up to order 5, what was counted and what was held out, and the distances of a model from both references. */
export function referenceCorpus() {
  const { train, test, nltk, kenlm, lmplz } = fixture("ngram/reference.json.gz", NgramFixture);
  const vocabulary = new Vocabulary();
  const sentences = split(train);
  const counts = countSentences(sentences, vocabulary, { order: 5 });
  const heldOut = idsOf(split(test), vocabulary);
  /** The distance of each score of held-out words from `expected`, in log10. */
  const apart = (model: NgramModel, expected: readonly (readonly number[])[]) =>
    heldOut.flatMap((ids, i) =>
      Array.from(model.score(ids), (score, j) => Math.abs(score / Math.LN10 - expected[i]![j]!)),
    );
  return {
    sentences,
    test: split(test),
    vocabulary,
    counts,
    own: idsOf(sentences, vocabulary),
    heldOut,
    nltk,
    /** The largest distance from probabilities that NLTK gives. */
    fromNltk: (model: NgramModel, expected: readonly number[]) =>
      Math.max(
        ...nltk.queries.map((query, i) => {
          const ids = query.map((word) => (word === "</s>" ? END : vocabulary.id(word)));
          return Math.abs(Math.exp(model.logProb(ids.slice(0, 2), ids[2]!)) - expected[i]!);
        }),
      ),
    /** Distances from what KenLM reads in our own file: whether a look-up and the file agree. */
    fromFile: (model: NgramModel, order: number) => apart(model, kenlm[order]!),
    /** Distances from what KenLM's lmplz estimates. */
    fromLmplz: (model: NgramModel, order: number) => apart(model, lmplz[order]!),
  };
}
