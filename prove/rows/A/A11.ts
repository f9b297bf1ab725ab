/** A rule-based language model (Chomsky 1956): a context-free grammar says which sentences are in the language. */
import { Grammar } from "../../../src/ngram/index.ts";
import { applications } from "../../../tests/applications.ts";
import type { Demonstration } from "../../harness/evidence.ts";

/** Every row of words up to a length. */
function* rows(words: readonly string[], length: number): Generator<string[]> {
  yield [];
  if (length > 0) for (const rest of rows(words, length - 1)) for (const word of words) yield [word, ...rest];
}

const demonstration: Demonstration = {
  id: "A11",
  bar:
    "seven grammars (recursion left, right and in the middle, ambiguity, empty rules): of all rows of words up to length L the " +
    "recogniser accepts exactly those that are in the language as the rules enumerate it, and exactly those that the reference accepts",
  oracle: "NLTK 3.10.4 EarleyChartParser on every row; our own enumeration of the language, which parses nothing",
  sources: ["src/ngram/applications/grammar.ts", "tests/applications.ts", "prove/rows/A/A11.ts"],

  async run(log) {
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
      status: apart === 0 && apartFromRules === 0 && control === 7 ? "passed" : "failed",
      value: {
        grammars: 7,
        "rows tried": tried,
        "rows accepted": accepted,
        "rows on which we and NLTK differ": apart,
        "rows on which recogniser and enumeration differ": apartFromRules,
      },
      control: `with one alternative less or more the language is another for ${control} of 7 grammars`,
    };
  },
};

function difference(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter((x) => !b.has(x)).length + [...b].filter((x) => !a.has(x)).length;
}

export default demonstration;
