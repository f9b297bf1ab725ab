import { describe, expect, it } from "vitest";
import { NgramError } from "../ngram-error.ts";
import { Grammar } from "./grammar.ts";

/** Every row of at most `length` of these words. */
function* rowsOf(words: readonly string[], length: number): Generator<string[]> {
  yield [];
  if (length === 0) return;
  for (const row of rowsOf(words, length - 1)) {
    if (row.length < length - 1) continue;
    for (const word of words) yield [...row, word];
  }
}

const allRows = (words: readonly string[], length: number) =>
  Array.from({ length: length + 1 }, (_, n) => [...rowsOf(words, n)].filter((row) => row.length === n)).flat();

const grammars = [
  { of: "brackets", text: "S -> '(' S ')' S |", sentences: ["", "( )", "( ( ) )", "( ) ( )"] },
  { of: "recursion on the left", text: "S -> S 'b' | 'a'", sentences: ["a", "a b", "a b b", "a b b b"] },
  { of: "recursion on the right", text: "S -> 'a' S | 'b'", sentences: ["b", "a b", "a a b", "a a a b"] },
  {
    of: "palindromes",
    text: "S -> 'a' S 'a' | 'b' S 'b' |",
    sentences: ["", "a a", "b b", "a a a a", "a b b a", "b a a b", "b b b b"],
  },
  {
    of: "empty rules in a row",
    text: "S -> A B 'c'\nB -> A A\nA -> 'a' |",
    sentences: ["c", "a c", "a a c", "a a a c"],
  },
  { of: "a rule that is itself", text: "S -> S | A\nA -> S | 'a'", sentences: ["a"] },
  { of: "two ways to one sentence", text: "S -> S S | 'a'", sentences: ["a", "a a", "a a a", "a a a a"] },
  { of: "rules of one name apart", text: "S -> 'a'\nT -> 'b'\nS -> T T # two", sentences: ["a", "b b"] },
  { of: "both kinds of quotes", text: "S -> \"it's\" | '\"'", sentences: ["it's", '"'] },
  { of: "a sentence within another", text: "S -> 'a' T\nT -> 'b' | 'b' S", sentences: ["a b", "a b a b"] },
];

describe("Grammar", () => {
  it.each(grammars)("grows the sentences of $of", ({ text, sentences }) => {
    expect([...new Grammar(text).language(4)].sort()).toEqual(sentences.toSorted());
  });

  it.each(grammars)("accepts the sentences of $of and no other row of their words", ({ text, sentences }) => {
    const grammar = new Grammar(text);
    const words = [...new Set(sentences.flatMap((sentence) => sentence.split(" ")))].filter((word) => word !== "");
    const accepted = allRows([...words, "x"], 4).filter((row) => grammar.accepts(row));
    expect(accepted.map((row) => row.join(" ")).sort()).toEqual(sentences.toSorted());
  });

  it.each([
    ["S -> 'a'\nB 'b'", "grammar: line 2: no rule such as A -> B 'c'"],
    ["\n# first\nS -> 'a", "grammar: line 3: a quote has no end"],
    ["S -> A", "grammar: A, named by S, has no rule"],
    ["S -> 'a'\nB -> 'b' C", "grammar: C, named by B, has no rule"],
    ["# nothing", "a grammar needs at least one rule"],
  ])("refuses what is none by its line: %j", (text, message) => {
    expect(() => new Grammar(text)).toThrow(new NgramError(message));
  });
});
