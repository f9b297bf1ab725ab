/** What a LocalLM is made with: a clock, seeds, weights that are watched and kernels that are fast. */
import { expect, test } from "vitest";
import { tinyModel, tinyTokenizer } from "../../tests/tiny-lm.ts";
import type { GenerateOptions } from "../lm/index.ts";
import { setWeights, weights } from "../nn/index.ts";
import { keep } from "../tensor/index.ts";
import { LocalLM } from "./local-lm.ts";
import type { LocalOptions } from "./local-options.ts";

const make = (options: Partial<LocalOptions> = {}) =>
  new LocalLM({ name: "tiny", model: tinyModel(), tokenizer: tinyTokenizer(), context: 200, ...options });

test("settings of other tools mean what they mean there: 0 and 1 switch off, -1 draws a seed", async () => {
  let drawn = 40;
  const lm = make({ drawSeed: () => drawn++ });
  const text = async (options: GenerateOptions) =>
    (await lm.generate("Once", { maxTokens: 20, ...options }).completion).text;
  const free = await text({ seed: 7 });
  for (const off of [{ topK: 0 }, { topP: 1 }, { minP: 0 }, { typicalP: 1 }])
    expect(await text({ seed: 7, ...off })).toBe(free);
  expect(await text({ seed: 7, topK: 1 })).not.toBe(free);
  expect(await text({ seed: 7, topP: 0 })).toBe(await text({ temperature: 0 }));
  expect(await text({ seed: -1 })).toBe(await text({ seed: 40 }));
  expect([await text({ seed: -1 }), drawn]).toEqual([await text({ seed: 41 }), 42]);
  expect(await lm.generate("Once", { maxTokens: 0 }).completion).toMatchObject({ finish: "length", promptTokens: 4 });
  await lm.close();
});

test("fast runs are for float32 weights", () => {
  const model = tinyModel();
  setWeights(model, new Map([["norm.gain", keep(new Map(weights(model)).get("norm.gain")!.to("bfloat16"))]]));
  expect(() => make({ model, fast: true })).toThrow(
    'fast kernels are for float32, and the weight "norm.gain" is bfloat16',
  );
});

test("speeds are those of the clock: of the prompt until its answer begins, of the answer from its first token on", async () => {
  let time = 0;
  const now = () => (time += 100);
  const lm = make({ now });
  const speeds = async (maxTokens: number) => {
    const { tokensPerSecond, promptTokensPerSecond } = await lm.generate("Once", { maxTokens, temperature: 0 })
      .completion;
    return [tokensPerSecond, promptTokensPerSecond];
  };
  expect(await speeds(5)).toEqual([10, 40]);
  expect(await speeds(1)).toEqual([0, 40]);
  expect(await speeds(0)).toEqual([0, 0]);
  await lm.close();
});

test("weights that are no longer what they were are told before each pass", async () => {
  let passes = 0;
  const intact = () => {
    if (++passes > 3) throw new Error("model.safetensors was changed");
  };
  const lm = make({ intact });
  const generation = lm.generate("Once", { maxTokens: 9, temperature: 0 });
  const shown: string[] = [];
  const read = async () => {
    for await (const { text } of generation) shown.push(text);
  };
  await expect(read()).rejects.toThrow("model.safetensors was changed");
  expect(shown).toHaveLength(3);
  await expect(lm.score("Once")).rejects.toThrow("was changed");
  await expect(lm.embed(["Once"])).rejects.toThrow("was changed");
  await lm.close();
});

test("an answer that is asked for without a seed draws one of its own", async () => {
  const lm = make();
  const text = async () => (await lm.generate("Once", { maxTokens: 20, temperature: 100 }).completion).text;
  expect(await text()).not.toBe(await text());
  await lm.close();
});
