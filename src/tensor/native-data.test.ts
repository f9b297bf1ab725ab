/** The seam's data: typed arrays in and out, elements, shapes, the generator. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Handle, native, type Raw } from "./native.ts";

const lib = native();
const op = (name: string, overload: string, ...args: Raw[]) => lib.bind(`aten::${name}`, overload)(...args) as Handle;

beforeEach(() => lib.scopeBegin());
afterEach(() => {
  while (lib.scopeDepth() > 0) lib.scopeEnd([]);
  expect(lib.live()).toBe(0);
});

const carried: [string, NodeJS.TypedArray, (number | bigint | boolean)[]][] = [
  ["float32", Float32Array.of(1.5, -2), [1.5, -2]],
  ["float64", Float64Array.of(0.1, -0), [0.1, -0]],
  ["float16", Uint16Array.of(0x3c00, 0xfc00), [1, Number.NEGATIVE_INFINITY]],
  ["bfloat16", Uint16Array.of(0x3f80, 0xc000), [1, -2]],
  ["int64", BigInt64Array.of(-(2n ** 63n), 7n), [-(2n ** 63n), 7]],
  ["int32", Int32Array.of(-(2 ** 31), 7), [-(2 ** 31), 7]],
  ["int16", Int16Array.of(-32768, 7), [-32768, 7]],
  ["int8", Int8Array.of(-128, 7), [-128, 7]],
  ["uint8", Uint8Array.of(255, 7), [255, 7]],
  ["bool", Uint8Array.of(1, 0), [true, false]],
];

describe("typed arrays", () => {
  it.each(carried)("carry %s there and back, unchanged", (dtype, data, values) => {
    const tensor = lib.fromTypedArray(data, [2, 1], dtype);
    expect([lib.dtype(tensor), lib.shape(tensor), lib.device(tensor)]).toEqual([dtype, [2, 1], "cpu"]);
    expect(lib.toTypedArray(tensor)).toEqual(data);
    expect([0, 1].map((row) => lib.item(op("select", "int", tensor, 0, row)))).toEqual(values);
  });

  it("are copies", () => {
    const data = Float32Array.of(1, 2);
    const tensor = lib.fromTypedArray(data, [2], "float32");
    data[0] = 9;
    const out = lib.toTypedArray(tensor);
    expect(out).toEqual(Float32Array.of(1, 2));
    out[1] = 9;
    expect(lib.toTypedArray(tensor)).toEqual(Float32Array.of(1, 2));
  });

  it("are read from their offset, and written in order whatever the strides", () => {
    const tensor = lib.fromTypedArray(Float32Array.of(0, 1, 2, 3, 4).subarray(1), [2, 2], "float32");
    const turned = op("t", "", tensor);
    expect([lib.strides(tensor), lib.strides(turned)]).toEqual([
      [2, 1],
      [1, 2],
    ]);
    expect(lib.toTypedArray(turned)).toEqual(Float32Array.of(1, 3, 2, 4));
    const empty = lib.fromTypedArray(new Float32Array(0), [0, 3], "float32");
    expect(lib.toTypedArray(empty)).toEqual(new Float32Array(0));
    expect(lib.item(lib.fromTypedArray(Float32Array.of(7), [], "float32"))).toBe(7);
  });

  it("are read where a gradient is recorded", () => {
    const tensor = lib.fromTypedArray(Float32Array.of(2), [1], "float32");
    lib.setRequiresGrad(tensor, true);
    expect(lib.toTypedArray(op("neg", "", tensor))).toEqual(Float32Array.of(-2));
  });

  it("must fit dtype and shape", () => {
    const data = Float32Array.of(1, 2);
    const from = (shape: number[], dtype: string) => () => lib.fromTypedArray(data, shape, dtype);
    expect(from([2], "int64")).toThrow(
      new TypeError("fromTypedArray: the data must be a BigInt64Array for this dtype"),
    );
    expect(from([3], "float32")).toThrow(new RangeError("fromTypedArray: the shape takes 12 bytes, the data has 8"));
    expect(from([-2, -1], "float32")).toThrow("a shape has no negative size");
    expect(from([2 ** 52, 2 ** 52], "float32")).toThrow("more than 2^53 elements");
    expect(from([2 ** 52, 0, 2 ** 52], "float32")).toThrow("more than 2^53 elements");
    expect(from([2], "float")).toThrow('no dtype "float"');
  });
});

describe("a tensor", () => {
  it("shares its storage with its views, and with nothing else", () => {
    const tensor = op("zeros", "", [4]);
    expect(lib.storage(op("view", "", tensor, [2, 2]))).toBe(lib.storage(tensor));
    expect(lib.storage(op("slice", "Tensor", tensor, 0, 1))).toBe(lib.storage(tensor));
    expect(lib.storage(op("clone", "", tensor))).not.toBe(lib.storage(tensor));
  });

  it("has one item only where it has one element", () => {
    expect(() => lib.item(op("zeros", "", [2]))).toThrow(/^item: a Tensor with 2 elements cannot be converted/);
    expect(() => lib.item(op("full", "", [1], [0, 1]))).toThrow("item: a complex number");
  });
});

describe("the process", () => {
  it("draws the same numbers after the same seed, any of 64 bits", () => {
    const draw = (seed: number | bigint) => {
      lib.seed(seed);
      return lib.toTypedArray(op("randn", "", [4]));
    };
    expect(draw(1)).toEqual(draw(1n));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(-1)).toEqual(draw(2n ** 64n - 1n));
    expect(() => draw(2n ** 64n)).toThrow(RangeError);
  });

  it("computes with the number of threads it is told", () => {
    const before = lib.threads();
    expect(lib.threads(2)).toBe(2);
    expect(lib.threads()).toBe(2);
    expect(lib.threads(1)).toBe(1);
    expect(() => lib.threads(0)).toThrow(new RangeError("threads: expected 1 to 1024 threads, got 0"));
    lib.threads(before);
  });

  it("names its build", () => {
    expect(lib.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(lib.capability).toMatch(/^[A-Z0-9]+$/);
  });
});
