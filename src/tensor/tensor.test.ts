import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  arange,
  autocast,
  autocasting,
  cat,
  crossEntropy,
  fromData,
  full,
  grad,
  gradEnabled,
  ids,
  infer,
  keep,
  liveTensors,
  mapFile,
  noGrad,
  rand,
  release,
  scope,
  seed,
  type Tensor,
  tensor,
  where,
  withGrad,
} from "./index.ts";

describe("Tensor", () => {
  const x = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);

  it("carries numbers in and out in every element type", () => {
    for (const dtype of [
      "float32",
      "float64",
      "float16",
      "bfloat16",
      "int64",
      "int32",
      "int16",
      "int8",
      "uint8",
    ] as const) {
      const t = tensor([1, 2, 3], dtype);
      expect([t.dtype, t.numbers()]).toEqual([dtype, [1, 2, 3]]);
    }
    expect(tensor([0, 3], "bool").numbers()).toEqual([0, 1]);
    expect(fromData(new Uint16Array([0x3f80]), [1], "bfloat16").floats()).toEqual(new Float32Array([1]));
    expect(() => fromData(new Uint16Array([1]))).toThrow(/say which dtype/);
    expect(() => tensor([[1], [2, 3]])).toThrow(/differ in length/);
  });

  it("names its axes", () => {
    expect(x.dims("R C")).toEqual({ R: 2, C: 3 });
    expect(x.dims("... C")).toEqual({ C: 3 });
    expect(() => x.dims("A B C")).toThrow("expected a tensor [A, B, C], got [2, 3]");
  });

  it("regroups axes by name", () => {
    const y = arange(0, 24).reshape([2, 3, 4]);
    expect(y.rearrange("B T (H K) -> B H T K", { K: 2 }).shape).toEqual([2, 2, 3, 2]);
    expect(y.rearrange("B T (H K) -> B H T K", { K: 2 }).select(1, 1).select(0, 0).numbers()).toEqual([
      2, 3, 6, 7, 10, 11,
    ]);
    expect(y.rearrange("... (H K) -> ... H K", { K: 2 }).rearrange("... H K -> ... (H K)").numbers()).toEqual(
      y.numbers(),
    );
    expect(y.rearrange("a b c -> c (b a)").shape).toEqual([4, 6]);
    expect(() => y.rearrange("B T (H K) -> B H T K", { K: 3 })).toThrow(/does not fit an axis of 4/);
    expect(() => y.rearrange("B T -> T B")).toThrow(/does not fit a tensor/);
    expect(() => y.rearrange("A B C -> A B")).toThrow(/same axes/);
  });

  it("prints its type, shape and the ends of its axes", () => {
    expect(`${x}`).toBe("Tensor float32 [2, 3] [[1, 2, 3], [4, 5, 6]]");
    expect(`${arange(0, 100)}`).toBe("Tensor int64 [100] [0, 1, 2, …, 97, 98, 99]");
    expect(`${tensor(0.5)}`).toBe("Tensor float32 [] 0.5000");
  });

  it("computes what the formulas say", () => {
    expect(x.matmul(x.t()).numbers()).toEqual([14, 32, 32, 77]);
    expect(x.softmax().sum(-1).numbers()).toEqual([expect.closeTo(1), expect.closeTo(1)]);
    expect(cat([x, x], 1).shape).toEqual([2, 6]);
    expect(where(x.gt(3), x, 0).numbers()).toEqual([0, 0, 0, 4, 5, 6]);
    expect(x.sort(-1, true).indices.numbers()).toEqual([2, 1, 0, 2, 1, 0]);
    expect(crossEntropy(full([1, 4], 0), tensor([2], "int64")).item()).toBeCloseTo(Math.log(4), 6);
    expect(x.narrow(1, 1, 2).sharesStorage(x)).toBe(true);
    expect(x.clone().sharesStorage(x)).toBe(false);
  });

  it("maps a file without copying it, and never writes to it", () => {
    const path = join(mkdtempSync(join(tmpdir(), "tenon-")), "bytes");
    writeFileSync(path, Buffer.from([0, 0, 128, 63, 7]));
    const mapped = mapFile(path);
    expect(mapped.shape).toEqual([5]);
    const one = mapped.narrow(0, 0, 4).viewAs("float32");
    expect(one.numbers()).toEqual([1]);
    one.fill(2);
    expect(mapFile(path).narrow(0, 0, 4).viewAs("float32").numbers()).toEqual([1]);
    expect(() => mapFile(`${path}-missing`)).toThrow(/missing/);
  });

  it("draws the same numbers from the same seed", () => {
    const draw = () => {
      seed(5);
      return rand([3]).numbers();
    };
    expect(draw()).toEqual(draw());
  });
});

