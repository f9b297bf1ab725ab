import { describe, expect, it } from "vitest";
import { madeUpPairs } from "../../../tests/applications.ts";
import { countSentences } from "../counter.ts";
import { NgramModel } from "../model.ts";
import { modifiedKneserNey } from "../modified-kneser-ney.ts";
import { Vocabulary } from "../vocabulary.ts";
import { decode, ibm1, NULL, type SentencePair, type TranslationTable } from "./translation.ts";

const pair = (english: string, foreign: string): SentencePair => ({
  english: english.split(" ").filter((word) => word !== ""),
  foreign: foreign.split(" "),
});

describe("IBM Model 1", () => {
  const pairs = [pair("a b", "x y"), pair("a", "x")];

  it("shares each foreign word among the English ones, as by hand", () => {
    // x is a third each of NULL, a and b in the first pair, half each of NULL and a in the second; y is a third each.
    const { probability, sources, logLikelihoods } = ibm1(pairs, { steps: 1 });
    for (const e of ["a", NULL]) expect([probability("x", e), probability("y", e)]).toEqual([5 / 7, 2 / 7].map(close));
    expect([probability("x", "b"), probability("y", "b")]).toEqual([1 / 2, 1 / 2].map(close));
    expect([probability("z", "a"), probability("x", "c")]).toEqual([0, 0]);
    expect(logLikelihoods).toEqual([3 * Math.log(1 / 2), Math.log((9 / 14) * (5 / 14) * (5 / 7))].map(close));
    expect(sources("y")).toEqual([
      ["b", close(1 / 2)],
      ["a", close(2 / 7)],
    ]);
    expect(sources("z")).toEqual([]);
  });

  it("takes ten steps where none are given", () => {
    expect(ibm1(pairs).logLikelihoods).toHaveLength(11);
    expect(ibm1(pairs, { steps: 0 }).probability("x", "b")).toBe(1 / 2);
  });

  it("aligns each foreign word with the likeliest English one, or with none", () => {
    const { align } = ibm1(pairs, { steps: 1 });
    expect(align(pair("a b", "y x"))).toEqual([1, 0]);
    expect(align(pair("b a", "y x"))).toEqual([0, 1]);
    expect(align(pair("b", "x y"))).toEqual([-1, 0]);
    expect(align(pair("", "x"))).toEqual([-1]);
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

const close = (value: number) => expect.closeTo(value, 12);

describe("decode", () => {
  const sources: Record<string, [string, number][]> = {
    x: [
      ["a", 0.6],
      ["b", 0.4],
    ],
    y: [["c", 1]],
    z: [["d", 1]],
  };
  const table: TranslationTable = {
    probability: () => 0,
    sources: (f) => sources[f] ?? [],
    logLikelihoods: [],
    align: () => [],
  };
  const words = ["<s>", "a", "b", "c", "d", "</s>"];
  /** A bigram model in which some pairs of words are exp(gain) times as probable as others. */
  const fond = (gain: number, pairs: string[], end?: number) => ({
    model: new NgramModel({ order: 2, size: 7, begin: 0, end }, (context, token) =>
      pairs.includes(`${words[context[0]!]} ${words[token]}`) ? gain : 0,
    ),
    idOf: (word: string) => (words.includes(word) ? words.indexOf(word) : 6),
  });

  it("puts the likeliest word in each place where it hears nothing of the language, an unknown one as it stands", () => {
    expect(decode(["y", "x", "strange"], table)).toEqual(["c", "a", "strange"]);
    expect(decode(["y", "strange"], table, { fluency: fond(0, []) })).toEqual(["c", "strange"]);
    expect(decode([], table, { fluency: fond(0, []) })).toEqual([]);
  });

  it.each([
    [0.4, "a c"],
    [0.41, "b c"],
  ])("weighs words against the language: with a gain of %d", (gain, found) => {
    // ln 0.6 / 0.4 is 0.405.
    expect(decode(["x", "y"], table, { fluency: fond(gain, ["b c"]) }).join(" ")).toBe(found);
  });

  it.each([
    { gain: 1.4, options: {}, found: "c d" },
    { gain: 1.6, options: {}, found: "d c" },
    { gain: 2.9, options: { distortion: 1 }, found: "c d" },
    { gain: 3.1, options: { distortion: 1 }, found: "d c" },
    { gain: 9, options: { reach: 0 }, found: "c d" },
  ])("jumps over places where that is worth it: %j", ({ gain, options, found }) => {
    // One place ahead, and two back.
    expect(decode(["y", "z"], table, { fluency: fond(gain, ["d c"]), ...options }).join(" ")).toBe(found);
  });

  it("translates each word once, however well one would stand twice", () => {
    expect(decode(["y", "z"], table, { fluency: fond(9, ["d d"]) }).join(" ")).toBe("c d");
  });

  it("takes a word from as far ahead as it may reach, one place where nothing is said", () => {
    const fluency = fond(9, ["<s> d", "d a"]);
    expect(decode(["x", "y", "z"], table, { fluency }).join(" ")).toBe("a c d");
    expect(decode(["x", "y", "z"], table, { fluency, reach: 2 }).join(" ")).toBe("d a c");
  });

  it("hears the end of the sentence where that is an event", () => {
    expect(decode(["y", "z"], table, { fluency: fond(9, ["c </s>"], 5) }).join(" ")).toBe("d c");
    expect(decode(["y", "z"], table, { fluency: fond(9, ["c </s>"]) }).join(" ")).toBe("c d");
  });

  it("considers the likeliest words alone, five where nothing is said", () => {
    const many = { ...table, sources: () => [..."123456"].map((word, i) => [word, 1 / (i + 2)] as const) };
    const of = (word: string) => ({
      model: new NgramModel({ order: 1, size: 7, begin: 0, end: undefined }, (_, token) =>
        token === Number(word) ? 9 : 0,
      ),
      idOf: Number,
    });
    expect(decode(["x"], many, { fluency: of("5") })).toEqual(["5"]);
    expect(decode(["x"], many, { fluency: of("6") })).toEqual(["1"]);
    expect(decode(["x"], many, { fluency: of("3"), choices: 2 })).toEqual(["1"]);
  });

  it("forgets what falls out of its beam", () => {
    const fluency = fond(2, ["b c"]);
    expect(decode(["x", "y"], table, { fluency, reach: 0 }).join(" ")).toBe("b c");
    expect(decode(["x", "y"], table, { fluency, reach: 0, beam: 1 }).join(" ")).toBe("a c");
    const many = [...Array(60).keys()].map((i) => [`${i}`, 1 / (i + 2)] as const);
    const own = { ...table, sources: (f: string) => (f === "x" ? many : ([["60", 1]] as const)) };
    const after = (id: number) => ({
      model: new NgramModel({ order: 2, size: 62, begin: 61, end: undefined }, (context, token) =>
        context[0] === id && token === 60 ? 9 : 0,
      ),
      idOf: Number,
    });
    const found = (id: number) => decode(["x", "y"], own, { fluency: after(id), choices: 60, reach: 0 })[0];
    expect([found(49), found(50)]).toEqual(["49", "0"]); // fifty are kept where nothing is said
  });
});
