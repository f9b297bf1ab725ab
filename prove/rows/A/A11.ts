/** A rule-based language model (Chomsky 1956): a context-free grammar says which sentences are in the language. */

import { Grammar } from "../../../src/ngram/index.ts";
import { applications } from "../../../tests/applications.ts";
import { row } from "../../harness/row.ts";

/** Every row of words up to a length. */
function* rows(words: readonly string[], length: number): Generator<string[]> {
  yield [];
  if (length > 0) for (const rest of rows(words, length - 1)) for (const word of words) yield [word, ...rest];
}

export default row({
  id: "A11",
  bar:
    "seven grammars (recursion left, right and in the middle, ambiguity, empty rules): of all rows of words up to length L the " +
    "recogniser accepts exactly those that are in the language as the rules enumerate it, and exactly those that the reference accepts",
  holds: {
    "rows on which we and NLTK differ": { is: 0 },
    "rows on which recogniser and enumeration differ": { is: 0 },
    "control: grammars whose language is another with one alternative less or more": { is: 7 },
  },
  oracle: "NLTK 3.10.4 EarleyChartParser on every row; our own enumeration of the language, which parses nothing",

  short: {
    "accepts the sentences that NLTK's Earley parser accepts, and no others": () => {
      let [accepted, apart, apartFromRules] = [0, 0, 0];
      for (const { name, text, length, words, accepted: expected } of applications().grammars) {
        const grammar = new Grammar(text);
        const limit = name === "english" ? 4 : Math.min(length, 6); // the full length is the full form's
        const ours = new Set([...rows(words, limit)].filter((row) => grammar.accepts(row)).map((row) => row.join(" ")));
        const length_ = (sentence: string) => (sentence === "" ? 0 : sentence.split(" ").length);
        apart += difference(ours, new Set(expected.filter((sentence) => length_(sentence) <= limit)));
        apartFromRules += difference(ours, grammar.language(limit));
        accepted += ours.size;
      }
      return {
        "rows accepted": [accepted, { above: 0 }],
        "rows on which we and NLTK differ": [apart, { is: 0 }],
        "rows on which recogniser and enumeration differ": [apartFromRules, { is: 0 }],
      };
    },
  },

  async full(log) {
    let [tried, accepted, apart, apartFromRules, control] = [0, 0, 0, 0, 0];
    for (const { name, text, length, words, accepted: expected } of applications().grammars) {
      const grammar = new Grammar(text);
      const all = [...rows(words, length)];
      const ours = new Set(all.filter((row) => grammar.accepts(row)).map((row) => row.join(" ")));
      const theirs = new Set(expected);
      apart += difference(ours, theirs);
      apartFromRules += difference(ours, grammar.language(length));
      tried += all.length;
      accepted += ours.size;
      // One alternative less is another language.
      const less = new Grammar(
        text.replace(/ ?\|[^|\n]*$/, "") === text ? `${text}\nS -> 'cat'` : text.replace(/ ?\|[^|\n]*$/, ""),
      );
      const other = difference(less.language(length), theirs);
      control += Number(other > 0);
      log(`${name}: ${ours.size} of ${all.length} rows up to ${length} words; another grammar differs in ${other}`);
    }
    return {
      value: {
        grammars: 7,
        "rows tried": tried,
        "rows accepted": accepted,
        "rows on which we and NLTK differ": apart,
        "rows on which recogniser and enumeration differ": apartFromRules,
        "control: grammars whose language is another with one alternative less or more": control,
      },
      control: `with one alternative less or more the language is another for ${control} of 7 grammars`,
    };
  },
});

function difference(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter((x) => !b.has(x)).length + [...b].filter((x) => !a.has(x)).length;
}
