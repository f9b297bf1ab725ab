/** Estimators by their formulas, on a text that is small enough to count by hand: 0 1 0 1 0 2. */
import { describe, expect, it } from "vitest";
import { addK } from "./add-k.ts";
import { countIds, countSentences } from "./counter.ts";
import { goodTuringShares } from "./good-turing.ts";
import { fitWeights, jelinekMercer } from "./jelinek-mercer.ts";
import { katz, katzDiscounts } from "./katz.ts";
import { estimateDiscount, kneserNey } from "./kneser-ney.ts";
import { maximumLikelihood } from "./maximum-likelihood.ts";
import type { NgramModel } from "./model.ts";
import { estimateDiscounts, FALLBACK, modifiedKneserNey } from "./modified-kneser-ney.ts";
import { Vocabulary } from "./vocabulary.ts";
import { wittenBell } from "./witten-bell.ts";

const BEGIN = 3;
const counts = countIds([[0, 1, 0, 1, 0, 2]], { order: 2, size: 3 });

/** P of the ids 0, 1 and 2 behind a context. */
const row = (model: NgramModel, context: number[]) => Array.from(model.conditional(context)).slice(0, 3);
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12));

/** Counts of n-grams of which so many were seen once, so many twice, ... */
const seen = (...n: number[]) => new Float64Array(n.flatMap((times, i) => new Array<number>(times).fill(i + 1)));

describe("maximum likelihood", () => {
  it("is the share of a context's continuations, and 0 behind one that was never seen", () => {
    const model = maximumLikelihood(counts);
    expect(row(model, [])).toEqual(close([3 / 6, 2 / 6, 1 / 6]));
    expect(row(model, [0])).toEqual(close([0, 2 / 3, 1 / 3]));
    expect(row(model, [2])).toEqual([0, 0, 0]);
    expect(row(model, [BEGIN])).toEqual([1, 0, 0]);
  });
});

describe("additive smoothing", () => {
  it("adds k to every count, 1 where none is given", () => {
    expect(row(addK(counts), [0])).toEqual(close([1 / 6, 3 / 6, 2 / 6]));
    expect(row(addK(counts, { k: 0.5 }), [0])).toEqual(close([1 / 9, 5 / 9, 3 / 9]));
    expect(row(addK(counts, { k: 0.5 }), [2])).toEqual(close([1 / 3, 1 / 3, 1 / 3]));
  });

  it.each([0, -1])("refuses the k %d", (k) => {
    expect(() => addK(counts, { k })).toThrow(new RangeError(`k: ${k} is not above 0`));
  });
});

describe("Witten-Bell", () => {
  it("gives the shorter context as much weight as different words followed", () => {
    const model = wittenBell(counts);
    expect(row(model, [])).toEqual(close([4 / 9, 3 / 9, 2 / 9])); // (c + 3/3) / (6 + 3)
    expect(row(model, [0])).toEqual(close([8 / 45, 24 / 45, 13 / 45])); // (c + 2 P(w)) / (3 + 2)
    expect(row(model, [2])).toEqual(row(model, []));
  });
});

describe("Kneser-Ney", () => {
  it("counts the words before a word where the n-gram may be longer", () => {
    const model = kneserNey(counts, { discount: 0.5 }); // 0 follows two words, 1 and 2 follow one each
    expect(row(model, [])).toEqual(close([1 / 2, 1 / 4, 1 / 4]));
    expect(row(model, [0])).toEqual(close([2 / 12, 7 / 12, 3 / 12])); // (c - 1/2) / 3 + P(w) / 3
  });

  it("backs off to what was not seen, where it is asked to", () => {
    const model = kneserNey(counts, { discount: 0.5, backoff: true });
    expect(row(model, [0])).toEqual(close([1 / 3, 1.5 / 3, 0.5 / 3]));
  });

  it.each([-0.1, 1, 3])("refuses the discount %d", (discount) => {
    expect(() => kneserNey(counts, { discount })).toThrow(
      new RangeError(`discount: ${discount} is not from 0 to below 1`),
    );
  });

  it("takes n1 / (n1 + 2 n2) off, and 1/2 where nothing was seen once, or nothing twice", () => {
    expect(estimateDiscount(new Float64Array([1, 1, 1, 2, 5, 0]))).toBe(3 / 5);
    expect(estimateDiscount(new Float64Array([2, 2, 0]))).toBe(1 / 2);
    expect(estimateDiscount(new Float64Array([1, 3, 0]))).toBe(1 / 2);
    expect(estimateDiscount(new Float64Array([1, 2, 2]))).toBe(1 / 5);
  });
});

