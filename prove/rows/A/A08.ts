/** An input method: which characters were meant by what was typed, by Viterbi over a counting model. */

import { modifiedKneserNey, type PinyinInput, typed, typedExhaustively } from "../../../src/ngram/index.ts";
import { characterAccuracy, handbookInput } from "../../../tests/applications.ts";
import { interval95 } from "../../harness/bootstrap.ts";
import { row } from "../../harness/row.ts";

export default row({
  id: "A08",
  bar:
    "pinyin without tones, the 1,139 held-out runs of the Debian handbook whose readings are all known: at least 0.80 of the characters right by a bigram model and by " +
    "a trigram model, each at least 10 points over single characters (lower end of the 95 % interval); Viterbi equals exhaustive " +
    "search on the first 40 runs of four that have at most 20,000 rows of characters, by bigrams and by trigrams",
  holds: {
    "accuracy of bigrams": { atLeast: 0.8 },
    "accuracy of trigrams": { atLeast: 0.8 },
    "gain of bigrams, 95 %": { atLeast: 0.1 },
    "gain of trigrams, 95 %": { atLeast: 0.1 },
    "runs searched exhaustively, by order": { above: 10 },
    "runs on which Viterbi and exhaustive search differ": { is: 0 },
    "control: accuracy of each reading's first character": { below: 0.5 },
  },
  oracle: "the text as it was; pypinyin 0.55.0 for its readings; exhaustive search",

  short: {
    "becomes the text that was meant, by bigrams far oftener than by single characters": () => {
      const [single, pairs] = [1, 2].map((order) => {
        const { input, write, sentences } = handbookInput(order, (counts) => modifiedKneserNey(counts));
        return characterAccuracy(
          sentences.slice(0, 200).map(({ text, syllables }) => [write(typed(input, syllables).ids), text]),
        );
      });
      return {
        "accuracy of bigrams": [pairs!, { above: 0.88 }],
        "gain over single characters": [pairs! - single!, { above: 0.25 }],
      };
    },
  },

  async full(log) {
    const orders = [1, 2, 3].map((order) => ({
      order,
      ...handbookInput(order, (counts) => modifiedKneserNey(counts)),
    }));
    const { sentences } = orders[0]!;
    const found = orders.map(({ order, input, write }) => {
      const texts = sentences.map(({ syllables }) => write(typed(input, syllables).ids));
      log(`order ${order}: ${characterAccuracy(texts.map((text, i) => [text, sentences[i]!.text] as const))}`);
      return texts;
    });
    const accuracy = found.map((texts) =>
      characterAccuracy(texts.map((text, i) => [text, sentences[i]!.text] as const)),
    );
    const rows = sentences.map(({ text }, i) => ({ text, by: found.map((texts) => texts[i]!) }));
    const gains = [1, 2].map((k) =>
      interval95(rows, (sample) => {
        const of = (order: number) => characterAccuracy(sample.map(({ text, by }) => [by[order]!, text] as const));
        return of(k) - of(0);
      }),
    );
    const search = orders.slice(1).map(({ input }) =>
      compareSearches(
        input,
        sentences.map(({ syllables }) => syllables),
      ),
    );
    const first = characterAccuracy(
      sentences.map(({ text, syllables }) => [firstOf(orders[0]!, syllables), text] as const),
    );
    return {
      value: {
        sentences: sentences.length,
        characters: sentences.reduce((sum, { text }) => sum + text.length, 0),
        "accuracy of single characters": accuracy[0]!,
        "accuracy of bigrams": accuracy[1]!,
        "accuracy of trigrams": accuracy[2]!,
        "runs searched exhaustively, by order": search.map(({ tried }) => tried),
        "runs on which Viterbi and exhaustive search differ": search.reduce((sum, { apart }) => sum + apart, 0),

        "gain of bigrams, 95 %": gains[0]!,
        "gain of trigrams, 95 %": gains[1]!,
        "control: accuracy of each reading's first character": first,
      },
      control: `the first character of each reading in the order of Unicode: ${first.toFixed(3)}`,
      interval:
        `gain of bigrams ${gains[0]!.map((x) => x.toFixed(3)).join(" to ")}, of trigrams ${gains[1]!.map((x) => x.toFixed(3)).join(" to ")} ` +
        "(95 %, bootstrap over sentences)",
    };
  },
});

function firstOf({ input, write }: ReturnType<typeof handbookInput>, syllables: readonly string[]): string {
  return syllables.map((syllable) => write(input.candidates(syllable).slice(0, 1))).join("");
}

/** Runs of four that have few enough rows, by both searches. */
function compareSearches(input: PinyinInput, rows: readonly (readonly string[])[]) {
  const few = rows.filter(
    (row) => row.length === 4 && row.reduce((product, s) => product * input.candidates(s).length, 1) <= 20_000,
  );
  const tried = few.slice(0, 40);
  const apart = tried.filter((row) => {
    const [a, b] = [typed(input, row), typedExhaustively(input, row)];
    return Math.abs(a.logProb - b.logProb) > 1e-9;
  }).length;
  return { tried: tried.length, apart };
}
