import { expect, test } from "vitest";
import { edges, PLANTED, planted, repeating } from "../../prove/worlds/planted-circuit.ts";
import { draws } from "../../tests/draws.ts";
import { tinyModel } from "../../tests/tiny-lm.ts";
import { Run } from "../interventions/index.ts";
import { gpt2 } from "../models/index.ts";
import { type Decoder, initialize, type Module } from "../nn/index.ts";
import { infer, stack } from "../tensor/index.ts";
import { copyingScore, lensLogits, logitPaths, pathPatch } from "./index.ts";

const TOKENS = [3, 1, 4, 1, 5, 9, 2, 6];
const gpt = initialize(gpt2({ vocabulary: 96, width: 16, context: 64, depth: 3, heads: 2, hidden: 32 }), 2);
const models: readonly (readonly [string, Decoder<Module>])[] = [
  ["llama", tinyModel()],
  ["GPT-2, whose norm shifts", gpt],
];

test.each(models)("the paths of %s sum to its logits, and none can be left out", (_, model) => {
  infer(() => {
    const logits = new Run(model).read([TOKENS]).logits("last").squeeze(0);
    const paths = logitPaths(model, TOKENS);
    const apart = (of: typeof paths) => stack(of.map((path) => path.logits)).sum(0).sub(logits).abs().max().item(); // biome-ignore format: one line
    expect(paths.map(({ path }) => path)).toEqual([
      "embed",
      ...model.blocks.flatMap(({ path }) => [`${path}.mixer`, `${path}.mlp`]),
      "bias",
    ]);
    expect(apart(paths)).toBeLessThan(1e-4);
    expect(apart(paths.slice(1))).toBeGreaterThan(1e-3);
  });
});

test.each(models)("behind the last block the lens of %s is its logits, and in front of it not", (_, model) => {
  infer(() => {
    const logits = new Run(model).read([TOKENS]).logits("all").squeeze(0);
    const apart = lensLogits(model, TOKENS).map((layer) => layer.sub(logits.reshape(layer.shape)).abs().max().item());
    expect(apart.at(-1)).toBeLessThan(1e-5);
    expect(apart[0]).toBeGreaterThan(1e-3);
  });
});

test("a planted induction head copies, one that says which token stood before writes nothing that is read", () => {
  const model = planted(1);
  expect(copyingScore(model, 1, 2)).toBeCloseTo(1, 6);
  expect(copyingScore(model, 0, 1)).toBe(0);
  expect(() => copyingScore(model, 2, 0)).toThrow("copyingScore: this model has no attention in a layer 2");
  expect(() => copyingScore(model, 1, 4)).toThrow("copyingScore: head is 4, and layer 1 has heads 0 to 3");
});

test("a change travels the planted paths and no other", () => {
  const model = planted(2);
  const random = draws(2);
  const [clean, corrupted] = [repeating(random), repeating(random)];
  infer(() => {
    const before = new Run(model).read([clean]).logits("all");
    const found = edges().filter(
      ({ from, to }) => pathPatch(model, { clean, corrupted, from, to }).sub(before).abs().max().item() > 0.1,
    );
    expect(found.map(({ name }) => name)).toEqual(PLANTED);
  });
});