describe("modified Kneser-Ney", () => {
  it("takes three discounts off, by the counts of counts", () => {
    const Y = 8 / (8 + 2 * 4);
    const D = [1 - (2 * Y * 4) / 8, 2 - (3 * Y * 2) / 4, 3 - (4 * Y * 1) / 2];
    expect(estimateDiscounts(seen(8, 4, 2, 1, 7))).toEqual(close(D));
  });

  it.each([
    ["nothing is seen once", seen(0, 4, 2, 1)],
    ["nothing is seen three times", seen(8, 4, 0, 1)],
    ["a discount would be below 0", seen(8, 1, 9, 1)],
  ])("takes those of small texts where %s", (_, own) => {
    expect(estimateDiscounts(own)).toEqual(FALLBACK);
  });

  it("takes the discounts that are given", () => {
    // As Kneser-Ney with one discount for all counts.
    const model = modifiedKneserNey(counts, { discounts: [0.5, 0.5, 0.5] });
    expect(row(model, [0])).toEqual(close([2 / 12, 7 / 12, 3 / 12]));
    const steep = modifiedKneserNey(counts, { discounts: [0.25, 0.75, 1.5] });
    const rest = (0.75 + 0.25 + 0.25) / 4 / 3;
    expect(row(steep, [])).toEqual(close([1.25 / 4 + rest, 0.75 / 4 + rest, 0.75 / 4 + rest]));
  });

  it.each(["0.5, 0.5", "0.5, 1, 3.1", "-0.1, 1, 1.5"])("refuses the discounts %s", (given) => {
    expect(() => modifiedKneserNey(counts, { discounts: JSON.parse(`[${given}]`) })).toThrow(
      new RangeError(`discounts: ${given} are not three numbers from 0 to 1, 2 and 3`),
    );
  });
});

describe("Katz", () => {
  it("discounts counts up to a bound as Good and Turing say", () => {
    const own = new Float64Array([...Array(10).fill(1), ...Array(4).fill(2), ...Array(2).fill(3), 7, 7]);
    const m = (3 * 2) / 10;
    expect(katzDiscounts(own, 2).slice(1)).toEqual(
      close([((2 * 4) / 10 - m) / (1 - m), ((3 * 2) / 4 / 2 - m) / (1 - m)]),
    );
  });

  it.each([
    ["above 1 or 0", [1, 1, 2, 2, 2]],
    ["below 0", [1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3]],
    ["no number", [2, 2, 4]],
  ])("takes half a count off where a discount would be %s", (_, own) => {
    expect(katzDiscounts(new Float64Array(own), 2).slice(1)).toEqual([1 / 2, 3 / 4]);
  });

  it("trusts counts above the bound", () => {
    const often = countIds([Array(40).fill([0, 1]).flat().concat([0, 2])], { order: 2, size: 4 });
    const [, one, two] = row(katz(often, { most: 1 }), [0]);
    expect([one, two]).toEqual(close([40 / 41, 0.5 / 41]));
  });
});

describe("Good-Turing", () => {
  it("leaves to n-grams that were not seen what those seen once have, and something where all were", () => {
    const some = goodTuringShares(new Float64Array([1, 1, 4, 4]), 9);
    expect(some.unseen).toBeCloseTo(2 / 10 / 5, 12);
    const once = goodTuringShares(new Float64Array([1, 1, 1]), 10);
    expect([once.of(1), once.unseen]).toEqual(close([1 / 4 / 3, 3 / 4 / 7]));
  });

  it.each([
    ["Turing's own", 1.82, [100, 20, 15]],
    ["the line's", 1.64, [100, 30, 25]],
  ])("has %s estimate at %d standard deviations off the line", (whose, _, n) => {
    const [x, y] = [[1, 2, 3].map(Math.log), n.map(Math.log)];
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / 3;
    const moment = (of: readonly number[]) => mean(x.map((xi, i) => (xi - mean(x)) * of[i]!));
    const line = (r: number) => (r + 1) * ((r + 1) / r) ** (moment(y) / moment(x));
    const { of } = goodTuringShares(seen(...n), 1000);
    expect(of(1) / of(3)).toBeCloseTo((whose === "the line's" ? line(1) : (2 * n[1]!) / n[0]!) / line(3), 12);
  });

  it("leaves nothing where all n-grams were seen", () => {
    const all = goodTuringShares(new Float64Array([1, 1, 1]), 3);
    expect([all.of(1), all.unseen]).toEqual(close([1 / 3, 0]));
  });
});

