import { describe, expect, it } from "vitest";
import { describeIntervention, logits, newModel } from "../../tests/contracts/intervention.ts";
import { plan } from "../interventions/index.ts";
import { Padded, Pass } from "../nn/index.ts";
import { cat, ids, liveTensors, noGrad, randn, scope, stack, zeros } from "../tensor/index.ts";
import { corrupt, record, restore } from "./index.ts";

describeIntervention("a recorder of block outputs", { make: () => record("blocks.*"), neutral: true, watches: true });

describe("a recorder", () => {
  it("sees the outputs of calls and interior values, the pattern among them", () => {
    const model = newModel();
    const recorder = record("blocks.*.mixer.{keys,pattern}");
    scope(() => {
      logits(model, [1, 2, 3], [recorder]);
    });
    expect([...recorder.seen.keys()]).toHaveLength(4);
    expect(recorder.seen.get("blocks.1.mixer.keys")!.shape).toEqual([3, 2, 4]);
    const pattern = recorder.seen.get("blocks.0.mixer.pattern")!;
    expect(pattern.shape).toEqual([1, 4, 3, 3]);
    for (const sum of pattern.sum(-1).numbers()) expect(sum).toBeCloseTo(1, 5);
    expect(pattern.select(2, 0).narrow(-1, 1, 2).max().item()).toBe(0);
  });

  it("lets go of what it saw", () => {
    const model = newModel();
    const recorder = record("blocks.*");
    const before = liveTensors();
    scope(() => {
      logits(model, [1, 2, 3], [recorder]);
    });
    expect(liveTensors()).toBe(before + 2);
    recorder.clear();
    expect(liveTensors()).toBe(before);
  });
});

describe("causal tracing", () => {
  const model = newModel();
  const row = [3, 1, 4, 1, 5];
  const rows = stack([ids(row), ids(row)]);
  const noise = cat([zeros([1, 5, 16]), cat([zeros([1, 1, 16]), randn([1, 2, 16], 3), zeros([1, 2, 16])], 1)]);
  const run = (...interventions: Parameters<typeof plan>[1]) =>
    noGrad(() => model.call(rows, new Pass({ layout: new Padded([5, 5]), plan: plan(model, interventions) })));
  const apart = (logits: ReturnType<typeof run>) =>
    logits.select(0, 0).select(0, 4).sub(logits.select(0, 1).select(0, 4)).abs().max().item();

  it("corrupts the second row and not the first", () => {
    expect(apart(run())).toBeLessThan(1e-5);
    const corrupted = run(corrupt(noise));
    expect(apart(corrupted)).toBeGreaterThan(1e-3);
    expect(corrupted.select(0, 0).sub(run().select(0, 0)).abs().max().item()).toBeLessThan(1e-5);
  });

  it("brings the answer back by restoring the last state of the last token, and not by an earlier token's", () => {
    expect(apart(run(corrupt(noise), restore("blocks.1", 4)))).toBeLessThan(1e-5);
    expect(apart(run(corrupt(noise), restore("blocks.1", 2)))).toBeGreaterThan(1e-3);
  });
});
