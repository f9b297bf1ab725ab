/** A tiny random LLaMA against transformers on the same weights; rows E17 and C02 compare SmolLM2. */
import { describe, expect, it } from "vitest";
import { loadModel } from "../../src/checkpoints/index.ts";
import { llamaArchitecture } from "../../src/models/index.ts";
import { fixture, fixturePath, TinyFixture } from "../fixtures.ts";
import { compareTiny } from "./compare.ts";

const { names } = llamaArchitecture.huggingFace;

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
