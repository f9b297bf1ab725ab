import { describe, expect, it } from "vitest";
import { describeIntervention, newModel } from "../../tests/contracts/intervention.ts";
import { distance } from "../../tests/contracts/model.ts";
import { type LowRankDelta, plan } from "../interventions/index.ts";
import { modules, Packed, Pass } from "../nn/index.ts";
import { full, noGrad, randn, seed, type Tensor, zeros } from "../tensor/index.ts";
import { rankOne } from "./index.ts";

const at = "blocks.1.mlp.down";
const edit = (model: ReturnType<typeof newModel>) => {
  seed(4);
  return rankOne(model, { at, key: randn([24]), value: randn([16]) });
};

describeIntervention("a rank-one edit", {
  make: edit,
  neutral: false,
  merged: (change) => (change as LowRankDelta).merged(),
});

describe("rankOne", () => {
  const model = newModel();
  const down = [...modules(model)].find(({ path }) => path === at)!;
  /** What the map makes of x [in]. */
  const through = (x: Tensor, changes: LowRankDelta[]) =>
    noGrad(() => down.call(x.unsqueeze(0), new Pass({ layout: new Packed([1]), plan: plan(model, changes) })));

  it("gives the value for the key and changes nothing that u does not see", () => {
    seed(5);
    const [key, value, samples] = [randn([24]), randn([16]), randn([200, 24])];
    const moment = samples.t().matmul(samples).div(200);
    const change = rankOne(model, { at, key, value, moment });
    expect(distance(through(key, [change]).squeeze(0), value)).toBeLessThan(1e-4);
    const u = change.parts.get(at)!.a.squeeze(0); // C^-1 k / (k^T C^-1 k)
    expect(distance(moment.matmul(u), key.div(u.mul(moment.matmul(u)).sum().pow(-1)))).toBeLessThan(1e-3);
    const other = randn([24]);
    const unseen = other.sub(u.mul(u.mul(other).sum().div(u.mul(u).sum())));
    expect(distance(through(unseen, [change]), through(unseen, []))).toBeLessThan(1e-4);
    expect(distance(through(other, [change]), through(other, []))).toBeGreaterThan(1e-3);
  });

  it("refuses a key that no change could meet", () => {
    const edit = { at, value: randn([16]) };
    expect(() => rankOne(model, { ...edit, key: zeros([24]) })).toThrow(/^rank-one edit: the key of ".*" is zero/);
    expect(() => rankOne(model, { ...edit, key: full([24], Number.NaN) })).toThrow(/is zero or not finite/);
  });

  it("is nothing where the map already gives the value", () => {
    const key = randn([24]);
    const change = rankOne(model, { at, key, value: through(key, []).squeeze(0) });
    expect(change.parts.get(at)!.b.abs().max().item()).toBeLessThan(1e-5);
  });

  it("refuses a path that is no linear map", () => {
    expect(() => rankOne(model, { at: "blocks.1.mlp", key: randn([1]), value: randn([1]) })).toThrow(/no linear map/);
  });
});
