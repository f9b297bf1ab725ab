/** The seam's way back: gradients of what operators recorded. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Handle, native, type Raw } from "./native.ts";

const lib = native();
const op = (name: string, overload: string, ...args: Raw[]) => lib.bind(`aten::${name}`, overload)(...args) as Handle;
const floats = (...values: number[]) => lib.fromTypedArray(Float32Array.from(values), [values.length], "float32");
const read = (tensor: Handle | null) => [...(lib.toTypedArray(tensor!) as Float32Array)];
const leaf = (...values: number[]) => {
  const tensor = floats(...values);
  lib.setRequiresGrad(tensor, true);
  return tensor;
};
/** The sum of x cubed. */
const cubes = (x: Handle) => op("sum", "", op("mul", "Tensor", op("mul", "Tensor", x, x), x));

beforeEach(() => lib.scopeBegin());
afterEach(() => {
  lib.gradEnabled(true);
  while (lib.scopeDepth() > 0) lib.scopeEnd([]);
  expect(lib.live()).toBe(0);
});

describe("backward", () => {
  it("accumulates into leaves, and a gradient can be replaced or taken away", () => {
    const x = leaf(1, 2);
    expect(lib.gradOf(x)).toBeNull();
    lib.backward([cubes(x)], [], false, false);
    expect(read(lib.gradOf(x))).toEqual([3, 12]);
    lib.backward([cubes(x)], [null], false, false);
    expect(read(lib.gradOf(x))).toEqual([6, 24]);
    lib.setGrad(x, floats(1, 1));
    lib.backward([cubes(x)], [], false, false);
    expect(read(lib.gradOf(x))).toEqual([4, 13]);
    lib.setGrad(x, null);
    expect(lib.gradOf(x)).toBeNull();
  });

  it("takes the gradient of an output that is no scalar", () => {
    const x = leaf(1, 2);
    lib.backward([op("mul", "Tensor", x, x)], [floats(1, 10)], false, false);
    expect(read(lib.gradOf(x))).toEqual([2, 40]);
  });

  it("frees the graph unless it is retained", () => {
    const x = leaf(2);
    const y = cubes(x);
    lib.backward([y], [], true, false);
    lib.backward([y], [], false, false);
    expect(read(lib.gradOf(x))).toEqual([24]);
    expect(() => lib.backward([y], [], false, false)).toThrow(
      /^backward: Trying to backward through the graph a second/,
    );
  });

  it("says what it cannot do", () => {
    const x = leaf(1, 2);
    expect(() => lib.backward([floats(1)], [], false, false)).toThrow("does not require grad");
    expect(() => lib.backward([op("mul", "Tensor", x, x)], [], false, false)).toThrow("backward: grad can be");
    expect(() => lib.backward([cubes(x)], [null, null], false, false)).toThrow(
      new RangeError("backward: expected as many gradients as outputs (1), got 2"),
    );
    expect(() => lib.setGrad(x, floats(1))).toThrow(
      "setGrad: a gradient is like its tensor: expected float32 [2] on cpu, got float32 [1] on cpu",
    );
    const whole = lib.fromTypedArray(Int32Array.of(1), [1], "int32");
    expect(() => lib.setRequiresGrad(whole, true)).toThrow("setRequiresGrad: ");
    expect(() => lib.setRequiresGrad(cubes(x), false)).toThrow("setRequiresGrad: ");
  });
});

describe("grad", () => {
  it("leaves leaves alone, and is differentiable where a graph is made of it", () => {
    const x = leaf(2, 3);
    const [first] = lib.grad([cubes(x)], [x], [], true, true, false);
    expect(read(first!)).toEqual([12, 27]);
    const [second] = lib.grad([op("sum", "", first!)], [x], [], true, true, false);
    expect(read(second!)).toEqual([12, 18]);
    lib.backward([op("sum", "", second!)], [], false, false);
    expect(read(lib.gradOf(x))).toEqual([6, 6]);
  });

  it("gives null for an input that was not used, where that is allowed", () => {
    const [x, unused] = [leaf(2), leaf(1)];
    expect(lib.grad([cubes(x)], [unused, x], [], false, false, true)).toEqual([null, expect.any(Number)]);
    expect(() => lib.grad([cubes(x)], [unused], [], false, false, false)).toThrow(
      "appears to not have been used in the graph",
    );
  });
});

describe("recording", () => {
  it("is on, and can be switched off and on", () => {
    const x = leaf(1);
    expect(lib.gradEnabled()).toBe(true);
    expect(lib.requiresGrad(cubes(x))).toBe(true);
    expect(lib.gradEnabled(false)).toBe(false);
    expect(lib.requiresGrad(cubes(x))).toBe(false);
    expect(lib.gradEnabled(true)).toBe(true);
  });

  it("outlives the scope of what it recorded: a graph holds its own tensors", () => {
    const x = leaf(3);
    lib.scopeBegin();
    const y = cubes(x);
    lib.scopeEnd([y]);
    lib.backward([y], [], false, false);
    expect(read(lib.gradOf(x))).toEqual([27]);
  });
});
