import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dumpedVersions, readDump, typesFile, writeTypes } from "../../tools/operators.ts";
import { build, hasOperator, ops, schemas, tensor } from "./index.ts";

describe("operators", () => {
  const x = tensor([1, 2]);

  it("take arguments by position, by name and by default", () => {
    expect(ops.aten.add.Tensor(x, x).numbers()).toEqual([2, 4]);
    expect(ops.aten.add.Tensor(x, x, { alpha: 3 }).numbers()).toEqual([4, 8]);
    expect(ops.aten.cumsum.default(x, 0, { dtype: "float64" }).dtype).toBe("float64");
    expect(ops.aten.softmax.int(x, 0).shape).toEqual([2]);
  });

  it("return several tensors, and in place the very object", () => {
    const [values, indices] = ops.aten.topk.default(x, 1);
    expect([values.numbers(), indices.numbers()]).toEqual([[2], [1]]);
    const y = tensor([1, 2]);
    expect(ops.aten.add_.Scalar(y, 1)).toBe(y);
    expect(y.numbers()).toEqual([2, 3]);
    const out = tensor([0, 0]);
    expect(ops.aten.mul.out(x, x, { out })).toBe(out);
    expect(out.numbers()).toEqual([1, 4]);
  });

  it("keep 2 apart from 2.5 as JavaScript can: an integral number is an integer", () => {
    expect(ops.aten.full.default([1], 2).dtype).toBe("int64");
    expect(ops.aten.full.default([1], 2.5).dtype).toBe("float32");
  });

  it("name the argument, the operator or the build when something does not fit", () => {
    const loose = ops as unknown as Record<string, Record<string, Record<string, (...args: unknown[]) => unknown>>>;
    expect(() => loose.aten!.add!.Tensor!(x, 3)).toThrow(
      /aten::add.Tensor: argument "other" must be a Tensor, got the number 3/,
    );
    expect(() => loose.aten!.add!.Tensor!(x, x, { beta: 1 })).toThrow(/aten::add.Tensor: has no argument "beta"/);
    expect(() => loose.aten!.add!.Tensor!(x, x, x)).toThrow(/takes 2 arguments by position, got 3/);
    expect(() => loose.aten!.cat!.default!(x)).toThrow(/"tensors" must be an array of Tensors/);
    expect(() => loose.aten!.no_such!.default!(x)).toThrow(`LibTorch ${build().version} has no operator aten::no_such`);
    expect(() => x.add(tensor([1, 2, 3]))).toThrow(/aten::add.*size.*\[2\].*\[3\]/s);
    expect(hasOperator("aten::no_such")).toBe(false);
    expect(hasOperator("aten::add", "Tensor")).toBe(true);
  });
});

describe("operator types", () => {
  it("are what the tool writes from the dumped schemas", () => {
    expect(readFileSync(typesFile, "utf8")).toBe(writeTypes());
  });

  it("are dumped from this build, schema for schema", (context) => {
    const { version } = build();
    if (!dumpedVersions().includes(version)) context.skip(`LibTorch ${version} is not one of the supported builds`);
    expect(schemas()).toEqual(readDump(version));
  });
});
