import { describe, expect, it } from "vitest";
import { ExactNgramFixture, fixture } from "../../tests/fixtures.ts";
import { countSentences } from "./counter.ts";
import { goodTuring, goodTuringShares } from "./good-turing.ts";
import { fitWeights, jelinekMercer } from "./jelinek-mercer.ts";
import { katz } from "./katz.ts";
import { kneserNey } from "./kneser-ney.ts";
import { BEGIN, Vocabulary } from "./vocabulary.ts";

const { train, heldOut, queries, values, weights, prosody } = fixture("ngram/exact.json.gz", ExactNgramFixture);
const split = (lines: readonly string[]) => lines.map((line) => line.split(" "));
const vocabulary = new Vocabulary();
const counts = countSentences(split(train), vocabulary, { order: 3 });
const idOf = (word: string) =>
  word === "<s>" ? BEGIN : word === "</s>" ? vocabulary.words().indexOf(word) : vocabulary.id(word);
const fitted = fitWeights(
  counts,
  split(heldOut).map((words) => words.map(idOf)),
  { rounds: 4 },
).weights;

describe("estimators equal their published formulas, worked out elsewhere over strings", () => {
  const models = {
    katz: katz(counts),
    "katz, counts up to 2": katz(counts, { most: 2 }),
    "kneser-ney": kneserNey(counts),
    "kneser-ney, backing off": kneserNey(counts, { backoff: true }),
    "good-turing": goodTuring(counts),
    "jelinek-mercer": jelinekMercer(counts, fitted),
  };

  it.each(Object.entries(models))("%s", (name, model) => {
    for (const [i, query] of queries.entries()) {
      const [token, ...context] = query.map(idOf).reverse();
      const found = Math.exp(model.logProb(context.reverse(), token!));
      expect(found / values[name]![i]!, `P(${query.at(-1)} | ${query.slice(0, -1).join(" ")})`).toBeCloseTo(1, 9);
    }
  });

  it("the weights of Jelinek and Mercer, for each length of context and each bucket", () => {
    for (const [key, weight] of Object.entries(weights)) {
      const [length, bucket] = key.split(" ").map(Number) as [number, number];
      expect(fitted[length]![bucket], key).toBeCloseTo(weight, 12);
    }
  });

  it("simple Good-Turing of Gale and Sampson's words of prosody, by NLTK", () => {
    const seen = prosody.sizes.flatMap(([r, n]) => new Array<number>(n).fill(r));
    const shares = goodTuringShares(Float64Array.from(seen), seen.length + 1);
    expect(shares.unseen).toBeCloseTo(prosody.unseen, 12);
    for (const [i, [r]] of prosody.sizes.entries()) expect(shares.of(r) / prosody.shares[i]!).toBeCloseTo(1, 9);
  });
});
