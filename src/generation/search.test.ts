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
