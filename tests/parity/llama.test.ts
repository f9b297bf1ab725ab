/**
 * LLaMA against transformers on the same weights: SmolLM2-135M-Instruct, dequantized from its GGUF file, and a tiny random
 * model. Here a share of the prompts; `npm run prove E17` runs them all.
 */
import { describe, expect, it } from "vitest";
import { load, loadModel } from "../../src/checkpoints/index.ts";
import { llamaNames as names } from "../../src/models/index.ts";
import {
  fixture,
  fixturePath,
  GradientFixture,
  GreedyFixture,
  LastLogitsFixture,
  LogitsFixture,
  TinyFixture,
} from "../fixtures.ts";
import { compareGradient, compareGreedy, compareLogits, compareTiny, largest, logitsOf } from "./compare.ts";

const { model, tokenizer } = await load("smollm2-135m-instruct-q4_1", { pull: false });

describe("[E17] LLaMA equals transformers", () => {
  const { prompts, seeds } = fixture("llama/logits.json.gz", LogitsFixture);
  const some = prompts.filter((_, i) => i % 5 === 0);

  it("[E17] in the logits of ten prompts, English, Chinese and conversations", () => {
    const found = compareLogits(model, some, seeds);
    expect(found.positions).toBeGreaterThan(300);
    expect(found.worstOfTop).toBeLessThan(1e-4);
    expect(found.worstLogSumExp).toBeLessThan(1e-4);
    expect(found.worstRms).toBeLessThan(1e-4);
    expect(found.argmaxesApart).toBe(0);
  });

  it("[E17] in every logit of three last positions", () => {
    for (const { prompt, logits } of fixture("llama/last-logits.json.gz", LastLogitsFixture).rows) {
      const { ids } = prompts[prompt]!;
      const ours = logitsOf(model, ids)
        .select(0, ids.length - 1)
        .floats();
      expect(largest(ours, logits.data)).toBeLessThan(1e-4);
    }
  });

  it("[E17] in the token ids of all fifty prompts", () => {
    for (const { text, ids } of prompts) expect(tokenizer.encode(text)).toEqual(ids);
  });

  it("[E17] in greedy continuations under a cache", () => {
    const { continuations } = fixture("llama/greedy.json.gz", GreedyFixture);
    const three = continuations.filter((_, i) => i % 8 === 0).map((c) => ({ ...c, tokens: c.tokens.slice(0, 48) }));
    const found = compareGreedy(model, three);
    expect(found).toMatchObject({ steps: 3 * 48, apart: 0 });
  });

  it("[E17] in the gradient of a loss by every parameter", () => {
    const found = compareGradient(model, fixture("llama/gradient.json.gz", GradientFixture), names);
    expect(found.parameters).toBe(272);
    expect(found.loss).toBeLessThan(1e-5);
    expect(found.relative, found.parameter).toBeLessThan(1e-4);
  });
});

describe("a tiny random LLaMA equals transformers", () => {
  it("in all logits, padded and alone, all gradients and greedy tokens", async () => {
    const { model: tiny } = await loadModel(fixturePath("llama/tiny"));
    const found = compareTiny(tiny, fixture("llama/tiny/expected.json.gz", TinyFixture), names);
    expect(found.logits).toBeLessThan(1e-4);
    expect(found.paddedLogits).toBeLessThan(1e-4);
    expect(found.loss).toBeLessThan(1e-5);
    expect(found.gradients).toBeLessThan(1e-4);
    expect(found.greedy).toBe(0);
  });
});
