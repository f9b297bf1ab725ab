import { describe, expect, it } from "vitest";
import { madeUpPairs } from "../../../tests/applications.ts";
import { countSentences } from "../counter.ts";
import { modifiedKneserNey } from "../modified-kneser-ney.ts";
import { NgramError } from "../ngram-error.ts";
import { Vocabulary } from "../vocabulary.ts";
import { Grammar } from "./grammar.ts";
import { decode, ibm1 } from "./translation.ts";

describe("Grammar", () => {
  it("refuses what is no grammar by its line", () => {
    expect(() => new Grammar("S -> 'a'\nB 'b'")).toThrow(new NgramError("grammar: line 2: no rule such as A -> B 'c'"));
    expect(() => new Grammar("S -> 'a")).toThrow("grammar: line 1: a quote has no end");
    expect(() => new Grammar("S -> A")).toThrow("grammar: A, named by S, has no rule");
    expect(() => new Grammar("# nothing")).toThrow("a grammar needs at least one rule");
  });
});

describe("IBM Model 1", () => {
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
