/** Numbers that are none end what was asked in one sentence, whatever was asked and wherever they come from. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { built } from "../../tests/built.ts";
import { tinyFolder } from "../../tests/lifetimes.ts";
import { tinyModel, tinyTokenizer } from "../../tests/tiny-lm.ts";
import type { GenerateOptions, LanguageModel } from "../lm/index.ts";
import { distinctWeights, type Writes } from "../nn/index.ts";
import { fromData, noGrad, release, scope } from "../tensor/index.ts";
import { beamSearch } from "./beam.ts";
import { contrastiveSearch } from "./contrastive.ts";
import { Decoding } from "./decoding.ts";
import { highest } from "./highest.ts";
import { LocalLM } from "./local-lm.ts";
import { processors } from "./processors.ts";
import { greedy, multinomial } from "./sampler.ts";
import { exhaustiveSearch, logSoftmax } from "./search.ts";

const { NaN: nan, POSITIVE_INFINITY: infinite } = Number;
const sentence = (what: string) => ({
  name: "LanguageModelError",
  kind: "non-finite",
  message: `the ${what} that the model computed are not finite numbers`,
});

describe("a row of logits", () => {
  const broken = { nan, infinite, "all ruled out": -infinite };

  test.each(Object.entries(broken))("with %s anywhere is refused by whatever chooses from it", (name, value) => {
    for (const place of [0, 1, 6]) {
      const row = new Float32Array([1, 5, 2, -infinite, 4, 3, 0]);
      if (name === "all ruled out") row.fill(value);
      row[place] = value;
      for (const choose of [
        highest,
        logSoftmax,
        (x: Float32Array) => greedy(x, 0),
        (x: Float32Array) => multinomial(1)(x, 0),
      ]) {
        expect(() => choose(row)).toThrow(expect.objectContaining(sentence("logits")));
      }
    }
    expect(() => highest([])).toThrow(expect.objectContaining(sentence("logits")));
  });

  test("may rule tokens out", () => {
    const row = new Float32Array([-infinite, -2, -infinite, -1]);
    expect([highest(row), multinomial(1)(row, 0)]).toEqual([3, expect.any(Number)]);
    expect(logSoftmax(row)[0]).toBe(-infinite);
  });
});

test("a temperature however small or large gives finite numbers, in the limit the best token", () => {
  const row = new Float32Array([3, -4, 80, 79.99, -infinite, 80, 1e30]);
  for (const logits of [row.slice(0, 6), row, new Float32Array([0, 0, -1e-3])]) {
    const best = Math.max(...logits);
    for (const power of [
      -323, -320, -308, -100, -50, -46, -45, -40, -38, -37, -36, -30, -20, -9, -5, 0.1, 5, 38, 39, 100, 308,
    ]) {
      const t = 10 ** power;
      for (const temperatureLast of [false, true]) {
        const [process] = processors({ temperature: t, temperatureLast });
        if (process === undefined) continue; // 1 changes nothing
        const cooled = scope(() => process(fromData(logits).unsqueeze(0), []).floats());
        expect(
          cooled.every((x) => x < Infinity),
          `${t}`,
        ).toBe(true);
        for (const step of [0, 1, 2]) {
          const token = multinomial(7)(cooled, step);
          expect(logits[token]).toBeGreaterThan(-infinite);
          if (t <= 1e-5) expect(logits[token], `${t}`).toBe(best);
        }
      }
    }
  }
});

/** Damages one number of a weight of a tiny model, for as long as `body` takes. */
async function damaged(path: string, value: number, body: (model: Writes) => Promise<void>): Promise<void> {
  const model = tinyModel();
  const weight = new Map([...distinctWeights(model)]).get(path)!;
  scope(() => noGrad(() => weight.select(0, 20).fill(value)));
  await body(model).finally(() => release(...[...distinctWeights(model)].map(([, own]) => own)));
}

const SETTINGS: GenerateOptions[] = [
  { temperature: 0 },
  { temperature: 0, repetitionPenalty: 1.2, presencePenalty: 1, frequencyPenalty: 1 },
  { temperature: 1 },
  { temperature: 0.5, temperatureLast: true, topP: 0.9 },
  ...[{ topK: 3 }, { topP: 0.5 }, { topP: 0 }, { minP: 0.1 }, { typicalP: 0.9 }].map((one) => ({
    temperature: 1e-9,
    ...one,
  })),
];

const isLogits = expect.objectContaining(sentence("logits"));

for (const value of [nan, infinite]) {
  test(`one row of the head that is ${value} ends answers, searches and scores`, () =>
    damaged("head.weight", value, async (model) => {
      const lm = new LocalLM({ name: "tiny", model, tokenizer: tinyTokenizer(), context: 100 });
      for (const settings of SETTINGS) await expect(lm.generate("Hi", settings).completion).rejects.toEqual(isLogits);
      await expect(lm.score("Hi there")).rejects.toMatchObject(sentence("log-probabilities"));
      await expect(lm.scoreAnswers("Hi", ["x"])).rejects.toMatchObject(sentence("log-probabilities"));
      const decoding = () => new Decoding(model, [{ prompt: [1, 2, 3], sampler: greedy }]);
      for (const search of [
        (one: Decoding) => beamSearch(one, { beams: 2, maxTokens: 3 }),
        (one: Decoding) => exhaustiveSearch(one, { length: 2 }),
      ]) {
        const one = decoding();
        expect(() => search(one)).toThrow(isLogits);
        one.release();
      }
      expect(() => contrastiveSearch(model, [1, 2, 3], { maxTokens: 2 })).toThrow(isLogits);
    }));

  test(`a weight of a block that is ${value} ends vectors too`, () =>
    damaged("blocks.1.mlp.down.weight", value, async (model) => {
      const lm = new LocalLM({ name: "tiny", model, tokenizer: tinyTokenizer(), context: 100 });
      for (const pooling of ["mean", "first", "last", "none"] as const) {
        for (const normalize of [false, true]) {
          await expect(lm.embed(["Hi", "there"], { pooling, normalize })).rejects.toMatchObject(sentence("vectors"));
        }
      }
      expect((await lm.embed(["Hi"], { layer: 1 }))[0]![0]!.every(Number.isFinite)).toBe(true);
      await expect(lm.generate("Hi").completion).rejects.toEqual(isLogits);
    }));
}

test("in a worker it is the same sentence of the same kind", async () => {
  const { open } = (await import(built("open/index.js").href)) as typeof import("../open/index.ts");
  const folder = tinyFolder();
  const file = join(folder, "model.safetensors");
  const bytes = readFileSync(file);
  const header = Number(bytes.readBigUInt64LE());
  const {
    data_offsets: [start],
  } = JSON.parse(bytes.toString("utf8", 8, 8 + header))["model.layers.0.mlp.down_proj.weight"];
  bytes.writeFloatLE(nan, 8 + header + start);
  writeFileSync(file, bytes);
  const models: LanguageModel[] = [await open(folder), await open(folder, { worker: true })];
  for (const model of models) {
    await expect(model.generate("Hi", { temperature: 0 }).completion).rejects.toMatchObject(sentence("logits"));
    await expect(model.score("Hi")).rejects.toMatchObject(sentence("log-probabilities"));
    await expect(model.embed(["Hi"])).rejects.toMatchObject(sentence("vectors"));
    await model.close();
  }
  rmSync(folder, { recursive: true });
});
