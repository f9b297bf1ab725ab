import { afterAll, describe, expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { compareBeams } from "../../tests/parity/beams.ts";
import { giraffe, uniform, written } from "../../tests/toy-tree.ts";
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
  it("[C01] looks at |D|^M continuations: 81 for three words and four places, not 64", () => {
    const { count, best } = exhaustiveSearch(uniform(3), { length: 4 });
    expect(count).toBe(81);
    expect(best.logprob).toBeCloseTo(Math.log(1 / 81), 12);
    expect(() => exhaustiveSearch(uniform(1000), { length: 3 })).toThrow(/more than 100000/);
  });

  it("[C02] greedily misses the best sentence, as the course book's example does", () => {
    const { best } = exhaustiveSearch(giraffe.start(), { length: 2 });
    const [first] = beamSearch(giraffe.start(), { beams: 1, maxTokens: 2, lengthPenalty: 0 });
    expect(giraffe.words(first!.tokens)).toEqual(["是", "草食"]);
    expect(Math.exp(first!.logprob)).toBeCloseTo(0.03, 12);
    expect(giraffe.words(best.tokens)).toEqual(["脖子", "长"]);
    expect(Math.exp(best.logprob)).toBeCloseTo(0.1, 12);
    const [two] = beamSearch(giraffe.start(), { beams: 2, maxTokens: 2, lengthPenalty: 0 });
    expect(two!.tokens).toEqual(best.tokens);
  });

  it("[C03] in beams finds what transformers finds, at the same scores, by every rule of stopping", () => {
    const { runs, apart, worst } = compareBeams("tiny", model);
    expect(runs).toBeGreaterThan(20);
    expect(apart).toBe(0);
    expect(worst).toBeLessThan(1e-5);
  });

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
