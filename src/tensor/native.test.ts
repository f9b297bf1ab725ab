/** The seam itself: what the addon promises in `Native`, whatever LibTorch build is in use. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Handle, native, type Raw } from "./native.ts";

const lib = native();
const run = (name: string, overload: string, ...args: Raw[]) => lib.bind(`aten::${name}`, overload)(...args);
const op = (name: string, overload: string, ...args: Raw[]) => run(name, overload, ...args) as Handle;
const floats = (...values: number[]) => lib.fromTypedArray(Float32Array.from(values), [values.length], "float32");
const read = (tensor: Raw) => [...(lib.toTypedArray(tensor as Handle) as Float32Array)];

beforeEach(() => lib.scopeBegin());
afterEach(() => {
  while (lib.scopeDepth() > 0) lib.scopeEnd([]);
  expect(lib.live()).toBe(0);
});

describe("handles", () => {
  it("makes a stale handle an error for ever, also once its slot is taken again", () => {
    const first = floats(1);
    lib.release(first);
    const second = floats(2);
    expect(second).not.toBe(first);
    for (const use of [lib.shape, lib.item, lib.toTypedArray, lib.keep, lib.requiresGrad]) {
      expect(() => use(first)).toThrow("this tensor was released (its scope ended?)");
    }
    expect(() => run("neg", "", first)).toThrow(
      "aten::neg: the argument 'self' (Tensor): this tensor was released (its scope ended?)",
    );
    expect(read(second)).toEqual([2]);
  });

  it("releases twice without harm, and never another tensor", () => {
    const first = floats(1);
    lib.release(first);
    const second = floats(2);
    lib.release(first);
    expect(read(second)).toEqual([2]);
  });

  it("refuses numbers that were never handles", () => {
    const one = floats(1);
    for (const number of [0, 1, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, one + 1, one + 2 ** 22, 2 ** 53]) {
      expect(() => lib.shape(number)).toThrow(/expected a tensor|was released/);
      expect(() => lib.keep(number)).toThrow();
    }
  });
});

describe("scopes", () => {
  it("release what was born inside, but for what is kept, which passes to the scope around", () => {
    lib.scopeBegin();
    const kept = floats(1);
    const dropped = floats(2);
    expect(lib.scopeDepth()).toBe(2);
    lib.scopeEnd([kept]);
    expect(read(kept)).toEqual([1]);
    expect(() => lib.shape(dropped)).toThrow("released");
    expect(lib.live()).toBe(1);
    lib.scopeEnd([]);
    expect(() => lib.shape(kept)).toThrow("released");
  });

  it("leave alone what was born outside, kept or released by hand", () => {
    const outside = floats(1);
    lib.scopeBegin();
    const forever = floats(2);
    lib.keep(forever);
    lib.release(floats(3));
    lib.scopeEnd([outside, outside]);
    lib.scopeEnd([]);
    expect(() => lib.shape(outside)).toThrow("released");
    expect(read(forever)).toEqual([2]);
    lib.release(forever);
  });

  it("close even where a handle to keep is stale", () => {
    lib.scopeBegin();
    const stale = floats(1);
    const good = floats(2);
    lib.release(stale);
    expect(() => lib.scopeEnd([stale, good])).toThrow("released");
    expect(lib.scopeDepth()).toBe(1);
    expect(read(good)).toEqual([2]);
  });

  it("say that none is open", () => {
    lib.scopeEnd([]);
    expect(() => lib.scopeEnd([])).toThrow("scopeEnd: no scope is open");
  });
});

describe("operators", () => {
  it("take defaults for undefined, and a list for one number", () => {
    const image = op("ones", "", [1, 1, 4, 4]);
    expect(lib.shape(op("max_pool2d", "", image, 2))).toEqual([1, 1, 2, 2]);
    expect(lib.shape(op("max_pool2d", "", image, [2, 2], undefined, 1))).toEqual([1, 1, 3, 3]);
  });

  it("give undefined for what they wrote to, and write to the tensor that was given", () => {
    const tensor = floats(1, 2);
    expect(run("add_", "Tensor", tensor, tensor)).toBeUndefined();
    expect(read(tensor)).toEqual([2, 4]);
    const out = floats(0, 0);
    expect(run("mul", "out", tensor, tensor, out)).toBeUndefined();
    expect(read(out)).toEqual([4, 16]);
    expect(run("_foreach_add_", "ScalarList", [tensor, out], [1, 0.5])).toBeUndefined();
    expect([read(tensor), read(out)]).toEqual([
      [3, 5],
      [4.5, 16.5],
    ]);
  });

  it("give arrays for several results, null for an absent tensor", () => {
    const [values, indices] = run("topk", "", floats(3, 1, 2), 2) as Handle[];
    expect(read(values)).toEqual([3, 2]);
    expect(lib.toTypedArray(indices!)).toEqual(BigInt64Array.of(0n, 2n));
    const [x, w] = [op("ones", "", [2, 3]), op("ones", "", [3])];
    const [y, mean, rstd] = run("native_layer_norm", "", x, [3], w, null, 1e-5) as Handle[];
    expect(lib.shape(y!)).toEqual([2, 3]);
    const grads = run("native_layer_norm_backward", "", x, x, [3], mean!, rstd!, w, null, [true, false, false]);
    expect(grads).toEqual([expect.any(Number), null, null]);
    expect((run("split", "Tensor", floats(1, 2, 3), 2) as Handle[]).map(read)).toEqual([[1, 2], [3]]);
  });

  it("take one kind of number: whole is int64 where either is possible, the rest float", () => {
    const dtypeOf = (value: Raw) => lib.dtype(op("full", "", [2], value));
    expect([1, 1.5, true, 1n, [0, 1]].map(dtypeOf)).toEqual(["int64", "float32", "bool", "int64", "complex64"]);
    expect([Number.NaN, Number.NEGATIVE_INFINITY, 2 ** 60, 1e30].map(dtypeOf)).toEqual(Array(4).fill("float32"));
    expect(read(op("full", "", [1], Number.NEGATIVE_INFINITY))).toEqual([Number.NEGATIVE_INFINITY]);
  });

  it("carry integers beyond 2^53 as BigInt, both ways", () => {
    const large = 2n ** 60n + 1n;
    const tensor = op("full", "", [1], large);
    expect(lib.dtype(tensor)).toBe("int64");
    expect(lib.item(tensor)).toBe(large);
    expect(lib.item(op("full", "", [1], 2 ** 53 - 1))).toBe(2 ** 53 - 1);
    expect(() => run("full", "", [1], 2n ** 64n)).toThrow(RangeError);
  });

  it("take names for dtypes, layouts, memory formats and devices, and give dtypes back by name", () => {
    expect(lib.dtype(op("zeros", "", [1], "bfloat16", "strided", "cpu"))).toBe("bfloat16");
    expect(lib.strides(op("contiguous", "", op("zeros", "", [1, 2, 2, 2]), "channels_last"))).toEqual([8, 1, 4, 2]);
    expect(run("promote_types", "", "int64", "float16")).toBe("float16");
    expect(() => run("zeros", "", [1], "float33")).toThrow('no dtype "float33"');
  });

  it("take lists of tensors with holes, strings, floats and booleans", () => {
    const matrix = lib.fromTypedArray(Float32Array.of(1, 2, 3, 4), [2, 2], "float32");
    const index = lib.fromTypedArray(BigInt64Array.of(1n), [1], "int64");
    expect(read(run("index", "Tensor", matrix, [null, index]))).toEqual([2, 4]);
    expect(read(run("einsum", "", "ij,jk->ik", [matrix, matrix]))).toEqual([7, 10, 15, 22]);
    expect(run("equal", "", matrix, matrix)).toBe(true);
    const line = op("ones", "", [1, 1, 2]);
    expect(lib.shape(op("upsample_nearest1d", "vec", line, null, [1.5]))).toEqual([1, 1, 3]);
  });

  it("fail with operator, LibTorch's sentence, and the tensors it was given", () => {
    const matrix = op("ones", "", [2, 3]);
    expect(() => run("mm", "", matrix, matrix)).toThrow(
      /^aten::mm: mat1 and mat2 shapes cannot be multiplied \(2x3 and 2x3\) \(self float32 \[2, 3\], mat2 float32 \[2, 3\]\)$/,
    );
    expect(() => run("cat", "", [matrix, floats(1)])).toThrow(
      /\(tensors\[0\] float32 \[2, 3\], tensors\[1\] float32 \[1\]\)$/,
    );
    expect(() => run("select", "int", matrix, 5, 0)).toThrow(RangeError);
    // LibTorch follows this sentence with a table of its kernels, a hundred lines that say nothing to a user.
    expect(() => run("int_repr", "", matrix)).toThrow(/^aten::int_repr: Could not run (?!.*registered at)/s);
  });

  it("name the argument that is missing, of the wrong type, or too many", () => {
    const tensor = floats(1);
    const add = lib.bind("aten::add", "Tensor");
    expect(() => add(tensor)).toThrow(new TypeError("aten::add.Tensor: the argument 'other' (Tensor) is missing"));
    expect(() => add(tensor, "x")).toThrow(
      new TypeError("aten::add.Tensor: the argument 'other' (Tensor): expected a tensor, got a string"),
    );
    expect(() => add(tensor, tensor, 1, 2)).toThrow(new TypeError("aten::add.Tensor: takes 3 arguments, got 4"));
    expect(() => run("sum", "dim_IntList", tensor, [0.5])).toThrow("expected an integer, got the number 0.5");
  });

  it("are known by their schema, and named with the build where they lack", () => {
    expect(lib.schema("aten::relu", "")).toBe("aten::relu(Tensor self) -> Tensor");
    expect(lib.schema("aten::relu", "sideways")).toBeUndefined();
    expect(() => lib.bind("aten::relu", "sideways")).toThrow(
      new Error(`LibTorch ${lib.version} has no operator aten::relu.sideways`),
    );
    const all = lib.schemas();
    expect(all.length).toBeGreaterThan(3000);
    expect(all).toContain("aten::relu(Tensor self) -> Tensor");
  });
});

describe("memory", () => {
  it("counts what LibTorch's tensors hold, and their peak", () => {
    const before = lib.memory(true).bytes;
    lib.scopeBegin();
    op("zeros", "", [1024, 1024]);
    lib.scopeEnd([]);
    const after = lib.memory();
    expect(after.bytes).toBe(before);
    expect(after.peak - before).toBeGreaterThanOrEqual(4 * 1024 * 1024);
    expect(after.peak - before).toBeLessThan(5 * 1024 * 1024);
    lib.memory(true);
    expect(lib.memory().peak).toBe(before);
  });

  it("loads one OpenMP", () => {
    const files = readFileSync("/proc/self/maps", "utf8").match(/\S*lib[gi]?omp[\w.-]*$/gm) ?? [];
    expect(new Set(files).size).toBe(1);
  });

  it("maps files privately", () => {
    const folder = mkdtempSync(join(tmpdir(), "tenon-map-"));
    try {
      const path = join(folder, "data");
      writeFileSync(path, Uint8Array.of(1, 2, 3));
      const mapped = lib.mapFile(path);
      expect([lib.dtype(mapped), lib.shape(mapped)]).toEqual(["uint8", [3]]);
      run("add_", "Scalar", mapped, 1);
      expect(read(mapped)).toEqual([2, 3, 4]);
      expect([...readFileSync(path)]).toEqual([1, 2, 3]);
      lib.release(mapped);
      expect(readFileSync("/proc/self/maps", "utf8")).not.toContain(path);
      writeFileSync(path, "");
      expect(() => lib.mapFile(path)).toThrow(`cannot map ${path}: it is empty`);
      expect(() => lib.mapFile(folder)).toThrow(`cannot map ${folder}: it is not a regular file`);
      expect(() => lib.mapFile(`${path}.no`)).toThrow(`cannot map ${path}.no: No such file or directory`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
