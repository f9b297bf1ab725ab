import { describe, expect, it } from "vitest";
import { Generator, keep, linear, randn, scope, tensor } from "../tensor/index.ts";
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
  it("goes on from the number of a step as if it had never stopped", () => {
    const [whole, parted] = [problem(), problem()];
    const optimizer = mezo([["w", whole.w]], { lr: 0.02 });
    for (let step = 0; step < 10; step++) optimizer.step(whole.loss);
    const [first, second] = [0, 1].map(() => mezo([["w", parted.w]], { lr: 0.02 }));
    for (let step = 0; step < 6; step++) first!.step(parted.loss);
    second!.restore(first!.state(), first!.facts());
    for (let step = 0; step < 4; step++) second!.step(parted.loss);
    expect(parted.w.numbers()).toEqual(whole.w.numbers());
  });

  it("takes no step along a slope that is not finite", () => {
    const { w } = problem();
    const values = [1, Number.NaN];
    expect(mezo([["w", w]], { lr: 1, weightDecay: 0.5 }).step(() => values.shift()!)).toBeNaN();
    expect(
      w
        .numbers()
        .map(Math.abs)
        .every((value) => value < 1e-6),
    ).toBe(true);
  });
});
