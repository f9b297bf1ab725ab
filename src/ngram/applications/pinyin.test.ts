import { describe, expect, it } from "vitest";
import { draws } from "../../../tests/draws.ts";
import { addK } from "../add-k.ts";
import { countIds, countSentences } from "../counter.ts";
import { NgramError } from "../ngram-error.ts";
import { Vocabulary } from "../vocabulary.ts";
import { typed, typedExhaustively } from "./pinyin.ts";

const SYLLABLES = ["shi", "ma", "de"];
const random = draws(4);
const texts = Array.from({ length: 40 }, () => Array.from({ length: 6 }, () => Math.floor(9 * random() ** 2)));

/** Nine characters, three to a syllable. */
const candidates = (ids: readonly number[]) => (syllable: string) => {
  const i = SYLLABLES.indexOf(syllable);
  return i < 0 ? [] : ids.filter((_, place) => place % 3 === i);
};

const inputs = [1, 2, 3].flatMap((order) => {
  const vocabulary = new Vocabulary();
  const names = texts.map((ids) => ids.map((id) => `c${id}`));
  const ended = addK(countSentences(names, vocabulary, { order }), { k: 0.1 });
  const endless = addK(countIds(texts, { order, size: 9 }), { k: 0.1 });
  const known = vocabulary
    .words()
    .slice(3)
    .map((word) => vocabulary.id(word));
  return [
    { order, end: "an event", input: { model: ended, candidates: candidates(known) } },
    { order, end: "none", input: { model: endless, candidates: candidates([...Array(9).keys()]) } },
  ];
});

/** Every row of syllables of a length. */
const rows = (length: number): string[][] =>
  length === 0 ? [[]] : rows(length - 1).flatMap((row) => SYLLABLES.map((syllable) => [...row, syllable]));

describe("pinyin", () => {
  it.each(inputs)(
    "of order $order is searched as well by Viterbi as by trying every row, the end being $end",
    ({ input }) => {
      for (const syllables of [...rows(1), ...rows(3), ...rows(5).filter((_, i) => i % 60 === 0)]) {
        const [ours, best] = [typed(input, syllables), typedExhaustively(input, syllables)];
        expect(ours.ids).toEqual(best.ids);
        expect(ours.logProb).toBeCloseTo(best.logProb, 12);
        expect(ours.ids.every((id, i) => input.candidates(syllables[i]!).includes(id))).toBe(true);
        expect(ours.logProb).toBeCloseTo(
          input.model.score(ours.ids).reduce((sum, log) => sum + log),
          12,
        );
      }
    },
  );

  it("is no text where a syllable is none", () => {
    expect(() => typed(inputs[0]!.input, ["ma", "xyz"])).toThrow(new NgramError('no character is read "xyz"'));
  });
});
