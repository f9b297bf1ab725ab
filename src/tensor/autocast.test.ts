import { describe, expect, it } from "vitest";
import { autocast, backwardAsync, crossEntropy, ids, linear, noGrad, randn, scope, seed, tensor } from "./index.ts";

seed(3);
const x = randn([4, 8]);
const weight = randn([5, 8]).requireGrad();
const rounded = (): number[] => noGrad(() => linear(x.to("bfloat16"), weight.to("bfloat16")).numbers());

describe("autocast", () => {
  it("computes products in bfloat16 and losses in float32, inside and nowhere else", () => {
    scope(() => {
      const y = autocast("bfloat16", () => linear(x, weight));
      expect([y.dtype, linear(x, weight).dtype]).toEqual(["bfloat16", "float32"]);
      expect(y.numbers()).toEqual(rounded());
      expect(autocast("bfloat16", () => crossEntropy(linear(x, weight), ids([0, 1, 2, 3]))).dtype).toBe("float32");
    });
  });

  it("leaves weights and gradients in float32", async () => {
    const loss = () => autocast("bfloat16", () => crossEntropy(linear(x, weight), ids([0, 1, 2, 3])));
    loss().backward();
    expect(weight.grad!.dtype).toBe("float32");
    const here = weight.grad!.numbers();
    weight.grad = undefined;
    await backwardAsync(loss());
    expect(weight.grad!.numbers()).toEqual(here);
    weight.grad = undefined;
  });

  it("gives a weight its gradient that was used without recording before", () => {
    autocast("bfloat16", () => {
      noGrad(() => linear(x, weight));
      linear(x, weight).sum().backward();
    });
    expect(weight.grad).toBeDefined();
    weight.grad = undefined;
  });

  it("sees a weight that has moved", () => {
    const w = tensor([[2]]).requireGrad();
    const y = () => autocast("bfloat16", () => linear(tensor([[3]]), w).item());
    expect(y()).toBe(6);
    noGrad(() => w.fill(4));
    expect(y()).toBe(12);
  });

  it("is over when its body throws, and outlasts another within", () => {
    expect(() => autocast("bfloat16", () => linear(x, x.t()))).toThrow();
    expect(linear(x, weight).dtype).toBe("float32");
    autocast("bfloat16", () => {
      autocast("bfloat16", () => linear(x, weight));
      expect(linear(x, weight).dtype).toBe("bfloat16");
    });
  });

  it("refuses another type", () => {
    // @ts-expect-error: the only one is bfloat16
    expect(() => autocast("float16", () => x)).toThrow("autocast computes in bfloat16, not in float16");
  });
});
