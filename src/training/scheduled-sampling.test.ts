import { expect, it } from "vitest";
import { cascade, loopLoss, stepLosses } from "../../tests/prefixes.ts";
import { bitsOf, rows, tinyRun } from "../../tests/tiny-training.ts";
import { distinctWeights } from "../nn/index.ts";
import { grad, ids, scope, where } from "../tensor/index.ts";
import { ownPrefixes, scheduledSampling, train } from "./index.ts";

it("[A28] one pass over the gold prefixes has the loss of as many steps, and the gradients of a loop with a cache", () => {
  const { model, objective } = tinyRun();
  const weights = [...distinctWeights(model)].map(([, weight]) => weight.requireGrad());
  scope(() => {
    const batch = rows({ count: 3, length: 12 }).next();
    const loss = objective(batch);
    const steps = stepLosses(model, batch);
    expect(Math.abs(loss.item() - steps.reduce((sum, step) => sum + step / steps.length, 0))).toBeLessThan(1e-5);
    const [once, looped] = [grad([loss], weights), grad([loopLoss(model, batch)], weights)];
    for (const [i, gradient] of once.entries()) {
      const apart = gradient!.sub(looped[i]!).abs().max().item();
      expect(apart / (gradient!.abs().max().item() + 1e-12)).toBeLessThan(1e-4);
    }
    // Prefixes of another kind have another loss.
    expect(Math.abs(objective({ ...batch, inputs: batch.targets }).item() - loss.item())).toBeGreaterThan(1e-3);
  });
});

it("[A29] a wrong token makes the gold ones behind it more surprising, and less so the farther they are", async () => {
  const run = tinyRun({ steps: 150 });
  await train(run);
  scope(() => {
    const batch = rows({ count: 32, length: 32, seed: 3 }).next();
    const given = batch.inputs.select(1, 8);
    const costs = cascade(run.model, batch, 8, where(given.lt(48), given.add(40), given.sub(40)));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value / values.length, 0);
    expect(costs[0]).toBeGreaterThan(0.5);
    expect(mean(costs.slice(-8))).toBeLessThan(0.3 * costs[0]!);
    expect(Math.max(...cascade(run.model, batch, 8, given).map(Math.abs))).toBe(0); // the token that stood there costs nothing
  });
});

it("leaves prefixes alone where all is gold or nothing is foretold, and draws the same for the same seed", async () => {
  const { model } = tinyRun();
  scope(() => {
    const batch = rows({ count: 2, length: 16 }).next();
    expect(ownPrefixes(model, batch, 1)).toBe(batch.inputs);
    const prompt = { ...batch, targets: ids(Array.from({ length: 32 }, () => -100)).reshape([2, 16]) };
    expect(ownPrefixes(model, prompt, 0).numbers()).toEqual(batch.inputs.numbers());
    const own = ownPrefixes(model, batch, 0);
    expect(own.select(1, 0).numbers()).toEqual(batch.inputs.select(1, 0).numbers());
    expect(own.numbers()).not.toEqual(batch.inputs.numbers());
  });
  const [forced, scheduled] = [tinyRun(), tinyRun()];
  const { objective, callback } = scheduledSampling(scheduled.model, { gold: () => 1 });
  await train(forced);
  await train({ ...scheduled, objective, callbacks: [callback] });
  expect(bitsOf(scheduled.model)).toBe(bitsOf(forced.model));
  expect(callback.remembers!["scheduled sampling"]!.facts()).toBe(8);
});
