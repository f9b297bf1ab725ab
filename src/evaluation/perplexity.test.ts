import { expect, it } from "vitest";
import { ScriptedLM } from "../lm/index.ts";
import { perplexity } from "./index.ts";

it("bits per byte are those of bytes, not of characters, over all texts together", async () => {
  const texts = ["Straße, naïve", "今天天气很好", "👍🏽"];
  const model = Object.assign(new ScriptedLM([]), {
    score: async (text: string) => ({
      tokens: [0, 1, 2],
      logprobs: [-Math.LN2, -3 * Math.LN2],
      perplexity: text.length,
    }),
  });
  const found = await perplexity(model, texts);
  expect(found.bytes).toBe(15 + 18 + 8);
  expect(found.tokens).toBe(6);
  expect(found.bitsPerByte).toBeCloseTo(12 / 41, 12);
  expect(found.perplexity).toBeCloseTo(4, 12);
});

it("refuses an option that it does not know", async () => {
  const asked = perplexity(new ScriptedLM([]), ["a b"], { windw: 3 } as object);
  await expect(asked).rejects.toThrow("perplexity: windw: is not a field known here");
});
