import { expect, it } from "vitest";
import { effect } from "../../prove/harness/effect.ts";

it("an effect runs each seed's treatment, then its control, which knows them all, and tells the pairs' interval", () => {
  const order: string[] = [];
  const full = effect({
    seeds: [1, 2, 3],
    of: "error",
    once: () => ({ exact: true }),
    treated: (seed) => {
      order.push(`treated ${seed}`);
      return { error: seed / 100, steps: 10 * seed };
    },
    control: (seed, _, treated) => {
      order.push(`control ${seed} after ${Math.max(...treated.map(({ steps }) => steps))} steps`);
      return { error: 0.5 + seed / 100 };
    },
  });
  const { value, interval } = full(() => {});
  expect(order).toEqual([
    ...["treated 1", "treated 2", "treated 3"],
    ...[1, 2, 3].map((seed) => `control ${seed} after 30 steps`),
  ]);
  expect(value).toMatchObject({
    exact: true,
    error: [0.01, 0.02, 0.03],
    steps: [10, 20, 30],
    "control: error": [0.51, 0.52, 0.53],
  });
  for (const end of value["error, treated less control"] as number[]) expect(end).toBeCloseTo(-0.5, 12);
  expect(interval).toMatch(/^error: 0\.02/);
});
