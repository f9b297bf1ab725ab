/** Qwen2 against transformers on random weights, with a head of its own and with a tied one. */
import { describe, expect, it } from "vitest";
import { loadModel } from "../../src/checkpoints/index.ts";
import { qwen2Names as names } from "../../src/models/index.ts";
import { fixture, fixturePath, TinyFixture } from "../fixtures.ts";
import { compareTiny } from "./compare.ts";

describe.each(["tied", "untied"])("a tiny random Qwen2 with its head %s equals transformers", (head) => {
  it("in all logits, padded and alone, all gradients and greedy tokens", async () => {
    const { model } = await loadModel(fixturePath(`qwen2/${head}`));
    const found = compareTiny(model, fixture(`qwen2/${head}/expected.json.gz`, TinyFixture), names);
    expect(found.logits).toBeLessThan(1e-4);
    expect(found.paddedLogits).toBeLessThan(1e-4);
    expect(found.loss).toBeLessThan(1e-5);
    expect(found.gradients).toBeLessThan(1e-4);
    expect(found.greedy).toBe(0);
  });
});
