/** Vectors of tokens by their formulas, and of texts as a reader's files say. */
import { afterAll, describe, expect, test } from "vitest";
import { marking, tinyModel, tinyTokenizerFiles } from "../../tests/tiny-lm.ts";
import type { EmbedOptions, Pooling } from "../lm/index.ts";
import { Packed, Pass, releaseModel } from "../nn/index.ts";
import { ids, liveTensors, noGrad, scope } from "../tensor/index.ts";
import { tokenizerFromJson } from "../tokenizers/index.ts";
import { embedTexts, type SentenceDefaults } from "./embed-texts.ts";
import { embedTokens } from "./embed-tokens.ts";

const model = tinyModel();
afterAll(() => releaseModel(model));

const prompt = (length: number, salt = 0) => Array.from({ length }, (_, i) => (i * 31 + salt * 17 + 5) % 95);
const turn = async () => {};
type Options = Omit<Parameters<typeof embedTokens>[2], "turn">;
const embed = async (tokens: readonly number[], options: Options = {}) =>
  (await embedTokens(model, [tokens], { ...options, turn }))[0]!;

/** Numbers of a residual stream are in the hundreds. */
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 2));
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

/** Characters, and `<end>` behind each text. */
const { "tokenizer.json": json, ...files } = tinyTokenizerFiles();
const tokenizer = tokenizerFromJson({
  ...files,
  "tokenizer.json": {
    ...(json as object),
    post_processor: marking("behind"),
  },
});

const running = { turn, reason: () => new Error("stopped") };
const silent: SentenceDefaults = {
  ...{ pooling: undefined, normalize: false, lowerCase: false, prompt: "", includePrompt: true, unsupported: "" },
};

/** The vectors of a text by a reader whose files say so. */
const embedText = async (text: string, said?: Partial<SentenceDefaults>, options: EmbedOptions = {}) => {
  const sentence = said && { ...silent, ...said };
  const [vectors] = await embedTexts(
    { name: "tiny", model, tokenizer, context: 20, sentence },
    [text],
    options,
    running,
  );
  return vectors!;
};
const read = (text: string, options: Options = {}) => embed(tokenizer.encode(text), options);

describe("what a reader's files say of its vectors", () => {
  test("holds where the caller says nothing: how they are pooled, and how long they are", async () => {
    expect(await embedText("Hello")).toEqual(await read("Hello", { pooling: "mean" }));
    expect(await embedText("Hello", { pooling: ["max", "first"] })).toEqual(
      await read("Hello", { pooling: ["max", "first"] }),
    );
    expect(await embedText("Hello", { normalize: true })).toEqual(await read("Hello", { normalize: true }));
    expect(await embedText("Hello", { normalize: true }, { normalize: false })).toEqual(await read("Hello"));
    expect(await embedText("Hello", { pooling: ["max"] }, { pooling: "last" })).toEqual(
      await read("Hello", { pooling: "last" }),
    );
  });

  test("lower-cases its texts", async () => {
    expect(await embedText("Hello", { lowerCase: true })).toEqual(await read("hello"));
  });

  test("puts a prompt in front, whose tokens are pooled or not, but for the one that ends a text", async () => {
    expect(await embedText("Hello", { prompt: "ask: " })).toEqual(await read("ask: Hello"));
    const apart = await read("ask: Hello", { unpooled: 5 });
    expect(await embedText("Hello", { prompt: "ask: ", includePrompt: false })).toEqual(apart);
    // A caller who names a pooling asks for another vector than its makers mean.
    const other = await embedText("Hello", { prompt: "ask: ", includePrompt: false }, { pooling: "mean" });
    expect(other).toEqual(await read("Hello"));
  });

  test("is refused where it needs what is not here, unless another vector is asked for", async () => {
    const unsupported = "a layer of a kind that nobody knows";
    await expect(embedText("Hello", { unsupported })).rejects.toMatchObject({
      kind: "unsupported",
      message: `embed: tiny needs ${unsupported}, which is not supported: name a pooling for another vector of it`,
    });
    expect(await embedText("Hello", { unsupported }, { pooling: "mean" })).toEqual(await read("Hello"));
  });

  test("says how long a text may be, if that is less than the model reads", async () => {
    const fails = (maxLength: number | undefined) => embedText("x".repeat(30), { maxLength }, { truncate: false });
    await expect(fails(undefined)).rejects.toThrow("text 1 of 1 has 31 tokens, and tiny reads at most 20");
    await expect(fails(8)).rejects.toThrow("text 1 of 1 has 31 tokens, and tiny reads at most 8");
    await expect(fails(25)).rejects.toThrow("text 1 of 1 has 31 tokens, and tiny reads at most 20");
    expect(await embedText("x".repeat(7), { maxLength: 8 }, { truncate: false })).toEqual(await read("x".repeat(7)));
  });
});