describe("scope", () => {
  it("releases what is born inside, but not what is returned or kept", () => {
    const before = liveTensors();
    let inside: Tensor | undefined;
    let kept: Tensor | undefined;
    const result = scope(() => {
      inside = tensor([1]);
      kept = keep(tensor([2]));
      return { list: [tensor([3])], map: new Map([["a", tensor([4])]]) };
    });
    expect(() => inside!.numbers()).toThrow(/released/);
    expect(kept!.numbers()).toEqual([2]);
    expect(result.list[0]!.numbers()).toEqual([3]);
    expect(result.map.get("a")!.numbers()).toEqual([4]);
    release(kept!, result.list[0]!, result.map.get("a")!);
    expect(liveTensors()).toBe(before);
  });

  it("passes what is returned to the scope around", () => {
    const before = liveTensors();
    scope(() => {
      const y = scope(() => tensor([1]).add(1));
      expect(y.numbers()).toEqual([2]);
    });
    expect(liveTensors()).toBe(before);
  });

  it("releases on an exception, ten thousand times", () => {
    const before = liveTensors();
    for (let i = 0; i < 10_000; i++) {
      expect(() =>
        scope(() => {
          tensor([i]);
          throw new Error("stop");
        }),
      ).toThrow("stop");
    }
    expect(liveTensors()).toBe(before);
  });

  it.each([
    ["a scope", scope],
    ["noGrad", noGrad],
    ["withGrad", withGrad],
    ["a scope", infer],
    ["autocast", <T>(body: () => T) => autocast("bfloat16", body)],
  ])("refuses an async function, as %s does", (name, around) => {
    const before = gradEnabled();
    expect(() => around(async () => tensor([1]))).toThrow(`${name} cannot hold an async function`);
    expect(() => around(async () => Promise.reject(new Error("late")))).toThrow(/async/);
    expect([gradEnabled(), autocasting()]).toEqual([before, false]);
  });

  it("refuses what is no number, or for ids no whole one", () => {
    const wrong = (values: unknown) => () => Reflect.apply(tensor, undefined, [values]);
    expect(wrong(["a"])).toThrow('tensor: "a" is no number');
    expect(wrong([[1], [null]])).toThrow("tensor: null is no number");
    expect(wrong(undefined)).toThrow("tensor: a value of type undefined is no number");
    expect(() => tensor([[1], 2])).toThrow("tensor: nested arrays differ in depth");
    expect(() => tensor([1.5], "int64")).toThrow("tensor: 1.5 is no whole number");
    expect(() => ids([1, 1.5])).toThrow("ids: 1.5 is no whole number");
  });

  it("lets go by `using`, twice over without harm, and never hands a stale tensor to another", () => {
    let stale: Tensor;
    {
      using y = tensor([1]);
      stale = y;
      y[Symbol.dispose]();
    }
    tensor([2]);
    expect(() => stale.add(1)).toThrow(/released/);
  });
});

describe("autograd", () => {
  it("leaves gradients at leaves and adds them up", () => {
    const w = tensor([3]).requireGrad();
    w.pow(2).sum().backward();
    w.pow(2).sum().backward();
    expect(w.grad!.numbers()).toEqual([12]);
    w.grad = undefined;
    expect(w.grad).toBeUndefined();
  });

  it("differentiates a derivative", () => {
    const w = tensor([3]).requireGrad();
    const [first] = grad([w.pow(3).sum()], [w], { createGraph: true });
    const [second] = grad([first!.sum()], [w]);
    expect([first!.item(), second!.item()]).toEqual([27, 18]);
  });

  it("says which input is unused, or leaves it undefined when told to", () => {
    const [a, b] = [tensor([1]).requireGrad(), tensor([1]).requireGrad()];
    expect(() => grad([a.sum()], [a, b])).toThrow();
    expect(grad([a.sum()], [a, b], { allowUnused: true })[1]).toBeUndefined();
  });

  it("records nothing within noGrad, and records again after an exception in it", () => {
    const w = tensor([1]).requireGrad();
    expect(noGrad(() => w.mul(2)).requiresGrad).toBe(false);
    expect(() =>
      noGrad(() => {
        throw new Error("stop");
      }),
    ).toThrow("stop");
    expect(gradEnabled()).toBe(true);
  });
});
