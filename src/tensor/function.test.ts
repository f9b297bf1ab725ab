import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { locate } from "../setup/locate.mjs";
import {
  backwardAsync,
  defineFunction,
  type FunctionDefinition,
  grad,
  gradcheck,
  liveTensors,
  noGrad,
  scope,
  type Tensor,
  tensor,
  withGrad,
} from "./index.ts";

const point = (...values: number[]) => tensor(values, "float64").requireGrad();

/** x e^x, with a derivative that is made of differentiable operators over an input and an output. */
const definition: FunctionDefinition = {
  name: "xExp",
  forward([x]) {
    const y = x!.mul(x!.exp());
    return { outputs: [y], saved: [x!, y] };
  },
  backward: ([g], [x, y]) => [g!.mul(x!.exp().add(y!))],
};
const xExp = (x: Tensor) => defineFunction(definition)(x)[0]!;

describe("a function defined in JavaScript", () => {
  it("has the derivative that it says, and the derivative of that", () => {
    const x = point(0.1, 0.5, -1.2);
    expect(gradcheck(xExp, [x], { second: true })).toBeLessThan(0.1);
    xExp(x).mul(2).sum().backward();
    const slope = [0.1, 0.5, -1.2].map((v) => expect.closeTo(2 * Math.exp(v) * (1 + v), 12));
    expect(x.grad!.numbers()).toEqual(slope);
  });

  it("takes several inputs and gives several outputs, of which some may be unused", () => {
    const seen: (number[] | undefined)[] = [];
    const both = defineFunction({
      forward: ([a, b]) => ({ outputs: [a!.mul(b!), a!.add(b!), a!.argmax()], saved: [a!, b!] }),
      backward: ([product, sum, index], [a, b]) => {
        seen.push(sum!.numbers(), index?.numbers());
        return [product!.mul(b!).add(sum!), product!.mul(a!).add(sum!)];
      },
    });
    const [a, b] = [point(1, 2), point(3, 4)];
    expect(gradcheck((...given) => both(...given).slice(0, 2), [a, b], { second: true })).toBeLessThan(0.1);
    seen.length = 0;
    const [product, , largest] = both(a, b);
    expect(largest!.requiresGrad).toBe(false);
    product!.sum().backward();
    expect(seen).toEqual([[0, 0], undefined]);
    expect([a.grad!.numbers(), b.grad!.numbers()]).toEqual([
      [3, 4],
      [1, 2],
    ]);
  });

  it("may turn a gradient round, and leaves its input alone", () => {
    const reverse = defineFunction({
      forward: ([x]) => ({ outputs: [x!] }),
      backward: ([g]) => [g!.neg()],
    });
    const x = point(1, 2);
    const [y] = reverse(x);
    expect(y!.sharesStorage(x)).toBe(false);
    y!.sum().backward();
    expect(x.grad!.numbers()).toEqual([-1, -1]);
  });

  it("records nothing where nothing is asked for", () => {
    expect(xExp(tensor([1], "float64")).requiresGrad).toBe(false);
    const x = point(1);
    expect(noGrad(() => xExp(x)).requiresGrad).toBe(false);
  });

  it("lets through what its derivative throws, as the very object", () => {
    const thrown = new SyntaxError("from the derivative");
    const broken = defineFunction({
      forward: ([x]) => ({ outputs: [x!.mul(2)] }),
      backward: () => {
        throw thrown;
      },
    });
    const x = point(1);
    const caught = () => {
      try {
        broken(x)[0]!.exp().sum().backward();
      } catch (error) {
        return error;
      }
      return undefined;
    };
    expect(caught()).toBe(thrown);
    expect(caught()).toBe(thrown);
    xExp(x).sum().backward();
    expect(x.grad!.item()).toBeCloseTo(2 * Math.E, 12);
  });

  it("refuses gradients of a wrong shape, of a wrong number, and what is no tensor", () => {
    const wrong = (found: unknown) =>
      defineFunction({
        name: "wrong",
        forward: ([x]) => ({ outputs: [x!.mul(2)] }),
        backward: () => found as Tensor[],
      })(point(1, 2, 3))[0]!.sum();
    expect(() => wrong([tensor(Array(7).fill(0), "float64")]).backward()).toThrow(
      /wrong returned an invalid gradient at index 0 - got \[7\] but expected shape compatible with \[3\]/,
    );
    expect(() => wrong([undefined, undefined]).backward()).toThrow(
      "wrong: expected a gradient for each of the 1 inputs, got 2",
    );
    expect(() => wrong(["nonsense"]).backward()).toThrow(/expected a tensor/);
  });

  it("refuses a second derivative that it would get wrong, and a saved tensor that was written to", () => {
    const hidden = defineFunction({
      name: "hidden",
      forward([x]) {
        const e = x!.exp();
        return { outputs: [e.mul(e)], saved: [e] };
      },
      backward: ([g], [e]) => [g!.mul(e!).mul(e!).mul(2)],
    });
    const x = point(0.3);
    expect(gradcheck((t) => hidden(t), [x])).toBeLessThan(0.1);
    expect(() => grad([hidden(x)[0]!.sum()], [x], { createGraph: true })).toThrow(
      "hidden: a second derivative would be wrong, for a saved tensor is neither input nor output",
    );
    const y = xExp(x.mul(1));
    const loss = y.mul(1).sum();
    noGrad(() => y.fill(0));
    expect(() => loss.backward()).toThrow(/modified by an inplace operation/);
  });

  it("runs backward twice where the graph is retained, and says so where it is not", () => {
    const x = point(1);
    const y = xExp(x).sum();
    y.backward({ retainGraph: true });
    y.backward();
    expect(x.grad!.item()).toBeCloseTo(4 * Math.E, 12);
    expect(() => y.backward()).toThrow(/second time/);
  });

  it("is refused on another thread, in one sentence", async () => {
    const y = xExp(point(1)).sum();
    await expect(backwardAsync(y)).rejects.toThrow(
      "xExp: its derivative is written in JavaScript and runs on that thread alone: use backward, not backwardAsync",
    );
  });

  it("works inside another one's derivative", () => {
    const outer = defineFunction({
      forward: ([x]) => ({ outputs: [x!.mul(x!)], saved: [x!] }),
      backward: ([g], [x]) => {
        const inner = tensor(x!.numbers(), "float64").requireGrad();
        withGrad(() => xExp(inner).sum().backward());
        return [g!.mul(inner.grad!)];
      },
    });
    const x = point(1);
    outer(x)[0]!.sum().backward();
    expect(x.grad!.item()).toBeCloseTo(2 * Math.E, 12);
  });

  it("leaves neither tensors nor functions behind", async () => {
    const step = () =>
      scope(() => {
        const x = point(1, 2);
        xExp(x).sum().backward();
        xExp(x);
      });
    step();
    const before = liveTensors();
    const watched: WeakRef<object>[] = [];
    for (let i = 0; i < 50; i++) {
      scope(() => {
        const backward: FunctionDefinition["backward"] = (g, saved) => definition.backward(g, saved);
        watched.push(new WeakRef(backward));
        defineFunction({ ...definition, backward })(point(1))[0]!
          .sum()
          .backward();
      });
      step();
    }
    expect(liveTensors()).toBe(before);
    await expect.poll(() => collected(watched), { timeout: 200_000 }).toBeGreaterThan(45);
  });

  it("ends with a worker that holds a graph of it", async () => {
    const code = `
      const lib = require(${JSON.stringify(locate().addon)});
      const x = lib.fromTypedArray(Float32Array.of(1, 2), [2], "float32");
      lib.setRequiresGrad(x, true);
      const square = lib.bind("aten::mul", "Tensor");
      const [y] = lib.customFunction([x], [square(x, x)], [x], ([g]) => [g], "identity");
      if (process.argv[2] === "inside") lib.customFunction([x], [x], [], () => process.exit(0), "leaving");
    `;
    for (let i = 0; i < 10; i++) {
      const ended = new Promise((resolve, reject) => {
        new Worker(code, { eval: true }).on("error", reject).on("exit", resolve);
      });
      expect(await ended).toBe(0);
    }
  });
});

/** How many are gone after a whole collection. */
function collected(watched: readonly WeakRef<object>[]): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return watched.filter((ref) => ref.deref() === undefined).length;
}
