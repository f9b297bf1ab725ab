import { expect, test } from "vitest";
import { edges, PLANTED, planted, repeating } from "../../prove/worlds/planted-circuit.ts";
import { draws } from "../../tests/draws.ts";
import { tinyModel, tinyTokenizer } from "../../tests/tiny-lm.ts";
import { Run } from "../interventions/index.ts";
import { gpt2 } from "../models/index.ts";
import { type Decoder, distinctWeights, initialize, type Module } from "../nn/index.ts";
import { infer, randn, stack } from "../tensor/index.ts";
import {
  attentions,
  copyingScore,
  headPaths,
  lensLogits,
  logitPaths,
  pathPatch,
  prefixMatching,
  previousToken,
} from "./index.ts";

const TOKENS = [3, 1, 4, 1, 5, 9, 2, 6];
const gpt = initialize(gpt2({ vocabulary: 96, width: 16, context: 64, depth: 3, heads: 2, hidden: 32 }), 2);
infer(() => {
  for (const [path, bias] of distinctWeights(gpt)) if (path.endsWith(".o.bias")) bias.copyFrom(randn(bias.shape));
});
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

test.each(models)("the heads of a layer of %s sum to its attention's path, and none can be left out", (_, model) => {
  infer(() => {
    const whole = logitPaths(model, TOKENS).find(({ path }) => path === "blocks.1.mixer")!.logits;
    const heads = headPaths(model, TOKENS, 1);
    expect(heads).toHaveLength(model === gpt ? 3 : 4); // GPT-2's two, and the output's bias
    const apart = (of: typeof heads) => stack(of.map((path) => path.logits)).sum(0).sub(whole).abs().max().item(); // biome-ignore format: one line
    expect(heads.map(({ path }) => path).slice(0, 2)).toEqual(["blocks.1.mixer.heads.0", "blocks.1.mixer.heads.1"]);
    expect(apart(heads)).toBeLessThan(1e-5);
    for (const [i] of heads.entries()) expect(apart(heads.toSpliced(i, 1)), heads[i]!.path).toBeGreaterThan(1e-4);
  });
  expect(() => headPaths(model, TOKENS, 3)).toThrow("headPaths: this model has no attention in a layer 3");
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

test("prefix matching finds the planted induction head, and the token before the head that it needs", () => {
  const [model, tokens] = [planted(1), repeating(draws(3))];
  const above = (scores: readonly (readonly number[])[]) =>
    scores.flatMap((heads, layer) => heads.flatMap((score, head) => (score > 0.9 ? [`${layer}.${head}`] : [])));
  expect(above(prefixMatching(model, tokens))).toEqual(["1.2"]);
  expect(above(previousToken(model, tokens))).toEqual(["0.1"]);
  expect(() => prefixMatching(model, [0, 1, 2])).toThrow("no token of the text has such a place: repeat some");
});

test("prefix matching sums the weights behind all earlier occurrences, and takes the mean over tokens that have any", () => {
  const model = tinyModel();
  const tokens = [7, 3, 7, 5, 7];
  const { layers } = attentions(model, tinyTokenizer(), {
    prompt: tokens.map((id) => String.fromCharCode(33 + id)).join(""),
  });
  const wanted = layers.map((heads) =>
    heads.map((pattern) => (pattern[2]![1]! + (pattern[4]![1]! + pattern[4]![3]!)) / 2),
  );
  for (const [layer, heads] of prefixMatching(model, tokens).entries())
    for (const [head, score] of heads.entries()) expect(score).toBeCloseTo(wanted[layer]![head]!, 6);
  for (const [layer, heads] of previousToken(model, tokens).entries())
    for (const [head, score] of heads.entries())
      expect(score).toBeCloseTo([1, 2, 3, 4].reduce((sum, t) => sum + layers[layer]![head]![t]![t - 1]!, 0) / 4, 6);
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
