/** Our optimizers beside torch.optim, step by step, on one small problem. */
import { describe, expect, it } from "vitest";
import { largestApart, trajectories } from "../../tests/parity/optim.ts";
import { noGrad, randn, scope, seed, tensor } from "../tensor/index.ts";
import { orthogonal, sgd } from "./index.ts";

describe("[A22] first-order optimizers", () => {
  it.each([...trajectories()])("[A22] %s goes where torch.optim goes for 100 steps", (_, { ours, theirs, bar }) => {
    expect(largestApart(ours(), theirs)).toBeLessThan(bar);
  });

  it("[A22] another decay is another trajectory", () => {
    const { ours, theirs } = new Map(trajectories({ weightDecay: 0.11 })).get("adamw")!;
    expect(largestApart(ours(), theirs)).toBeGreaterThan(1e-4);
  });

  it("[A22] gradient descent on a quadratic shrinks the error by 1 - lr lambda", () => {
    const lambda = [0.5, 2, 3];
    const p = tensor([1, 1, 1], "float64").requireGrad();
    const optimizer = sgd([["p", p]], { lr: 0.3 });
    for (let step = 0; step < 20; step++) {
      optimizer.zeroGrad();
      scope(() => p.pow(2).mul(tensor(lambda, "float64")).sum().div(2).backward());
      optimizer.step();
    }
    const exact = lambda.map((l) => (1 - 0.3 * l) ** 20);
    expect(p.numbers()).toEqual(exact.map((error) => expect.closeTo(error, 14)));
  });
});

describe("Muon", () => {
  it("makes a matrix nearly orthogonal, tall or wide", () => {
    seed(5);
    for (const shape of [
      [12, 5],
      [5, 12],
    ] as const) {
      const o = noGrad(() => orthogonal(randn(shape), 5));
      const small = shape[0] < shape[1] ? o.matmul(o.t()) : o.t().matmul(o);
      for (const [i, row] of small.split(1, 0).entries()) {
        expect(row.numbers()[i]).toBeGreaterThan(0.4);
        expect(row.numbers()[i]).toBeLessThan(1.5);
      }
    }
  });
});
