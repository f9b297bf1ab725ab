import { describe, expect, it } from "vitest";
import { ArpaFixture, fixture } from "../../tests/fixtures.ts";
import { readArpa } from "./arpa-reading.ts";
import { arpaText } from "./arpa-writing.ts";
import { countIds, countSentences } from "./counter.ts";
import { katz } from "./katz.ts";
import { maximumLikelihood } from "./maximum-likelihood.ts";
import { modifiedKneserNey } from "./modified-kneser-ney.ts";
import { tokensOf } from "./text.ts";
import { BEGIN, UNKNOWN, Vocabulary } from "./vocabulary.ts";
import { wittenBell } from "./witten-bell.ts";

const sentences = ["the cat sat on the mat", "the dog sat", "a cat saw the dog on a mat", "the the the"].map((line) =>
  line.split(" "),
);
const read = (text: string) => readArpa(text.split("\n"), "x.arpa");

describe("ARPA files", () => {
  it.each([modifiedKneserNey, katz])("hold a model's probabilities (%o)", (estimate) => {
    const vocabulary = new Vocabulary();
    const model = estimate(countSentences(sentences, vocabulary, { order: 3 }));
    const back = read([...arpaText(model, vocabulary)].join(""));
    expect(back.vocabulary.words().toSorted()).toEqual(vocabulary.words().toSorted());
    const all = ["<unk>", "</s>", ...new Set(sentences.flat())];
    const id = (from: Vocabulary, of: string) => from.words().indexOf(of);
    for (const first of ["<s>", ...all]) {
      for (const second of all) {
        for (const word of all) {
          const P = (m: typeof model, from: Vocabulary) =>
            m.logProb([id(from, first), id(from, second)], id(from, word));
          expect(P(back.model, back.vocabulary)).toBeCloseTo(P(model, vocabulary), 7);
        }
      }
    }
  });

  const small =
    "\\data\\\nngram 1=3\nngram 2=1\n\n\\1-grams:\n-1\t<unk>\n-0.5\ta\t-0.2\n-0.3\tb\n\n\\2-grams:\n-0.1\ta b\n\n\\end\\\n";

  it("are read with or without back-off weights, and without marks", () => {
    const { model, vocabulary } = read(small);
    const [a, b] = [vocabulary.id("a"), vocabulary.id("b")];
    const log10 = (context: number[], token: number) =>
      Number((model.logProb(context, token) / Math.LN10).toPrecision(12));
    expect([log10([], a), log10([a], b), log10([a], a), log10([b], a)]).toEqual([-0.5, -0.1, -0.7, -0.5]);
    expect(log10([], vocabulary.id("nowhere"))).toBe(-1);
    expect(log10([], BEGIN)).toBe(-Infinity);
  });

  it.each(fixture("ngram/arpa.json.gz", ArpaFixture).cases)("are read as KenLM reads them: $name", (example) => {
    const { arpa, line, scores } = example;
    const { model, vocabulary } = read(arpa);
    const ids = tokensOf(line, "word").map((word) => vocabulary.id(word));
    const log10 = Array.from(model.score(ids), (score) => score / Math.LN10);
    expect(log10).toHaveLength(scores.length);
    for (const [i, [score]] of scores.entries()) expect(log10[i]).toBeCloseTo(score, 5);
    expect(ids.map((id) => id === UNKNOWN)).toEqual(scores.slice(0, -1).map(([, unknown]) => unknown));
  });

  it("are written as they were read: logarithms to base 10, in the order of suffixes, nothing behind the longest", () => {
    const text = [
      ...["\\data\\", "ngram 1=5", "ngram 2=3", "", "\\1-grams:"],
      ...["-1\t<unk>\t0", "-99\t<s>\t-0.25", "-0.75\t</s>\t0", "-0.5\ta\t-0.2", "-0.333333333\tb\t0", ""],
      ...["\\2-grams:", "-0.25\t<s> a", "-0.4\tb a", "-0.1\ta b", "", "\\end\\", ""],
    ].join("\n");
    const { model, vocabulary } = read(text);
    expect([...arpaText(model, vocabulary)].join("")).toBe(text);
    expect([...arpaText(model, vocabulary, "word")].join("")).toBe(`# unit: word\n${text}`);
    expect(() => arpaText(maximumLikelihood(countIds([[0]], { order: 1, size: 1 })), vocabulary).next()).toThrow(
      new RangeError("an ARPA file holds back-off models: this one has no table of n-grams"),
    );
  });

  it("are written in pieces of some thousand lines", () => {
    const vocabulary = new Vocabulary(Array.from({ length: 9000 }, (_, i) => `w${i}`));
    const pieces = [...arpaText(wittenBell(countSentences([], vocabulary, { order: 1 })), vocabulary)];
    expect(pieces.length).toBeLessThan(10);
    expect(Math.max(...pieces.map((piece) => piece.split("\n").length))).toBeLessThan(5000);
    expect(pieces.join("").match(/\tw\d+\n/g)).toHaveLength(9000);
  });

  it("say what their words are, where whoever wrote them knew", () => {
    const vocabulary = new Vocabulary();
    const model = katz(countSentences(sentences, vocabulary, { order: 2 }));
    for (const unit of ["word", "char", undefined] as const)
      expect(read([...arpaText(model, vocabulary, unit)].join("")).unit).toBe(unit);
  });

  it("keep words that hold or are blanks of Unicode, and <UNK> is <unk>", () => {
    const words = ["a\u00a0", "\u3000", "\ufeff", "\u2028b", "\u0085", "<UNK>", "plain"];
    const vocabulary = new Vocabulary();
    const model = katz(countSentences([tokensOf(words.join(" "), "word")], vocabulary, { order: 2 }));
    const back = read([...arpaText(model, vocabulary)].join(""));
    expect(back.vocabulary.words().toSorted()).toEqual(vocabulary.words().toSorted());
    expect([...vocabulary.words()].slice(3)).toEqual(words.filter((word) => word !== "<UNK>"));
  });

  it("without </s> have no end among their events; read and written again they are the same", () => {
    const { model, vocabulary } = read(small.replace("-1\t<unk>\n", "").replace("1=3", "1=2"));
    const ids = [vocabulary.id("a"), UNKNOWN];
    expect(model.end).toBeUndefined();
    const scores = Array.from(model.score(ids), (score) => score / Math.LN10);
    expect(scores).toEqual([expect.closeTo(-0.5, 12), expect.closeTo(-100.2, 12)]);
    const again = read([...arpaText(model, vocabulary)].join(""));
    const score = (of: string) => again.vocabulary.id(of);
    expect(again.model.logProb([score("a")], score("strange")) / Math.LN10).toBeCloseTo(-100.2, 7);
  });

  it("may lack the suffix of an n-gram, which then backs off", () => {
    const text = small
      .replace("ngram 2=1", "ngram 2=1\nngram 3=1")
      .replace("\\end\\", "\\3-grams:\n-0.05\ta a b\n-0.05\tb b a\n-0.02\ta b a\n\n\\end\\")
      .replace("ngram 3=1", "ngram 3=3");
    const { model, vocabulary } = read(text);
    const [a, b] = [vocabulary.id("a"), vocabulary.id("b")];
    expect(model.logProb([b, b], a) / Math.LN10).toBeCloseTo(-0.05, 12);
    expect(model.logProb([a, b], a) / Math.LN10).toBeCloseTo(-0.02, 12);
    expect(model.logProb([UNKNOWN, b], a) / Math.LN10).toBeCloseTo(-0.5, 12);
    expect([...arpaText(model, vocabulary)].join("")).toContain("ngram 2=2\n");
    expect(model.logProb([a, a], b) / Math.LN10).toBeCloseTo(-0.05, 12);
  });

  const seventeen = Array.from({ length: 16 }, (_, i) => `ngram ${i + 2}=0`).join("\n");

  it.each([
    [small.replace("-0.1\ta b", "-0.1\ta c"), 'x.arpa: line 11: "c" is not among the 1-grams'],
    [small.replace("-0.1\ta b", "0.1\ta b"), "x.arpa: line 11: 0.1 is no logarithm of a probability: it is above 0"],
    [small.replace("-0.1\ta b", "-0.1\ta b c d"), "x.arpa: line 11: expected a logarithm, 2 words"],
    [small.replace("-0.1\ta b", "nan\ta b"), 'x.arpa: line 11: "nan" is no number'],
    [small.replace("ngram 2=1", "ngram 2=2"), "x.arpa: line 13: there are 1 2-grams, and the file began with 2"],
    [small.replace("ngram 1=3", "ngram 1=2"), "x.arpa: line 8: there are more than the 2 1-grams"],
    [small.replace("ngram 2=1", "ngram 2=99999999999999"), "the file began with 99999999999999"],
    [small.replace("ngram 2=1", "ngram 3=1"), "x.arpa: line 3: expected the count of 2-grams"],
    [small.replace("\tb\n", "\ta\n"), 'x.arpa: line 10: among the 1-grams above, "a" stands twice'],
    [
      small.replace("\tb\n", "\tb\tc\td\n"),
      "x.arpa: line 8: expected a logarithm, a word and at most a back-off weight",
    ],
    [small.replace("-0.3\tb", "-0.3"), "x.arpa: line 8: expected a logarithm, a word and at most a back-off weight"],
    [small.replace("ngram 2=1", "ngram 2 1"), "x.arpa: line 3: expected ngram ORDER=COUNT"],
    [small.replace(/ngram.*\n/g, ""), "x.arpa: line 3: expected ngram 1=COUNT"],
    [small.replace("\\2-grams:", "\\3-grams:"), "x.arpa: line 10: expected \\2-grams:"],
    [small.replace("\\end\\", "\\3-grams:"), "x.arpa: line 13: expected \\end\\"],
    [small.replace("ngram 2=1", seventeen), "x.arpa: line 18: n-grams of more than 16 words are not supported"],
    [small.slice(0, -6), "x.arpa: line 13: the file ends before \\end\\"],
    ["", "x.arpa: line 1: the file ends before \\end\\"],
    ["text\n".repeat(2000), "there is no \\data\\ so far: it is no ARPA file"],
  ])("that are damaged are refused by file and line (%#)", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
