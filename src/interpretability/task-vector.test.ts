import { expect, test } from "vitest";
import { type Intervention, Run } from "../interventions/index.ts";
import { llama } from "../models/index.ts";
import { initialize } from "../nn/index.ts";
import { prompt } from "../peft/index.ts";
import { ids, infer, type Tensor } from "../tensor/index.ts";
import { patch, record, taskVector } from "./index.ts";

const shape = { vocabulary: 96, width: 16, context: 64, depth: 2, heads: 2, kvHeads: 1, hidden: 32 };
const model = initialize(llama(shape), 1);
const PROMPTS = [[3, 1, 4, 1, 5], [9, 2], [6]];

test("a task vector is the mean of what the last tokens of prompts have behind a block", () => {
  infer(() => {
    const alone = PROMPTS.map((tokens) => {
      const recorder = record("blocks.0");
      new Run(model, { with: [recorder] }).read([tokens]);
      const state = recorder.seen.get("blocks.0")!.select(0, tokens.length - 1).clone(); // biome-ignore format: one line
      recorder.clear();
      return state;
    });
    const mean = alone.reduce((sum, state) => sum.add(state)).div(PROMPTS.length);
    expect(taskVector(model, PROMPTS, { layer: 0 }).sub(mean).abs().max().item()).toBeLessThan(1e-5);
  });
});

test("behind the last block it makes another prompt say what its own did, vectors in front of both", () => {
  infer(() => {
    const change = prompt(model, { length: 2, std: 1 });
    const vector = taskVector(model, [PROMPTS[0]!], { layer: 1, with: [change] }).reshape([1, 1, -1]);
    const said = (tokens: readonly number[], ...own: Intervention[]) =>
      new Run(model, { with: [...own, change] }).read(ids(tokens).unsqueeze(0)).logits("last");
    const apart = (logits: Tensor) => logits.sub(said(PROMPTS[0]!)).abs().max().item();
    expect(apart(said([8, 8, 2], patch("blocks.1", 4, vector)))).toBeLessThan(1e-4);
    expect(apart(said([8, 8, 2]))).toBeGreaterThan(1e-2);
  });
});

test("what there is no vector of is refused in a sentence", () => {
  expect(() => taskVector(model, PROMPTS, { layer: 2 })).toThrow("taskVector: layer: is 2, and the model has 0 to 1");
  expect(() => taskVector(model, [], { layer: 0 })).toThrow("taskVector: there is no prompt, and must be one at least");
});
