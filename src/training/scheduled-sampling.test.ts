import { expect, it } from "vitest";
import { bitsOf, rows, tinyRun } from "../../tests/tiny-training.ts";
import { ids, scope } from "../tensor/index.ts";
import { ownPrefixes, scheduledSampling, train } from "./index.ts";

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
