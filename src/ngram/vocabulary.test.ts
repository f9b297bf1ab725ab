import { describe, expect, it } from "vitest";
import { NgramError } from "./ngram-error.ts";
import { BEGIN, END, UNKNOWN, Vocabulary } from "./vocabulary.ts";

describe("Vocabulary", () => {
  it("numbers words in the order in which they are met, behind the marks", () => {
    const vocabulary = new Vocabulary(["b", "a", "b"]);
    expect(vocabulary.words()).toEqual(["<unk>", "<s>", "</s>", "b", "a"]);
    expect([UNKNOWN, BEGIN, END].map((id) => vocabulary.word(id))).toEqual(["<unk>", "<s>", "</s>"]);
    expect([vocabulary.add("c"), vocabulary.add("a"), vocabulary.size]).toEqual([5, 4, 6]);
    expect(["b", "a", "c"].map((word) => vocabulary.id(word))).toEqual([3, 4, 5]);
  });

  it("has one id for what it does not know, and for both spellings of that", () => {
    const vocabulary = new Vocabulary(["a"]);
    expect(["z", "<unk>", "<UNK>"].map((word) => vocabulary.id(word))).toEqual([UNKNOWN, UNKNOWN, UNKNOWN]);
    expect([vocabulary.add("<unk>"), vocabulary.add("<UNK>"), vocabulary.size]).toEqual([UNKNOWN, UNKNOWN, 4]);
    expect(["a", "z", "<s>", "<UNK>"].map((word) => vocabulary.has(word))).toEqual([true, false, true, true]);
  });

  it.each(["<s>", "</s>"])("takes %s for no word of a text", (mark) => {
    const refusal = new NgramError(`the text holds ${mark}, which marks the bounds of a sentence`);
    expect(() => new Vocabulary().add(mark)).toThrow(refusal);
    expect(() => new Vocabulary().id(mark)).toThrow(refusal);
  });

  it("has no word for an id beyond its own", () => {
    expect(() => new Vocabulary(["a"]).word(4)).toThrow(new NgramError("the vocabulary has no id 4: it ends before 4"));
  });
});
