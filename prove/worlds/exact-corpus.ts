/** Sentences of which smoothed trigrams were worked out from published formulas over strings, in fractions and decimals. */
import { BEGIN, countSentences, END, type NgramModel, Vocabulary } from "../../src/ngram/index.ts";
import { ExactNgramFixture, fixture } from "../../tests/fixtures.ts";

export function exactCorpus() {
  const { train, heldOut, queries, values } = fixture("ngram/exact.json.gz", ExactNgramFixture);
  const split = (lines: readonly string[]) => lines.map((line) => line.split(" "));
  const vocabulary = new Vocabulary();
  const counts = countSentences(split(train), vocabulary, { order: 3 });
  const idOf = (word: string) => (word === "<s>" ? BEGIN : word === "</s>" ? END : vocabulary.id(word));
  const asked = queries.map((query) => query.map(idOf));
  return {
    counts,
    heldOut: split(heldOut).map((words) => words.map(idOf)),
    /** The largest distance of log P from that estimator's, over all that is asked. */
    distance: (name: string, model: NgramModel) =>
      Math.max(
        ...asked.map((ids, i) => Math.abs(model.logProb(ids.slice(0, -1), ids.at(-1)!) - Math.log(values[name]![i]!))),
      ),
  };
}
