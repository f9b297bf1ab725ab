/** The course notes' ways of drawing a token, each against its closed form. */
import { describe, expect, it } from "vitest";
import {
  biased,
  chiSquare,
  chiSquare99,
  entropy,
  processed,
  slope,
  softmax,
  support,
} from "../../prove/worlds/sampling.ts";
import { multinomial } from "./sampler.ts";

const logits = slope(10, 0.4);
const row = Float32Array.from(logits);

describe("sampling", () => {
  it("[C04] draws each token as often as its probability says, and a biased sampler is caught", () => {
    const bound = chiSquare99(9);
    expect(chiSquare(row, softmax(row), 20_000, multinomial(1))).toBeLessThan(bound);
    expect(chiSquare(row, softmax(row), 20_000, biased(1))).toBeGreaterThan(bound);
  });

  it("[C05] among the K most probable leaves exactly K, their probabilities made to sum to one", () => {
    for (const k of [1, 3, 10]) {
      const left = processed(logits, { temperature: 1, topK: k });
      expect(support(left)).toEqual(Array.from({ length: k }, (_, i) => i));
      const total = softmax(logits)
        .slice(0, k)
        .reduce((a, b) => a + b);
      for (const [i, p] of softmax(left).slice(0, k).entries()) expect(p).toBeCloseTo(softmax(logits)[i]! / total, 6);
    }
    expect(
      chiSquare(processed(logits, { temperature: 1, topK: 3 }), softmax(row), 5_000, multinomial(1)),
    ).toBeGreaterThan(chiSquare99(9));
  });

  it("[C06] in the nucleus keeps the fewest tokens that reach p", () => {
    for (const p of [0.1, 0.5, 0.9, 0.99]) {
      const kept = support(processed(logits, { temperature: 1, topP: p })).map((token) => softmax(logits)[token]!);
      const mass = kept.reduce((a, b) => a + b);
      expect(mass).toBeGreaterThanOrEqual(p);
      expect(mass - kept.at(-1)!).toBeLessThan(p);
    }
  });

  it("[C07] by temperature goes from the best token to equal chances, entropy growing", () => {
    const hot = softmax(processed(logits, { temperature: 1e6 }));
    const gap = Math.max(...logits) - Math.min(...logits);
    for (const p of hot) expect(Math.abs(p - 1 / 10)).toBeLessThan(gap / (4 * 1e6));
    expect(softmax(processed(logits, { temperature: 1e-3 }))[0]).toBeGreaterThan(1 - 1e-9);
    const entropies = [0.1, 0.3, 1, 3, 10].map((t) => entropy(softmax(processed(logits, { temperature: t }))));
    expect(entropies).toEqual(entropies.toSorted((a, b) => a - b));
  });

  it("[C08] scaling before filtering and after it are two methods", () => {
    const settings = { temperature: 0.5, topP: 0.8 };
    const before = support(processed(logits, settings));
    const after = support(processed(logits, { ...settings, temperatureLast: true }));
    expect(before.length).toBeLessThan(after.length);
    expect(after).toEqual(support(processed(logits, { ...settings, temperature: 1 })));
  });

  it("[C11] a fixed K is too wide for a peaked distribution and too narrow for a flat one; p fits both", () => {
    const peaked = [0.95, 0.02, 0.01, 0.01, 0.01].map(Math.log);
    const flat = [0.22, 0.21, 0.2, 0.19, 0.18].map(Math.log);
    const count = (row: number[], settings: object) => support(processed(row, { temperature: 1, ...settings })).length;
    expect([count(peaked, { topK: 2 }), count(flat, { topK: 2 })]).toEqual([2, 2]);
    expect([count(peaked, { topP: 0.9 }), count(flat, { topP: 0.9 })]).toEqual([1, 5]);
  });
});
