/** The lessons in `examples/`, as short as can be; `prove/rows` shows them in full. */
import { describe, expect, it } from "vitest";
import { accuracy } from "../examples/locality.ts";
import { maxMargin, perceptron } from "../examples/max-margin.ts";
import { answers, equivarianceApart } from "../examples/order.ts";
import { conjunctions, enough, thresholds, violations } from "../examples/pac-bound.ts";
import { below, descend, gradientApart, losses, steepestBend } from "../examples/surrogate-loss.ts";
import { margins } from "./lessons.ts";

describe("inductive biases", () => {
  it("[A20] the widest margin and its plane are libsvm's", () => {
    for (const { above, below, weight, bias, margin } of margins()) {
      const ours = maxMargin(above, below);
      expect(ours.margin / margin).toBeCloseTo(1, 5);
      expect(ours.bias).toBeCloseTo(bias, 4);
      for (const [k, w] of ours.weight.entries()) expect(w).toBeCloseTo(weight[k]!, 4);
      expect(perceptron(above, below).margin).toBeLessThan(margin * (1 + 1e-9));
    }
    expect(() => maxMargin([[0], [2]], [[1]])).toThrow("no plane parts the classes");
  });

  it("[A20] filters need neighbours, a perceptron does not", () => {
    const right = (network: "convolutional" | "perceptron", shuffled: boolean) =>
      accuracy(network, { seed: 1, shuffled, steps: 100 });
    expect(right("convolutional", false) - right("convolutional", true)).toBeGreaterThan(0.2);
    expect(Math.abs(right("perceptron", false) - right("perceptron", true))).toBeLessThan(0.05);
  });

  it("[A20] a Transformer without positions takes a text for a set, unless it looks back only", () => {
    expect(equivarianceApart(1)).toBeLessThan(1e-12);
    expect(equivarianceApart(1, { positions: true })).toBeGreaterThan(0.1);
    expect(equivarianceApart(1, { looksBack: true })).toBeGreaterThan(0.1);
  });

  it("[A20] a recurrent network can learn an order, which a bag of words cannot", () => {
    const [reader, bag] = [answers("recurrent", "order", 1, 120), answers("bag", "order", 1, 120)];
    expect(reader.right).toBeGreaterThan(0.9);
    for (const chance of [reader.shuffled, bag.right, bag.shuffled]) expect(Math.abs(chance - 0.5)).toBeLessThan(0.06);
  });
});

describe("surrogate losses", () => {
  it("[A21] cross-entropy in bits bounds the 0-1 loss from above, and in nats does not", () => {
    const { bits, nats } = below(20_000, 5, 2, 1);
    expect(bits).toBe(0);
    expect(nats).toBeGreaterThan(100);
    expect(losses.crossEntropyBits(0)).toBeCloseTo(1, 15);
  });

  it("[A21] its gradient is softmax - one-hot, its slope changes by at most 1/4 nat a unit", () => {
    const { formula, softmaxAlone } = gradientApart(50, 7, 2);
    expect(formula).toBeLessThan(1e-6);
    expect(softmaxAlone).toBeGreaterThan(0.5);
    expect(steepestBend(losses.crossEntropyBits) * Math.LN2).toBeCloseTo(0.25, 6);
    expect(steepestBend(losses.hinge)).toBeGreaterThan(100);
  });

  it("[A21] is a way down where the 0-1 loss is flat", () => {
    const { before, after } = descend(losses.crossEntropyBits, 1);
    expect(after).toBeLessThan(before / 10);
    expect(descend(losses.zeroOne, 1).after).toBe(before);
  });
});

describe("the bound of probably approximately correct learning", () => {
  it.each([
    ["thresholds", thresholds(50), 25],
    ["conjunctions", conjunctions(4), 40],
  ] as const)("[A24] holds for %s, and a tenth of its examples is too few", (_, hypotheses, truth) => {
    const [epsilon, delta] = [0.1, 0.1];
    const m = enough(hypotheses.length, epsilon, delta);
    const left = (count: number) =>
      violations(hypotheses, hypotheses[truth]!, { m: count, epsilon, samples: 500, seed: 1 });
    expect(left(m)).toBeLessThan(delta);
    expect(left(Math.ceil(m / 10))).toBeGreaterThan(3 * delta);
  });

  it("[A24] counts classes as they are: n + 1 thresholds, 3^n conjunctions", () => {
    expect(new Set(thresholds(20).map(String)).size).toBe(21);
    expect(new Set(conjunctions(4).map(String)).size).toBe(81);
    expect(enough(81, 0.1, 0.05)).toBe(74);
  });
});
