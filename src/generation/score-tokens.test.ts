import { afterAll, describe, expect, test } from "vitest";
import { tinyModel } from "../../tests/tiny-lm.ts";
import { Packed, Pass, releaseModel } from "../nn/index.ts";
import { ids, noGrad, scope } from "../tensor/index.ts";
import { scoreTokens, scoreWindows } from "./score-tokens.ts";

const model = tinyModel();
afterAll(() => releaseModel(model));

const text = (length: number) => Array.from({ length }, (_, i) => (i * 31 + 5) % 95);
const turn = async () => {};

/** By one pass over all of it. */
const whole = (tokens: readonly number[]) =>
  scope(() =>
    noGrad(() => {
      const logits = model.call(ids(tokens), new Pass({ layout: new Packed([tokens.length]) }));
      const logprobs = logits.logSoftmax(-1).narrow(0, 0, tokens.length - 1);
      return logprobs.gather(-1, ids(tokens.slice(1)).unsqueeze(-1)).numbers();
    }),
  );
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 2));

describe("a text", () => {
  test.each([
    [1, 0],
    [2, 1],
    [65, 1],
    [257, 1],
    [258, 2],
    [514, 3],
  ])("of %i tokens is scored but for the first, in %i passes", async (length, passes) => {
    let turns = 0;
    const found = await scoreTokens(model, text(length), { turn: async () => void turns++ });
    expect(found).toEqual(length === 1 ? [] : close(whole(text(length))));
    expect(turns).toBe(passes);
  });
});

describe("windows", () => {
  test.each([
    {
      window: 4,
      stride: 3,
      of: [
        [0, 4],
        [3, 7],
        [6, 10],
      ],
    },
    {
      window: 4,
      stride: 1,
      of: [
        [0, 4],
        [1, 5],
        [2, 6],
        [3, 7],
        [4, 8],
        [5, 9],
        [6, 10],
      ],
    },
    {
      window: 6,
      stride: 2,
      of: [
        [0, 6],
        [2, 8],
        [4, 10],
      ],
    },
    {
      window: 4,
      stride: 4,
      of: [
        [0, 4],
        [4, 8],
        [8, 10],
      ],
    },
    { window: 10, stride: 9, of: [[0, 10]] },
  ] as const)(
    "of $window tokens that move by $stride score each token in the first that holds it behind another",
    async ({ of, ...windows }) => {
      const tokens = text(10);
      const found = await scoreWindows(model, tokens, { ...windows, turn });
      let done = 0;
      const expected: number[] = [];
      for (const [begin, end] of of) {
        const own = whole(tokens.slice(begin, end)); // of begin + 1 to end
        expected.push(...own.filter((_, i) => begin + 1 + i >= done));
        done = end;
      }
      expect(found).toEqual(close(expected));
    },
  );
});
