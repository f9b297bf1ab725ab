import { describe, expect, it } from "vitest";
import { llama } from "../models/index.ts";
import { type Decoder, distinctWeights, initialize, Padded, Pass, setWeights } from "../nn/index.ts";
import { crossEntropy, ids, keep, liveTensors, randn, scope, seed, type Tensor, tensor } from "../tensor/index.ts";
import { adamW, clipGradNorm, decayMatrices, masterCopies, muon, type Optimizer, scheduled, sgd } from "./index.ts";

/** A parameter whose gradient is c, whatever it is. */
function sloped(c: Tensor, weight: Tensor): () => void {
  return () => scope(() => weight.mul(c).sum().backward());
}

const born = (values: Tensor) => keep(values.clone()).requireGrad();

describe("master copies", () => {
  it("move a weight by steps that 16 bits cannot tell, as no optimizer of the weight itself does", () => {
    const moved = (make: (weight: Tensor) => Optimizer) => {
      const weight = born(tensor([1, -2, 0.5], "bfloat16"));
      const optimizer = make(weight);
      const backward = sloped(weight.detach().clone(), weight); // a step of 1e-4 of the weight
      for (let step = 0; step < 200; step++) {
        backward();
        optimizer.step();
        optimizer.zeroGrad();
      }
      return weight.numbers();
    };
    expect(moved((weight) => sgd([["w", weight]], { lr: 1e-4 }))).toEqual([1, -2, 0.5]);
    const expected = tensor([0.98, -1.96, 0.49], "bfloat16").numbers();
    expect(moved((weight) => masterCopies([["w", weight]], (copies) => sgd(copies, { lr: 1e-4 })))).toEqual(expected);
  });

  it.each([
    ["AdamW", (parameters: Iterable<readonly [string, Tensor]>) => adamW(parameters, { lr: 1e-3, weightDecay: 0.1 })],
    ["SGD", (parameters: Iterable<readonly [string, Tensor]>) => sgd(parameters, { lr: 1e-2, momentum: 0.9 })],
    ["Muon", (parameters: Iterable<readonly [string, Tensor]>) => muon(parameters, { lr: 1e-3 })],
  ] as const)("are a float32 run whose weights are rounded at each step (%s)", (_, make) => {
    seed(3);
    const [values, c] = [randn([6, 4]).to("bfloat16"), randn([6, 4]).to("bfloat16")];
    const [weight, exact] = [born(values), born(values.to("float32"))];
    const [optimizer, reference] = [masterCopies([["w", weight]], make), make([["w", exact]])];
    const both = [sloped(c, weight), sloped(c.to("float32"), exact)];
    for (let step = 0; step < 20; step++) {
      for (const backward of both) backward();
      for (const each of [optimizer, reference]) {
        each.step();
        each.zeroGrad();
      }
      expect(weight.data()).toEqual(exact.detach().to("bfloat16").data());
    }
    expect(weight.data()).not.toEqual(values.data());
    expect(optimizer.state().get("w.master")!.data()).toEqual(exact.detach().data());
  });

  it("step by the schedule's rate, leave alone what has no gradient, and need no copy of float32", () => {
    const [a, b, wide] = [[1], [2], [3]].map((x, i) => born(tensor(x, i < 2 ? "bfloat16" : "float32"))) as Tensor[];
    const all = new Map(Object.entries({ a: a!, b: b!, wide: wide! }));
    const optimizer = masterCopies(all, (copies) => sgd(copies, { lr: 1 }));
    expect([...optimizer.state().keys()]).toEqual(["a.master", "b.master"]);
    expect([...optimizer.groups[0]!.parameters.values()]).toEqual([a, b, wide]);
    scheduled(optimizer, () => 0.5)(0);
    for (const weight of [a!, wide!]) sloped(tensor([4]), weight)();
    expect(clipGradNorm(optimizer.groups[0]!.parameters.values(), 100)).toBeCloseTo(Math.hypot(4, 4), 4);
    const before = liveTensors();
    optimizer.step();
    optimizer.zeroGrad();
    optimizer.step(); // nobody has a gradient any more
    expect(liveTensors()).toBe(before);
    expect(optimizer.state().get("a.master")!.item()).toBe(-1);
    expect([a, b, wide].map((weight) => weight!.item())).toEqual([-1, 2, 1]);
    optimizer.release();
    expect(liveTensors()).toBe(before - 2);
  });

  it("train a model of bfloat16 weights, and go on to the bit from their state", () => {
    const rows = ids([1, 2, 3, 4, 5, 6, 7, 8, 9, 1]).reshape([2, 5]);
    const make = () => {
      const model = initialize(llama({ vocabulary: 16, width: 16, depth: 1, heads: 2, kvHeads: 1, hidden: 32 }), 1);
      setWeights(model, new Map([...distinctWeights(model)].map(([path, w]) => [path, keep(w.to("bfloat16"))])));
      for (const [, weight] of distinctWeights(model)) weight.requireGrad();
      const optimizer = masterCopies(distinctWeights(model), (copies) =>
        adamW(decayMatrices(copies, 0.1), { lr: 3e-3 }),
      );
      return { model, optimizer };
    };
    const run = ({ model, optimizer }: ReturnType<typeof make>, steps: number) =>
      Array.from({ length: steps }, () =>
        scope(() => {
          const logits = model.call(rows.narrow(1, 0, 4), new Pass({ layout: new Padded([4, 4]) })); // [2, 4, V]
          const loss = crossEntropy(logits.reshape([8, 16]).to("float32"), rows.narrow(1, 1, 4).reshape([8]));
          loss.backward();
          optimizer.step();
          optimizer.zeroGrad();
          return loss.item();
        }),
      );
    const bits = (model: Decoder) => [...distinctWeights(model)].map(([, weight]) => weight.detach().data());
    const whole = make();
    const losses = run(whole, 30);
    expect(losses.at(-1)!).toBeLessThan(0.5 * losses[0]!);
    const [first, second] = [make(), make()];
    run(first, 10);
    second.optimizer.restore(first.optimizer.state(), first.optimizer.facts());
    expect(bits(second.model)).toEqual(bits(first.model));
    run(second, 20);
    expect(bits(second.model)).toEqual(bits(whole.model));
    const lacking = new Map([...first.optimizer.state()].filter(([name]) => name !== "norm.gain.master"));
    expect(() => second.optimizer.restore(lacking, null)).toThrow(
      'the state of the optimizer lacks "norm.gain.master"',
    );
    expect(bits(second.model)).toEqual(bits(whole.model));
  });
});
