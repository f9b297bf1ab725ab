/** Our optimizers beside torch.optim, step by step, on one small problem. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fixture, packed } from "../../tests/fixtures.ts";
import { fromData, keep, noGrad, randn, scope, seed, tensor } from "../tensor/index.ts";
import { muon, orthogonal } from "./index.ts";

const Matrices = z.record(z.string(), packed("float32"));
const MuonFixture = z.strictObject({
  begins: Matrices,
  slopes: Matrices,
  runs: z.record(z.string(), z.array(Matrices)),
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

  const given = fixture("optim/muon.json.gz", MuonFixture);
  const settings = {
    "as published": { lr: 0.02, weightDecay: 0.1 },
    "less momentum, no decay, three iterations": { lr: 0.05, momentum: 0.6, iterations: 3 },
  };
  it.each(Object.entries(settings))("steps tall, wide and square matrices as torch.optim does: %s", (name, config) => {
    const tensors = (of: z.output<typeof Matrices>) =>
      new Map(Object.entries(of).map(([key, { data, shape }]) => [key, keep(fromData(data, shape))]));
    const [weights, slopes] = [tensors(given.begins), tensors(given.slopes)];
    for (const weight of weights.values()) weight.requireGrad();
    const optimizer = muon(weights, { ...config, precision: "float32" });
    for (const [place, point] of given.runs[name]!.entries()) {
      for (let step = 10 * place; step < 10 * (place + 1); step++) {
        for (const [key, weight] of weights) {
          weight.grad = keep(scope(() => slopes.get(key)!.mul(Math.cos(step)).add(weight.detach())));
        }
        optimizer.step();
        optimizer.zeroGrad();
      }
      for (const [key, { data }] of Object.entries(point)) {
        const apart = weights
          .get(key)!
          .floats()
          .map((value, i) => Math.abs(value - data[i]!));
        expect(Math.max(...apart), `${key} after ${10 * (place + 1)} steps`).toBeLessThan(1e-5);
      }
    }
  });

  it("steps five times towards an orthogonal matrix where it is not told, and leaves alone what has no gradient", () => {
    seed(6);
    const x = randn([3, 4]);
    expect(orthogonal(x).numbers()).toEqual(orthogonal(x, 5).numbers());
    const [moved, still] = [keep(randn([2, 2])), keep(randn([2, 2]))].map((w) => w.requireGrad());
    const before = still!.numbers();
    const optimizer = muon([
      ["moved", moved!],
      ["still", still!],
    ]);
    moved!.grad = keep(randn([2, 2]));
    optimizer.step();
    expect(still!.numbers()).toEqual(before);
  });

  it("refuses what is no matrix", () => {
    expect(() => muon([["norm.gain", tensor([1, 2])]])).toThrow('Muon steps matrices, and "norm.gain" is [2]');
  });
});
