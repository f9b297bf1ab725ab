import { describe, expect, it } from "vitest";
import type { Documents } from "../data/index.ts";
import { writes } from "../nn/index.ts";
import { build, configOf } from "./origin.ts";
import { defineRecipe, type RecipeModel } from "./recipe.ts";
import { scheduleOf } from "./recipe-parts.ts";

async function* none(): Documents {}

const recipe = (model: RecipeModel) =>
  defineRecipe({
    name: "tiny",
    model,
    documents: none,
    tokenizer: { vocabulary: 300 },
    batch: { rows: 1, length: 8 },
    steps: 1,
    prompt: "a",
  });

describe("a recipe", () => {
  it("says how it is trained by what it leaves out, whole objects too", () => {
    expect(recipe({ kind: "recurrent", width: 8, hidden: 8 })).toMatchObject({
      optimizer: { lr: 1e-3, betas: [0.9, 0.999] },
      schedule: { kind: "cosine", warmup: 0, floor: 0 },
      every: { evaluation: 100, checkpoint: 100, sample: 200 },
    });
  });

  it.each<[string, RecipeModel, number | undefined]>([
    ["llama", { kind: "llama", width: 8, depth: 1, heads: 2, kvHeads: 1, hidden: 12 }, 8],
    ["gpt2", { kind: "gpt2", width: 8, depth: 1, heads: 2, hidden: 12 }, 8],
    ["recurrent", { kind: "recurrent", width: 8, hidden: 8 }, undefined],
  ])("builds any architecture that writes from left to right: %s", (kind, model, context) => {
    const config = configOf(recipe(model), 290);
    expect(config).toMatchObject({ kind, vocabulary: 290, ...(context !== undefined && { context }) });
    expect(writes(build(recipe(model), config))).toBe(true);
  });

  it.each(["constant", "cosine", "linear", "wsd"] as const)("has a schedule of the kind %s", (kind) => {
    const rate = scheduleOf({ schedule: { kind, warmup: 2, floor: 0.5 } }, 100);
    expect([rate(0), rate(1), rate(100)]).toEqual([0.5, 1, kind === "constant" ? 1 : 0.5]);
  });

  it("builds none that reads only, or writes from a source", () => {
    for (const kind of ["bert", "transformer"]) {
      const other = {
        ...recipe({ kind: "recurrent", width: 8, hidden: 8 }),
        model: { kind, width: 8, depth: 1, heads: 2, hidden: 12, sourceVocabulary: 9 },
      };
      const { sourceVocabulary: _, ...plain } = other.model;
      const config = configOf({ ...other, model: kind === "bert" ? plain : other.model }, 290);
      expect(() => build(other, config)).toThrow(
        `the recipe "tiny": model.kind: a ${kind} does not write from left to right`,
      );
    }
  });
});
