import { describe, expect, it } from "vitest";
import { NgramModel } from "./model.ts";

/** Tells what it is asked: each question as [context, token]. */
function asking(frame: { order: number; end?: number }) {
  const asked: [number[], number][] = [];
  const model = new NgramModel({ size: 5, begin: 3, end: undefined, ...frame }, (context, token) => {
    asked.push([Array.from(context), token]);
    return -1;
  });
  return { model, asked };
}

const sure = (probability: number, end?: number) =>
  new NgramModel({ order: 2, size: 5, begin: 3, end }, () => Math.log(probability));

describe("NgramModel", () => {
  it.each([
    { order: 1, contexts: [[], [], [], []] },
    { order: 2, contexts: [[3], [0], [1], [2]] },
    { order: 3, contexts: [[3], [3, 0], [0, 1], [1, 2]] },
    { order: 9, contexts: [[3], [3, 0], [3, 0, 1], [3, 0, 1, 2]] },
  ])("of order $order scores each token after those before it, and the end behind the last", ({ order, contexts }) => {
    const tokens = [0, 1, 2];
    const { model, asked } = asking({ order, end: 4 });
    expect(model.score(tokens)).toEqual(new Float64Array([-1, -1, -1, -1]));
    expect(asked).toEqual(contexts.map((context, i) => [context, [...tokens, 4][i]]));
    const endless = asking({ order });
    expect(endless.model.score(tokens)).toHaveLength(3);
    expect(endless.asked).toEqual(asked.slice(0, 3));
  });

  it.each([
    [1, []],
    [2, [2]],
    [3, [1, 2]],
    [7, [0, 1, 2]],
  ])("of order %i reads so much of a context: %j", (order, context) => {
    const { model, asked } = asking({ order });
    model.logProb([0, 1, 2], 4);
    model.conditional([0, 1, 2]);
    expect(asked).toEqual([4, 0, 1, 2, 3, 4].map((token) => [context, token]));
  });

  it("gives the probabilities of all tokens behind a context, by id", () => {
    const model = new NgramModel({ order: 2, size: 3, begin: 2, end: undefined }, (context, token) =>
      token === 2 ? -Infinity : Math.log(context[0] === token ? 0.75 : 0.25),
    );
    expect(Array.from(model.conditional([0]))).toEqual([0.75, 0.25, 0]);
    expect(Array.from(model.conditional([1]))).toEqual([0.25, 0.75, 0]);
  });

  it("has the perplexity n where each event is one of n, and log2 n bits of each", () => {
    const texts = [[0, 1, 2], [4], []];
    expect(sure(1 / 8).perplexity(texts)).toBeCloseTo(8, 12);
    expect(sure(1 / 8).bits(texts)).toBeCloseTo(4 * 3, 12);
    expect(sure(1 / 8, 4).perplexity(texts)).toBeCloseTo(8, 12);
    expect(sure(1 / 8, 4).bits(texts)).toBeCloseTo(7 * 3, 12);
  });

  it("has the perplexity of the mean logarithm over the events of all sequences", () => {
    const model = new NgramModel({ order: 1, size: 3, begin: 2, end: undefined }, (_, token) =>
      Math.log([1 / 2, 1 / 16, 0][token]!),
    );
    expect(model.perplexity([[0, 0], [1]])).toBeCloseTo(2 ** ((1 + 1 + 4) / 3), 12);
    expect(model.perplexity([[0], [2]])).toBe(Infinity);
  });

  it.each([5, -1, 0.5, Number.NaN])("refuses %d, which is none of its ids", (id) => {
    const model = sure(1 / 8);
    const refusal = new RangeError(`${id} is no token of this model: its ids are below 5`);
    for (const ask of [
      () => model.logProb([], id),
      () => model.logProb([id], 0),
      () => model.conditional([id]),
      () => model.score([0, id]),
    ])
      expect(ask).toThrow(refusal);
    expect(model.logProb([4, 0], 4)).toBe(Math.log(1 / 8));
  });
});
