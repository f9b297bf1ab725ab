import { expect, it } from "vitest";
import { Learner } from "../../prove/worlds/sequential-tasks.ts";
import { releaseModel } from "../nn/index.ts";
import { backwardTransfer, forgetting } from "./index.ts";

it("forgetting counts from the best that a task ever was, backward transfer from when it was learned", () => {
  const scores = [
    [0.8, 0.1, 0],
    [0.9, 0.7, 0.2],
    [0.5, 0.6, 1],
  ];
  expect(forgetting(scores)).toBeCloseTo((0.9 - 0.5 + 0.7 - 0.6) / 2, 12);
  expect(backwardTransfer(scores)).toBeCloseTo((0.5 - 0.8 + 0.6 - 0.7) / 2, 12);
  expect(forgetting([[1]])).toBe(0);
});

it("[J22] what one task taught is gone when the next has been learned, and stays where both are shown", () => {
  const learner = new Learner(1);
  learner.learn([0], 100);
  const before = learner.accuracy(0);
  learner.learn([1], 100);
  expect(before - learner.accuracy(0)).toBeGreaterThan(0.2);
  releaseModel(learner.model);
  const joint = new Learner(1);
  joint.learn([0, 1], 150);
  expect(Math.min(joint.accuracy(0), joint.accuracy(1))).toBeGreaterThan(0.9);
  releaseModel(joint.model);
});
