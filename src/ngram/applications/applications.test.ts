import { describe, expect, it } from "vitest";
import { applications, madeUpPairs } from "../../../tests/applications.ts";
import { countSentences } from "../counter.ts";
import { modifiedKneserNey } from "../modified-kneser-ney.ts";
import { NgramError } from "../ngram-error.ts";
import { Vocabulary } from "../vocabulary.ts";
import { Grammar } from "./grammar.ts";
import { decode, ibm1, NULL } from "./translation.ts";

describe("Grammar", () => {
  /** Every row of words up to a length. */
  function* rows(words: readonly string[], length: number): Generator<string[]> {
    yield [];
    if (length > 0) for (const rest of rows(words, length - 1)) for (const word of words) yield [word, ...rest];
  }
  const shortest = (text: string) => (text === "" ? 0 : text.split(" ").length);

  it("[A11] accepts the sentences that NLTK's Earley parser accepts, and no others", () => {
    for (const { name, text, length, words, accepted } of applications().grammars) {
      const grammar = new Grammar(text);
      const limit = name === "english" ? 4 : Math.min(length, 6); // the full length is the demonstration's
      const ours = new Set([...rows(words, limit)].filter((row) => grammar.accepts(row)).map((row) => row.join(" ")));
      expect(ours).toEqual(new Set(accepted.filter((sentence) => shortest(sentence) <= limit)));
      expect(ours).toEqual(grammar.language(limit));
    }
  });

  it("refuses what is no grammar by its line", () => {
    expect(() => new Grammar("S -> 'a'\nB 'b'")).toThrow(new NgramError("grammar: line 2: no rule such as A -> B 'c'"));
    expect(() => new Grammar("S -> 'a")).toThrow("grammar: line 1: a quote has no end");
    expect(() => new Grammar("S -> A")).toThrow("grammar: A, named by S, has no rule");
    expect(() => new Grammar("# nothing")).toThrow("a grammar needs at least one rule");
  });
});

describe("IBM Model 1", () => {
  it("[A10] has NLTK's table after as many steps, and a likelihood that never falls", () => {
    const { pairs, iterations, table } = applications().alignment;
    const model = ibm1(
      pairs.map(([english, foreign]) => ({ english, foreign })),
      { steps: iterations },
    );
    for (const [english, foreign, probability] of table)
      expect(model.probability(foreign, english)).toBeCloseTo(probability, 9);
    expect(table.some(([english]) => english === NULL)).toBe(true);
    const steps = model.logLikelihoods;
    for (const [i, logLikelihood] of steps.slice(1).entries()) expect(logLikelihood).toBeGreaterThan(steps[i]!);
    expect(model.probability("never", "seen")).toBe(0);
  });

  it("needs a language model to choose words and their order", () => {
    const pairs = madeUpPairs(1, 300);
    const table = ibm1(pairs);
    const vocabulary = new Vocabulary();
    const sentences = pairs.map(({ english }) => [...english]);
    const model = modifiedKneserNey(countSentences(sentences, vocabulary, { order: 2 }));
    const fluency = { model, idOf: (word: string) => vocabulary.id(word) };
    const foreign = ["eht", "tac", "dlo", "sbor", "eht", "knab"];
    expect(decode(foreign, table)).not.toEqual(["the", "old", "cat", "robs", "the", "bank"]);
    expect(decode(foreign, table, { fluency })).toEqual(["the", "old", "cat", "robs", "the", "bank"]);
  });
});
