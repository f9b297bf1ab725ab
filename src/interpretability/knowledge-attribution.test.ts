import { describe, expect, test } from "vitest";
import { intervene, Run } from "../interventions/index.ts";
import { gpt2, llama } from "../models/index.ts";
import { type Decoder, initialize, type Module, type Writes } from "../nn/index.ts";
import { prompt } from "../peft/index.ts";
import { cat, infer, liveTensors, scope, type Tensor, tensor } from "../tensor/index.ts";
import { knowledgeAttribution, record } from "./index.ts";

const TOKENS = [3, 1, 4, 1, 5, 9];
const shape = { vocabulary: 96, width: 16, context: 64, depth: 3, heads: 2, hidden: 32 };
const models: readonly (readonly [string, Decoder<Module>])[] = [
  ["llama", initialize(llama({ ...shape, kvHeads: 1 }), 2)],
  ["GPT-2", initialize(gpt2(shape), 2)],
];

/** What the last token's hidden values are in a layer, [F]. */
function hiddenOf(model: Writes, layer: number): number[] {
  const recorder = record(`blocks.${layer}.mlp.hidden`);
  infer(() => void new Run(model, { with: [recorder] }).read([TOKENS]));
  const [all] = recorder.seen.values();
  const values = infer(() => all!.select(0, TOKENS.length - 1).numbers());
  recorder.clear();
  return values;
}

/** P(answer) with other values in their place, by a pass over the whole prompt. */
function probability(model: Writes, layer: number, values: readonly number[], answer: number): number {
  const put = intervene("put", `blocks.${layer}.mlp.hidden`, () => (x, next) => {
    const y = next(x); // [T, F]
    return cat([y.narrow(0, 0, TOKENS.length - 1), tensor([values])]);
  });
  return infer(() =>
    new Run(model, { with: [put] }).read([TOKENS]).logits("last").softmax(-1).select(1, answer).item(),
  );
}

describe.each(models)("knowledge attribution on %s", (_, model) => {
  const found = knowledgeAttribution(model, { tokens: TOKENS, steps: 64 });

  test("has, of every layer, attributions that sum to what the answer would lose", () => {
    expect(found.layers).toHaveLength(model.blocks.length);
    for (const { attributions, without } of found.layers) {
      const lost = found.probability - without;
      expect(Math.abs(attributions.sum().item() - lost)).toBeLessThan(0.02 * Math.abs(lost));
    }
  });

  test.each([0, 1])("has in layer %i the derivatives of passes over the whole prompt", (layer) => {
    const h = hiddenOf(model, layer);
    const neuron = h.indexOf(h.toSorted((a, b) => Math.abs(b) - Math.abs(a))[0]!);
    const coarse = knowledgeAttribution(model, { tokens: TOKENS, answer: 7, steps: 4 });
    const nudge = 2e-2 * Math.abs(h[neuron]!);
    const slopes = [0.125, 0.375, 0.625, 0.875].map((share) => {
      const at = (by: number) =>
        probability(model, layer, h.map((value, i) => share * value + (i === neuron ? by : 0)), 7); // biome-ignore format: one line
      return (at(nudge) - at(-nudge)) / (2 * nudge);
    });
    const wanted = h[neuron]! * (slopes.reduce((a, b) => a + b) / 4);
    const own = coarse.layers[layer]!;
    const unit = Math.abs(own.attributions.abs().max().item());
    expect(Math.abs(own.attributions.select(0, neuron).item() - wanted)).toBeLessThan(0.02 * unit);
    expect(own.without).toBeCloseTo(probability(model, layer, h.map(() => 0), 7), 6); // biome-ignore format: one line
  });
});

describe("knowledge attribution", () => {
  const model = models[0]![1];

  test("takes a prompt of one token, and what rides on the model", () => {
    const change = prompt(model, { length: 2, std: 1 });
    const at = (tokens: readonly number[]) => knowledgeAttribution(model, { tokens, with: [change], steps: 64 });
    for (const tokens of [TOKENS, [5]]) {
      const { probability: own, answer, layers } = at(tokens);
      const direct = infer(() => new Run(model, { with: [change] }).read([tokens]).logits("last").softmax(-1));
      expect(own).toBeCloseTo(direct.select(1, answer).item(), 6);
      for (const { attributions, without } of layers)
        expect(Math.abs(attributions.sum().item() - (own - without))).toBeLessThan(0.02 * Math.abs(own - without));
    }
  });

  test("leaves no tensor behind but what it found", () => {
    const before = liveTensors();
    scope(() => void knowledgeAttribution(model, { tokens: TOKENS }));
    expect(liveTensors()).toBe(before);
    const kept: Tensor[] = knowledgeAttribution(model, { tokens: TOKENS }).layers.map((layer) => layer.attributions);
    expect(liveTensors()).toBe(before + kept.length);
  });

  test("refuses in a sentence what it cannot attribute", () => {
    const asked = (options: object) => () => knowledgeAttribution(model, { tokens: TOKENS, ...options });
    expect(asked({ tokens: [] })).toThrow("knowledgeAttribution: tokens: are none, and must be a prompt");
    expect(asked({ steps: 0.5 })).toThrow("steps: is 0.5, and must be a whole number of at least 1");
    expect(asked({ answer: 96 })).toThrow("answer: is 96, and must be a token from 0 to 95");
  });
});
