import { expect, test } from "vitest";
import { uniform } from "./philox.ts";
import { greedy, multinomial } from "./sampler.ts";

test("greedy takes the best token, of equal ones the lowest id, and refuses what is no number", () => {
  expect(greedy(new Float32Array([0, 3, 1, 3]), 0)).toBe(1);
  expect(greedy(new Float32Array([-Infinity, -2, -1]), 0)).toBe(2);
  expect(() => greedy(new Float32Array([0, Number.NaN]), 0)).toThrow("the logits that the model computed");
});

test("draws follow softmax, and never take a token that must not come", () => {
  const logits = new Float32Array([Math.log(1), Math.log(2), -Infinity, Math.log(5)]);
  const draw = multinomial(3);
  const counts = [0, 0, 0, 0];
  const n = 20_000;
  for (let step = 0; step < n; step++) counts[draw(logits, step)]!++;
  expect(counts[2]).toBe(0);
  for (const [id, p] of [
    [0, 1 / 8],
    [1, 2 / 8],
    [3, 5 / 8],
  ] as const) {
    // Five standard deviations of a binomial count.
    expect(Math.abs(counts[id]! - n * p)).toBeLessThan(5 * Math.sqrt(n * p * (1 - p)));
  }
});

test("a draw depends on seed and step alone", () => {
  const logits = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i));
  const sequence = (seed: number) => Array.from({ length: 20 }, (_, step) => multinomial(seed)(logits, step));
  expect(sequence(1)).toEqual(sequence(1));
  expect(sequence(1)).not.toEqual(sequence(2));
  const draw = multinomial(1);
  expect([draw(logits, 5), draw(logits, 5)]).toEqual([sequence(1)[5], sequence(1)[5]]);
});

test("a draw is the first id whose cumulative probability passes the uniform number of its step", () => {
  const logits = Float32Array.from({ length: 7 }, (_, i) => (i === 2 ? -Infinity : Math.cos(3 * i) + 50));
  const weights = Array.from(logits, (logit) => Math.exp(logit - 50));
  const total = weights.reduce((sum, weight) => sum + weight);
  for (let step = 0; step < 50; step++) {
    let [token, sum] = [0, weights[0]!];
    while (sum <= uniform(9, step) * total) sum += weights[++token]!;
    expect(multinomial(9)(logits, step)).toBe(token);
  }
});
