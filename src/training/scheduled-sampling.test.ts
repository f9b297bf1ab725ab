import { expect, it } from "vitest";
import { bitsOf, rows, tinyRun } from "../../tests/tiny-training.ts";
import { ids, scope, seed } from "../tensor/index.ts";
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

it.each([0.3, 0.6])("keeps about the share of a prefix's tokens that it is told to: %d", (gold) => {
  const { model } = tinyRun();
  const [B, T] = [64, 24];
  const kept = scope(() => {
    seed(11);
    const batch = rows({ count: B, length: T }).next();
    const same = ownPrefixes(model, batch, gold).eq(batch.inputs).sum().item();
    return (same - B) / (B * (T - 1)); // the first token is the text's in any case
  });
  // Of those drawn, one of 96 is the text's by chance; 1,472 tokens are within 0.04 of their share but for one time in 1,000.
  expect(Math.abs(kept - gold - (1 - gold) / 96)).toBeLessThan(0.04);
});
