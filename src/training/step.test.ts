import { expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { bitsOf, rows, tinyRun } from "../../tests/tiny-training.ts";
import { loadModel } from "../checkpoints/index.ts";
import { distinctWeights } from "../nn/index.ts";
import { adamW, masterCopies } from "../optim/index.ts";
import { lora } from "../peft/index.ts";
import { liveTensors } from "../tensor/index.ts";
import { causalLM, learner, train } from "./index.ts";

it("learner takes the steps of the loop, to the bit", async () => {
  const [whole, own] = [tinyRun(), tinyRun()];
  const { losses } = await train(whole);
  const { optimizer, schedule, clip, accumulate, objective } = own;
  const batches = rows();
  const learn = learner(optimizer, { schedule, clip, accumulate });
  expect(Array.from({ length: 8 }, () => learn.step(() => objective(batches.next())))).toEqual(losses);
  learn.end();
  expect(bitsOf(own.model)).toBe(bitsOf(whole.model));
});

it("learner steps along the mean of the losses that make a step", () => {
  const norm = (accumulate: number, count: number) => {
    const { optimizer, objective } = tinyRun();
    const batches = rows({ count });
    const learn = learner(optimizer, { accumulate });
    for (let i = 0; i < accumulate; i++) learn.backward(() => objective(batches.next()));
    return learn.update().gradientNorm;
  };
  expect(norm(4, 2)).toBeCloseTo(norm(1, 8), 5);
});

it("learner goes on behind the steps that were taken before", () => {
  const { optimizer, schedule, objective } = tinyRun();
  const batches = rows();
  const learn = learner(optimizer, { schedule, taken: 3 });
  learn.backward(() => objective(batches.next()));
  expect(learn.update().learningRate).toBeCloseTo(3e-3 * schedule!(3), 12);
});

it("learner holds no tensor behind a step, and ends with weights that want no gradient", () => {
  const { model, optimizer, objective } = tinyRun();
  const batches = rows();
  const learn = learner(optimizer, { clip: 1 });
  learn.step(() => objective(batches.next()));
  const held = liveTensors();
  learn.step(() => objective(batches.next()));
  expect(liveTensors()).toBe(held);
  learn.end();
  expect([...distinctWeights(model)].filter(([, { requiresGrad }]) => requiresGrad)).toEqual([]);
  expect(() => optimizer.state()).toThrow();
});

it("learns on weights of 16 bits by master copies or beside them, and in no other way", () => {
  const { model } = loadModel(fixturePath("llama/tiny"), { dtype: "bfloat16" });
  expect(() => learner(adamW(distinctWeights(model)))).toThrow(
    'the optimizer steps "embed.table" in bfloat16, which rounds small steps away: use masterCopies',
  );
  const batch = rows().next();
  const change = lora(model, { rank: 2 });
  const ways = [
    [adamW(change.state, { lr: 1e-2 }), causalLM(model, { with: [change] })],
    [masterCopies(distinctWeights(model), (copies) => adamW(copies, { lr: 1e-3 })), causalLM(model)],
  ] as const;
  for (const [optimizer, objective] of ways) {
    const learn = learner(optimizer);
    const losses = Array.from({ length: 12 }, () => learn.step(() => objective(batch)));
    learn.end();
    expect(losses.at(-1)).toBeLessThan(losses[0]! - 0.3);
  }
});