describe("Jelinek-Mercer", () => {
  const weight = (...byBucket: number[]) => Float64Array.from({ length: 32 }, (_, b) => byBucket[b] ?? Number.NaN);

  it("mixes relative counts by weights of the length of a context and of how often it was seen", () => {
    // Seen 6 times is the third bucket, 2 and 3 times the second, once the first.
    const model = jelinekMercer(counts, [weight(Number.NaN, Number.NaN, 1 / 2), weight(1 / 4, 3 / 4)]);
    expect(row(model, [])).toEqual(close([5 / 12, 4 / 12, 3 / 12]));
    expect(row(model, [0])).toEqual(close([5 / 48, 7 / 12, 15 / 48]));
    expect(row(model, [BEGIN])).toEqual(close([1 / 4 + 15 / 48, 3 / 12, 9 / 48]));
    expect(row(model, [2])).toEqual(row(model, []));
  });

  it("fits the weights by one round of expectation maximization as by hand", () => {
    // 0 behind the beginning: 1/3, then 1/2 1/2 + 1/2 1/3 = 5/12, then 1/2 1 + 1/2 5/12 = 17/24; 2 behind 0: 1/3, 1/4, 7/24.
    const { weights, logLikelihoods } = fitWeights(counts, [[0, 2]], { rounds: 1 });
    expect(logLikelihoods).toEqual([expect.closeTo(Math.log(17 / 24) + Math.log(7 / 24), 12)]);
    expect(Array.from(weights[1]!).slice(0, 3)).toEqual(close([12 / 17, 4 / 7, 1 / 2]));
    expect(Array.from(weights[0]!).slice(0, 4)).toEqual(close([1 / 2, 1 / 2, 19 / 43, 1 / 2]));
  });

  it("goes on for twenty rounds, in which the likelihood never falls, and leaves every word something", () => {
    const held = [
      [0, 1, 0, 2, 0],
      [1, 1, 0, 2],
    ];
    const { logLikelihoods } = fitWeights(counts, held);
    expect(logLikelihoods).toHaveLength(20);
    for (const [i, value] of logLikelihoods.slice(1).entries())
      expect(value).toBeGreaterThanOrEqual(logLikelihoods[i]! - 1e-12);
    const one = fitWeights(countIds([[0, 0, 0]], { order: 1, size: 3 }), [[1, 2]]).weights;
    expect(one[0]![1]).toBeCloseTo(1e-4, 12);
    const all = fitWeights(countIds([[0, 0, 0]], { order: 1, size: 3 }), [[0]]).weights;
    expect(all[0]![1]).toBe(0.9999);
  });

  it("counts the end of a sequence among its events, where it is one", () => {
    const ended = countSentences([["a"], ["a", "a"]], new Vocabulary(), { order: 1 });
    // <unk> </s> a: c(a) = 3, c(</s>) = 2, so that an empty sentence is P = 1/2 2/5 + 1/2 1/3.
    expect(fitWeights(ended, [[]], { rounds: 1 }).logLikelihoods).toEqual([expect.closeTo(Math.log(11 / 30), 12)]);
  });
});

describe("without the uniform distribution below", () => {
  const interpolated = {
    "Witten-Bell": wittenBell(counts, { uniform: false }),
    "Jelinek-Mercer": jelinekMercer(counts, [new Float64Array(32).fill(0.5), new Float64Array(32).fill(0.5)], {
      uniform: false,
    }),
  };
  it.each(Object.entries(interpolated))("single words have their relative counts by %s", (_, model) => {
    expect(row(model, [])).toEqual(close([3 / 6, 2 / 6, 1 / 6]));
  });

  it("single words have their relative continuation counts by Kneser-Ney, and one never seen has probability 0", () => {
    const rare = countIds([[0, 1, 0, 1, 0, 2]], { order: 2, size: 4 });
    for (const model of [kneserNey(rare, { uniform: false }), modifiedKneserNey(rare, { uniform: false })])
      expect(Array.from(model.conditional([]))).toEqual(close([2 / 4, 1 / 4, 1 / 4, 0, 0]));
  });
});
