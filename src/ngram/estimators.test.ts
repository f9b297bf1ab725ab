/** What every smoothed model keeps, whatever its estimator. */
import { describe, expect, it } from "vitest";
import { draws } from "../../tests/draws.ts";
import { addK } from "./add-k.ts";
import { countIds, countSentences } from "./counter.ts";
import { goodTuring } from "./good-turing.ts";
import { jelinekMercer } from "./jelinek-mercer.ts";
import { katz } from "./katz.ts";
import { kneserNey } from "./kneser-ney.ts";
import { maximumLikelihood } from "./maximum-likelihood.ts";
import type { NgramModel } from "./model.ts";
import { modifiedKneserNey } from "./modified-kneser-ney.ts";
import { type Counts, upTo } from "./tables.ts";
import { Vocabulary } from "./vocabulary.ts";
import { wittenBell } from "./witten-bell.ts";

type Estimator = (counts: Counts, options: { order?: number }) => NgramModel;

const smoothed: Record<string, Estimator> = {
  "additive smoothing": (own, options) => addK(own, { ...options, k: 0.3 }),
  "Witten-Bell": wittenBell,
  "Kneser-Ney": kneserNey,
  "Kneser-Ney, backing off": (own, options) => kneserNey(own, { ...options, backoff: true }),
  "modified Kneser-Ney": modifiedKneserNey,
  Katz: katz,
  "Good-Turing": goodTuring,
  "Jelinek-Mercer": (own, { order = own.order }) =>
    jelinekMercer(
      own,
      Array.from({ length: order }, (_, k) => new Float64Array(32).fill(0.3 + k / 5)),
    ),
};

/** Pseudo-random texts over few words: some contexts are followed by every word, and some words are never seen. */
function texts(seed: number, size: number, count: number): number[][] {
  const random = draws(seed);
  const word = () => Math.floor(size * random() ** 2);
  return Array.from({ length: count }, () => Array.from({ length: Math.floor(8 * random()) }, word));
}

const corpora = {
  "much of few words": countIds(texts(1, 3, 60), { order: 3, size: 3 }),
  "little of many words": countIds(texts(2, 9, 5), { order: 3, size: 10 }),
  "each n-gram seen once": countIds([[0, 1, 2, 3]], { order: 3, size: 5 }),
  "the same word": countIds([[0, 0, 0, 0], [0]], { order: 2, size: 2 }),
  "every word once": countIds([[0, 1, 2]], { order: 2, size: 3 }),
  "nothing at all": countIds([], { order: 2, size: 3 }),
  "sentences with ends": countSentences([["a", "b"], ["b", "a", "a"], []], new Vocabulary(), { order: 3 }),
};

describe.each(Object.entries(smoothed))("%s", (_, estimate) => {
  it.each(Object.entries(corpora))("sums to 1 over what can be predicted, behind every context: %s", (_, own) => {
    const model = estimate(own, {});
    const words = Array.from({ length: own.size }, (_, id) => id);
    const contexts = [[], ...words.map((id) => [id]), ...words.flatMap((id) => words.map((other) => [id, other]))];
    for (const context of contexts) {
      const P = model.conditional(context);
      expect(P[own.begin]).toBe(0);
      expect(P.every((p) => p >= 0)).toBe(true);
      expect(
        P.reduce((sum, p) => sum + p),
        context.join(),
      ).toBeCloseTo(1, 10);
    }
  });

  it("of a lower order is that of a text counted up to it", () => {
    const [long, short] = [3, 2].map((order) => countIds(texts(1, 4, 30), { order, size: 5 })) as [Counts, Counts];
    const [ours, theirs] = [estimate(long, { order: 2 }), estimate(short, {})];
    expect(ours.order).toBe(2);
    for (const context of [[], [0], [3], [4], [5]])
      expect(ours.conditional(context)).toEqual(theirs.conditional(context));
  });
});

describe("orders", () => {
  const counts = countIds([[0, 1, 0, 2]], { order: 2, size: 3 });

  it.each([0, 3, 1.5, -1])("refuse %d for counts up to 2", (order) => {
    expect(() => upTo(counts, order)).toThrow(new RangeError(`order: counts go from 1 to 2, not to ${order}`));
  });

  it("are those of the counts where none is given", () => {
    for (const estimate of [maximumLikelihood, ...Object.values(smoothed)]) expect(estimate(counts, {}).order).toBe(2);
  });
});
