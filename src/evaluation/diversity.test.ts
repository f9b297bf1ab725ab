import { describe, expect, it } from "vitest";
import { draws } from "../../tests/draws.ts";
import { fixture, NgramFixture } from "../../tests/fixtures.ts";
import { countSentences, modifiedKneserNey, Vocabulary } from "../ngram/index.ts";
import { distinct, repetition } from "./index.ts";

describe("repetition", () => {
  it("is the share of n-grams that were there before, and over texts distinct-n is what differs", () => {
    expect(repetition([1, 2, 1, 2, 1], 2)).toBe(0.5);
    expect(repetition(["a", "b", "c"], 2)).toBe(0);
    expect(repetition([1], 2)).toBe(0);
    expect(
      distinct(
        [
          [1, 2, 3],
          [1, 2, 4],
        ],
        2,
      ),
    ).toBe(0.75);
    expect(distinct([[1]], 2)).toBe(0);
    // Words that read alike when joined are told apart.
    expect(repetition(["a b", "c", "a", "b c"], 2)).toBe(0);
  });

  it("[C10] is high in what is likeliest under a trigram model, and low in what is drawn from it", () => {
    const sentences = fixture("ngram/reference.json.gz", NgramFixture).train.map((line) => line.split(" "));
    const model = modifiedKneserNey(countSentences(sentences, new Vocabulary(), { order: 3 }));
    const write = (start: number, choose: (probabilities: Float64Array) => number) => {
      const tokens = [start];
      while (tokens.length < 64) {
        const probabilities = model.conditional(tokens);
        if (model.end !== undefined) probabilities[model.end] = 0;
        tokens.push(choose(probabilities));
      }
      return tokens;
    };
    const random = draws(1);
    const drawing = (probabilities: Float64Array) => {
      const sums = [...probabilities];
      for (let i = 1; i < sums.length; i++) sums[i]! += sums[i - 1]!;
      const place = random() * sums.at(-1)!;
      return sums.findIndex((sum) => sum > place);
    };
    const likeliest = (probabilities: Float64Array) => probabilities.indexOf(Math.max(...probabilities));
    const starts = Array.from({ length: 12 }, (_, i) => 3 + 5 * i);
    const mean = (texts: number[][]) => texts.reduce((sum, text) => sum + repetition(text, 4), 0) / texts.length;
    const searched = starts.map((start) => write(start, likeliest));
    const drawn = starts.map((start) => write(start, drawing));
    expect(mean(searched)).toBeGreaterThan(0.3);
    expect(mean(searched)).toBeGreaterThan(2 * mean(drawn));
    expect(distinct(searched, 2)).toBeLessThan(distinct(drawn, 2));
  });
});
