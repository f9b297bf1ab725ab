import { describe, expect, it } from "vitest";
import { interval, squaredCosines } from "../../prove/worlds/zeroth-order.ts";
import { Generator, keep, linear, memory, randn, scope, tensor } from "../tensor/index.ts";
import { mezo } from "./index.ts";

/** Least squares: y = x W^T with a weight to be found. */
function problem() {
  const generator = new Generator(7);
  const x = keep(randn([2048, 4], 1, { generator }));
  const y = keep(linear(x, tensor([[1, -2, 3, 0]])));
  const w = keep(tensor([[0, 0, 0, 0]])).requireGrad();
  return { w, loss: () => scope(() => linear(x, w).sub(y).pow(2).mean().item()) };
}

describe("zeroth order", () => {
  it.each([
    [20, 1, 500],
    [20, 5, 300],
  ])("[A23] in %d dimensions, %d directions: the squared cosine is n / (n + d - 1) on average", (d, n, count) => {
    const { mean, half } = interval(squaredCosines(d, n, count, 23));
    expect(Math.abs(mean - n / (n + d - 1))).toBeLessThan(half);
    expect(mean - half).toBeGreaterThan(0.5 / d); // chance alone is known to lie elsewhere
  });

  it("[A23] MeZO finds the weights of a regression without a gradient, in the memory of inference", () => {
    const { w, loss } = problem();
    const { bytes } = memory({ resetPeak: true });
    loss();
    const inference = memory().peak - bytes;
    const optimizer = mezo([["w", w]], { lr: 0.02, directions: 2 });
    memory({ resetPeak: true });
    for (let step = 0; step < 400; step++) optimizer.step(loss);
    expect(memory().peak - bytes).toBeLessThan(inference * 1.02);
    expect(w.grad).toBeUndefined();
    expect(w.numbers()).toEqual([1, -2, 3, 0].map((value) => expect.closeTo(value, 1)));
  });

  it("goes on from the number of a step as if it had never stopped", () => {
    const [whole, parted] = [problem(), problem()];
    const optimizer = mezo([["w", whole.w]], { lr: 0.02 });
    for (let step = 0; step < 10; step++) optimizer.step(whole.loss);
    const [first, second] = [0, 1].map(() => mezo([["w", parted.w]], { lr: 0.02 }));
    for (let step = 0; step < 6; step++) first!.step(parted.loss);
    second!.steps = first!.steps;
    for (let step = 0; step < 4; step++) second!.step(parted.loss);
    expect(parted.w.numbers()).toEqual(whole.w.numbers());
  });
});
