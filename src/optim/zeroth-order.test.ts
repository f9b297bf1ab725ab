import { describe, expect, it } from "vitest";
import { Generator, keep, linear, ones, ops, randn, scope, tensor } from "../tensor/index.ts";
import { mezo, spsa } from "./index.ts";

/** Least squares: y = x W^T with a weight to be found. */
function problem() {
  const generator = new Generator(7);
  const x = keep(randn([2048, 4], 1, { generator }));
  const y = keep(linear(x, tensor([[1, -2, 3, 0]])));
  const w = keep(tensor([[0, 0, 0, 0]])).requireGrad();
  return { w, loss: () => scope(() => linear(x, w).sub(y).pow(2).mean().item()) };
}

describe("zeroth order", () => {
  it("on a line steps along its directions by their slopes, and loses the share of decay once", () => {
    const p = keep(ones([3], { dtype: "float64" }));
    const slope = tensor([1, -2, 0.5], "float64");
    const z = [6, 7].map((draw) => {
      const generator = new Generator((Math.imul(5, 0x9e3779b9) + draw) >>> 0);
      return ops.aten.randn.generator([3], { dtype: "float64", generator }).numbers();
    });
    const optimizer = mezo([["p", p]], { lr: 0.1, weightDecay: 0.5, directions: 2, seed: 5 });
    optimizer.restore(new Map(), 3); // its directions are draws 6 and 7
    const along = z.map(([x, y, w]) => x! - 2 * y! + 0.5 * w!);
    const expected = [0, 1, 2].map((i) => 0.95 - 0.05 * (along[0]! * z[0]![i]! + along[1]! * z[1]![i]!));
    const mean = optimizer.step(() => scope(() => p.mul(slope).sum().item()));
    expect(mean).toBeCloseTo(-0.5, 9);
    expect(p.numbers()).toEqual(expected.map((value) => expect.closeTo(value, 9)));
  });

  it("draws other directions by another seed, and the same ones by the same", () => {
    const found = [0, 1, 2, 2 ** 16, 1].map((seed) => {
      const { w, loss } = problem();
      mezo([["w", w]], { lr: 0.02, seed }).step(loss);
      return w.numbers().join();
    });
    expect(found.pop()).toBe(found[1]);
    expect(new Set(found).size).toBe(found.length);
  });

  it("estimates a line's slope by the mean over its directions, and leaves the parameters where they were", () => {
    const p = ones([3], { dtype: "float64" });
    const slope = tensor([1, -2, 0.5], "float64");
    const draw = new Generator(9);
    const z = [0, 1].map(() => ops.aten.randn.generator([3], { dtype: "float64", generator: draw }).numbers());
    const along = z.map(([x, y, w]) => x! - 2 * y! + 0.5 * w!);
    const loss = () => p.mul(slope).sum().item();
    const [found] = spsa([p], loss, { directions: 2, generator: new Generator(9) });
    const expected = [0, 1, 2].map((i) => (along[0]! * z[0]![i]! + along[1]! * z[1]![i]!) / 2);
    expect(found!.numbers()).toEqual(expected.map((value) => expect.closeTo(value, 9)));
    expect(p.numbers()).toEqual([1, 1, 1].map((value) => expect.closeTo(value, 12)));
  });

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
