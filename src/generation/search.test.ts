import { afterAll, describe, expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { written } from "../../tests/toy-tree.ts";
import { loadModel } from "../checkpoints/index.ts";
import { releaseModel } from "../nn/index.ts";
import { liveTensors } from "../tensor/index.ts";
import { beamSearch } from "./beam.ts";
import { Decoding } from "./decoding.ts";
import { greedy } from "./sampler.ts";
import { exhaustiveSearch } from "./search.ts";

const { model } = await loadModel(fixturePath("llama/tiny"));
afterAll(() => releaseModel(model));

const start = (prompt: readonly number[]) => new Decoding(model, [{ prompt, sampler: greedy }]);

describe("search", () => {
  it("in a beam as wide as all continuations finds the best of all", () => {
    // A model of four words in which every prefix prefers otherwise.
    const next = (prefix: readonly number[]) => {
      const weights = [0, 1, 2, 3].map((token) => 1 + ((prefix.reduce((h, t) => h * 7 + t + 3, 5) * (token + 2)) % 11));
      const total = weights.reduce((a, b) => a + b);
      return weights.map((weight) => weight / total);
    };
    const { count, best } = exhaustiveSearch(written(next), { length: 5 });
    const options = { maxTokens: 5, lengthPenalty: 0, earlyStopping: "never" } as const;
    expect(count).toBe(4 ** 5);
    expect(beamSearch(written(next), { ...options, beams: count })[0]).toEqual(best);
    const [narrow] = beamSearch(written(next), { ...options, beams: 1 });
    expect(narrow!.logprob).toBeLessThan(best.logprob);
  });

  it("scores a result by ln P over its length to the power that is asked for, 1 where none is", () => {
    // [0] ends at once with 0.3; [1, 0] has 0.7 x 0.5, [1, 1, 0] 0.7 x 0.5 x 0.9.
    const next = (prefix: readonly number[]) =>
      [
        [0.3, 0.7],
        [0.5, 0.5],
        [0.9, 0.1],
      ][Math.min(prefix.length, 2)]!;
    const options = { beams: 4, maxTokens: 3, stopIds: new Set([0]) };
    const scores = (given: { lengthPenalty?: number }) =>
      Object.fromEntries(
        beamSearch(written(next), { ...options, ...given, earlyStopping: "never" }).map(({ tokens, ...rest }) => [
          tokens.join(),
          rest,
        ]),
      );
    for (const [given, power] of [
      [{}, 1],
      [{ lengthPenalty: 0 }, 0],
      [{ lengthPenalty: 2 }, 2],
    ] as const) {
      const of = (p: number, length: number) => ({
        logprob: expect.closeTo(Math.log(p), 12),
        score: expect.closeTo(Math.log(p) / length ** power, 12),
      });
      expect(scores(given)).toEqual({
        0: of(0.3, 1),
        "1,0": of(0.35, 2),
        "1,1,0": of(0.315, 3),
        "1,1,1": of(0.035, 3),
      });
    }
  });

  it("holds enough to go on where the most probable word ends a sequence, of many words too", () => {
    const next = (prefix: readonly number[]) =>
      prefix.length < 2 ? [0.5, 0.3, 0.1, 0.06, 0.04] : [0.96, 0.01, 0.01, 0.01, 0.01];
    const options = { maxTokens: 3, stopIds: new Set([0]), lengthPenalty: 2, earlyStopping: "never" } as const;
    expect(beamSearch(written(next), { ...options, beams: 1 }).map(({ tokens }) => tokens)).toEqual([[1, 1, 0]]);
    const equal = () => [0.2, 0.2, 0.2, 0.2, 0.2];
    const found = beamSearch(written(equal), { beams: 3, maxTokens: 1 }).map(({ tokens }) => tokens);
    expect(found).toEqual([[0], [1], [2]]); // of equal ones the lowest ids
  });

  it("refuses an option that it has not", () => {
    const misspelt = { beams: 2, maxTokens: 3, lengthpenalty: 0 };
    expect(() =>
      beamSearch(
        written(() => [1]),
        misspelt,
      ),
    ).toThrow("lengthpenalty");
  });

  it("by exhaustion finds all that ends, be it at once", () => {
    const next = () => [0.5, 0.3, 0.2];
    const count = (length: number, ...stops: number[]) =>
      exhaustiveSearch(written(next), { length, stopIds: new Set(stops) });
    expect(count(3, 2).count).toBe(1 + 2 + 4 * 3);
    expect(count(3, 0, 1, 2)).toEqual({
      count: 3,
      best: { tokens: [0], logprob: Math.log(0.5), score: Math.log(0.5) },
    });
    expect(count(2).best).toMatchObject({ tokens: [0, 0], logprob: expect.closeTo(2 * Math.log(0.5), 12) });
    expect(() => count(0)).toThrow(new RangeError("there is no continuation of 0 tokens"));
  });

  it("by exhaustion is refused beyond 100,000 sequences, before they are held", () => {
    let asked = 0;
    const frontier = (vocabulary: number) => ({
      ...written(() => {
        asked++;
        return new Array<number>(vocabulary).fill(1 / vocabulary);
      }),
    });
    expect(exhaustiveSearch(frontier(316), { length: 2 }).count).toBe(316 ** 2);
    const refusal = new RangeError("there are more than 100000 continuations");
    expect(() => exhaustiveSearch(frontier(317), { length: 2 })).toThrow(refusal);
    asked = 0;
    expect(() => exhaustiveSearch(frontier(317), { length: 3 })).toThrow(refusal);
    expect(asked).toBe(1 + 317);
  });

  it("goes on however many stop tokens are more probable than the words", () => {
    // Two ways to end stand before the one word; what comes behind it is nearly certain.
    const next = (prefix: readonly number[]) => (prefix.length === 0 ? [0.4, 0.35, 0.25] : [0.01, 0.01, 0.98]);
    const options = { beams: 1, maxTokens: 3, stopIds: new Set([0, 1]), earlyStopping: "never" } as const;
    expect(beamSearch(written(next), options).map(({ tokens }) => tokens)).toEqual([[2, 2, 2]]);
  });

  it("by a penalty of no more than 0 a longer sequence never gains, and what is as long as now may still win", () => {
    // [0] 0.4; [1, 0] 0.06, [1, 1] 0.54; [1, 1, 0] 0.53. A penalty of -1 multiplies ln P by the length.
    const next = (prefix: readonly number[]) =>
      [
        [0.4, 0.6],
        [0.1, 0.9],
        [0.99, 0.01],
      ][Math.min(prefix.length, 2)]!;
    const options = { beams: 2, maxTokens: 10, stopIds: new Set([0]), earlyStopping: "never" } as const;
    const found = beamSearch(written(next), { ...options, lengthPenalty: -1 });
    expect(found.map(({ tokens }) => tokens)).toEqual([[0], [1, 1, 0]]);
  });

  it("stops at b results where it is told to, and otherwise while one that is open may still be among them", () => {
    const next = (prefix: readonly number[]) =>
      [
        [0.3, 0.5, 0.2],
        [0.3, 0.7, 0],
        [0.9, 0.1, 0],
      ][Math.min(prefix.length, 2)]!;
    const options = { beams: 2, maxTokens: 6, stopIds: new Set([0]) };
    const found = (earlyStopping: boolean) =>
      beamSearch(written(next), { ...options, earlyStopping }).map(({ tokens }) => tokens);
    expect(found(true)).toEqual([[1, 0], [0]]);
    expect(found(false)).toEqual([
      [1, 1, 0],
      [2, 1, 0],
    ]);
  });

  it("gives up to b results and no stop token inside of any, and leaves no tensor", () => {
    const before = liveTensors();
    const frontier = start([5, 6, 7]);
    const stopIds = new Set([3, 9, 40]);
    const found = beamSearch(frontier, { beams: 4, maxTokens: 8, stopIds });
    frontier.release();
    expect(found).toHaveLength(4);
    for (const { tokens } of found) expect(tokens.slice(0, -1).some((token) => stopIds.has(token))).toBe(false);
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(liveTensors()).toBe(before);
    expect(() => beamSearch(start([5]), { beams: 0, maxTokens: 8 })).toThrow(/at least one sequence/);
  });
});
