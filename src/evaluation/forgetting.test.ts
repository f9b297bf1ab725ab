import { expect, it } from "vitest";
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
