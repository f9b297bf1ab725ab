/** Our optimizers beside torch.optim, step by step, on one small problem. */
import { describe, expect, it } from "vitest";
import { noGrad, randn, seed } from "../tensor/index.ts";
import { orthogonal } from "./index.ts";

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
