import { describe, expect, it } from "vitest";
import { NgramModel } from "../model.ts";
import {
  candidates,
  ErrorModel,
  editBetween,
  edits,
  inContext,
  likeliest,
  mostFrequent,
  neighbours,
} from "./spelling.ts";

const counts = (words: Record<string, number>) => new Map(Object.entries(words));

describe("edits", () => {
  it("are Norvig's", () => {
    expect(edits("somthing").size).toBe(442); // as he says in his essay
    const of = edits("abc");
    for (const each of ["bc", "ac", "ab", "bac", "acb", "xbc", "axc", "abx", "xabc", "axbc", "abxc", "abcx"])
      expect(of).toContain(each);
    for (const other of ["cba", "a", "abcxy", "xyc"]) expect(of).not.toContain(other);
  });

  it.each([
    ["the", "hte", "th>ht"],
    ["receive", "recieve", "ei>ie"],
    ["comma", "coma", "mm>m"],
    ["at", "t", "^a>^"],
    ["be", "bea", "e>ea"],
    ["be", "abe", "^>^a"],
    ["cat", "cut", "a>u"],
    ["cat", "bat", "c>b"],
    ["", "a", "^>^a"],
    ["cat", "cat", undefined],
    ["cat", "dog", undefined],
    ["cat", "tac", undefined],
    ["cat", "catch", undefined],
    ["abcd", "badc", undefined],
  ])("from %s to %s are %s", (meant, written, edit) => {
    expect(editBetween(meant, written)).toBe(edit);
  });

  it("join neighbours that are words, in the order of the alphabet", () => {
    const known = new Set(["cut", "bat", "cat", "at", "dog"]);
    expect(neighbours("cat", (word) => known.has(word))).toEqual(["at", "bat", "cut"]);
  });
});

describe("Norvig's corrector", () => {
  it.each([
    ["the word itself where it is one", "cat", { cat: 1, cut: 9 }, ["cat"]],
    ["else the words one edit away", "cet", { cat: 1, cut: 2, coat: 9 }, ["cat", "cut"]],
    ["be it one word", "cet", { cat: 1, coat: 9 }, ["cat"]],
    ["else those two edits away", "cet", { coat: 2, boats: 9 }, ["coat"]],
    ["else what is written", "cet", { boats: 9 }, ["cet"]],
  ])("considers %s", (_, written, words, found) => {
    expect(candidates(written, counts(words)).sort()).toEqual(found);
  });

  it("takes the most frequent word, and of equal ones the first in the alphabet", () => {
    expect(mostFrequent("cet", counts({ cat: 3, cut: 4, get: 1 }))).toBe("cut");
    expect(mostFrequent("cet", counts({ cut: 4, cat: 4, get: 4 }))).toBe("cat");
    expect(mostFrequent("zzzzz", counts({ cat: 3 }))).toBe("zzzzz");
  });
});

describe("ErrorModel", () => {
  const errors = new ErrorModel([
    ["the", "hte"],
    ["the", "hte"],
    ["tenet", "tenat"],
    ["moon", "mun"], // two edits apart: its letters count, and no edit
  ]);

  it.each([
    ["neighbours changed over", "the", "hte", (2 + 0.5) / (2 + 1000)],
    ["a letter for another", "tenet", "tenat", (1 + 0.5) / (4 + 1000)],
    ["a letter for another, of a word's last", "hat", "had", 0.5 / (4 + 1000)],
    ["a letter left out", "then", "ten", 0.5 / (2 + 1000)],
    ["a first letter left out", "moon", "oon", 0.5 / (1 + 1000)],
    ["a letter put in", "oo", "oox", 0.5 / (2 + 1000)],
    ["a first letter put in", "moon", "amoon", 0.5 / (4 + 1000)],
    ["nothing", "the", "the", 1],
  ])("has seen %s as often as it has", (_, meant, written, probability) => {
    expect(errors.logProb(meant, written)).toBeCloseTo(Math.log(probability), 12);
  });

  it("takes the likeliest way of two edits, and knows no third", () => {
    const seen = new ErrorModel([...Array(500).fill(["ab", "ba"]), ...Array(300).fill(["c", "d"])]);
    const swapped = Math.log(500.5 / 1500);
    expect(seen.logProb("abc", "bad")).toBeCloseTo(swapped + Math.log(300.5 / 1300), 12);
    expect(seen.logProb("abcc", "badd")).toBe(-Infinity);
  });
});

describe("the noisy channel", () => {
  it("weighs how frequent a word is against how it is mistaken", () => {
    const words = counts({ cat: 100, cut: 120 });
    expect(likeliest("cet", words, new ErrorModel([]))).toBe("cut");
    expect(likeliest("cet", words, new ErrorModel([["bad", "bed"]]))).toBe("cat");
    expect(likeliest("cat", words, new ErrorModel([]))).toBe("cat");
    expect(likeliest("zzzzz", words, new ErrorModel([]))).toBe("zzzzz");
  });
});

describe("a word among others", () => {
  const words = ["<s>", "the", "quiet", "house", "quite", "</s>", "quit"];
  const idOf = (word: string) => words.indexOf(word);
  const isWord = (word: string) => words.includes(word) && word !== "quit";
  /** A model in which one row of words is `gain` times as probable as any other. */
  const fond = (row: string, gain: number, { end }: { end?: number } = {}) => {
    const ids = row.split(" ").map(idOf);
    return new NgramModel({ order: ids.length, size: words.length, begin: 0, end }, (context, token) =>
      Math.log([...Array.from(context), token].join() === ids.join() ? gain / 1000 : 1 / 1000),
    );
  };
  const at = (model: NgramModel, sentence: string, place: number, knows = isWord) =>
    inContext(sentence.split(" "), place, { model, idOf, knows });

  it.each([
    ["the word before", "the quiet", "the quite house", 1],
    ["the word behind", "quiet house", "the quite house", 1],
    ["two words behind", "quiet the house", "quite the house", 0],
    ["words on both sides", "the quiet house", "the quite house", 1],
    ["the beginning", "<s> quiet", "quite house", 0],
  ])("is told from its neighbours by %s", (_, row, sentence, place) => {
    // It is right in 99 of 100 places: another must be more than 99 times as probable.
    expect(at(fond(row, 120), sentence, place)).toBe("quiet");
    expect(at(fond(row, 80), sentence, place)).toBe("quite");
  });

  it("is told by the end of the sentence too, where that is an event", () => {
    const row = "quiet </s>";
    expect(at(fond(row, 120, { end: 5 }), "the quite", 1)).toBe("quiet");
    expect(at(fond(row, 120, { end: 5 }), "quite the house", 0)).toBe("quite");
    expect(at(fond(row, 120), "the quite", 1)).toBe("quite");
  });

  it("shares its errors among all words one edit away", () => {
    const also = (word: string) => isWord(word) || word === "quit";
    expect(at(fond("the quiet", 150), "the quite house", 1, also)).toBe("quite");
    expect(at(fond("the quiet", 250), "the quite house", 1, also)).toBe("quiet");
  });

  it("is as often wrong as is said", () => {
    const context = { model: fond("the quiet", 15), idOf, knows: isWord };
    expect(inContext(["the", "quite"], 1, context)).toBe("quite");
    expect(inContext(["the", "quite"], 1, context, 0.1)).toBe("quiet");
  });
});
