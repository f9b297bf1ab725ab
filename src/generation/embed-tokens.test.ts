import { afterAll, describe, expect, test } from "vitest";
import { tinyModel } from "../../tests/tiny-lm.ts";
import type { Pooling } from "../lm/index.ts";
import { Packed, Pass, releaseModel } from "../nn/index.ts";
import { ids, liveTensors, noGrad, scope } from "../tensor/index.ts";
import { embedTokens } from "./embed-tokens.ts";

const model = tinyModel();
afterAll(() => releaseModel(model));

const prompt = (length: number, salt = 0) => Array.from({ length }, (_, i) => (i * 31 + salt * 17 + 5) % 95);
const turn = async () => {};
type Options = Omit<Parameters<typeof embedTokens>[2], "turn">;
const embed = async (tokens: readonly number[], options: Options = {}) =>
  (await embedTokens(model, [tokens], { ...options, turn }))[0]!;

/** Relative to numbers as large as a residual stream has them. */
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 3));
const columns = (rows: readonly (readonly number[])[]) => rows[0]!.map((_, d) => rows.map((row) => row[d]!));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe("a vector of a text", () => {
  const tokens = prompt(5);

  const poolings: Record<Exclude<Pooling, "none">, (of: readonly number[], first: number) => number> = {
    mean: (of) => sum(of) / of.length,
    first: (of) => of[0]!,
    last: (of) => of.at(-1)!,
    max: (of) => Math.max(...of),
    "mean-sqrt-length": (of) => sum(of) / Math.sqrt(of.length),
    "weighted-mean": (of, first) => {
      const weights = of.map((_, i) => first + i + 1);
      return sum(of.map((value, i) => value * weights[i]!)) / sum(weights);
    },
  };
  const names = Object.keys(poolings) as (keyof typeof poolings)[];

  test.each(names)("is made of its tokens' as %s, those in front left out where they are to be", async (pooling) => {
    const each = await embed(tokens, { pooling: "none" });
    for (const unpooled of [0, 2]) {
      const expected = columns(each.slice(unpooled)).map((of) => poolings[pooling](of, unpooled));
      expect(await embed(tokens, { pooling, unpooled })).toEqual([close(expected)]);
    }
  });

  test("is the mean as long as it comes, where nothing is said", async () => {
    expect(await embed(tokens)).toEqual(
      await embed(tokens, { pooling: "mean", normalize: false, unpooled: 0, layer: 2 }),
    );
    const [mean] = await embed(tokens);
    const length = Math.hypot(...mean!);
    const [unit] = await embed(tokens, { normalize: true });
    expect(unit).toEqual(mean!.map((value) => expect.closeTo(value / length, 6)));
  });

  test("of several poolings has one behind the other", async () => {
    const [both] = await embed(tokens, { pooling: ["last", "mean"] });
    const [[last], [mean]] = [await embed(tokens, { pooling: "last" }), await embed(tokens, { pooling: "mean" })];
    expect(both).toEqual([...last!, ...mean!]);
  });

  test("has a token at least, however many are not pooled", async () => {
    const last = await embed(tokens, { pooling: "last" });
    expect(await embed(tokens, { pooling: "none", unpooled: 3 })).toHaveLength(2);
    expect(await embed(tokens, { pooling: "none", unpooled: 9 })).toEqual(last);
  });

  test.each([0, 1, 2])("is of the residual stream behind layer %i", async (layer) => {
    const { stream } = scope(() =>
      noGrad(() => {
        const pass = new Pass({ layout: new Packed([tokens.length]) });
        let x = model.embed.call(ids(tokens), pass);
        for (const block of model.blocks.slice(0, layer)) x = block.call(x, pass);
        return { stream: x.split(1, 0).map((row) => row.numbers()) };
      }),
    );
    const found = await embed(tokens, { layer, pooling: "none" });
    for (const [i, row] of stream.entries()) expect(found[i]).toEqual(close(row));
  });
});

test("texts share a pass of 1024 tokens, others have a turn behind each, and no tensor is left", async () => {
  const turns = async (...lengths: number[]) => {
    let count = 0;
    const texts = lengths.map((length, i) => prompt(length, i));
    const vectors = await embedTokens(model, texts, { turn: async () => void count++ });
    expect(vectors).toHaveLength(lengths.length);
    return count;
  };
  await turns(1);
  const before = liveTensors();
  expect(await turns(512, 512)).toBe(1);
  expect(await turns(512, 513)).toBe(2);
  expect(await turns(512, 513, 511)).toBe(2);
  expect(await turns(1025)).toBe(1);
  expect(await turns(1025, 1, 1)).toBe(2);
  expect(await turns()).toBe(0);
  expect(liveTensors()).toBe(before);
});
