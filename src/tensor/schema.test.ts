import { describe, expect, it } from "vitest";
import { parseSchema } from "./schema.ts";

describe("parseSchema", () => {
  it("reads names, defaults and keyword-only arguments", () => {
    const schema = parseSchema("aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor");
    expect(schema).toMatchObject({ name: "aten::add", overload: "Tensor", returns: [{ type: "Tensor" }] });
    expect(schema.arguments.map(({ name }) => name)).toEqual(["self", "other", "alpha"]);
    expect(schema.arguments.map(({ keywordOnly }) => keywordOnly)).toEqual([false, false, true]);
    expect(schema.arguments.map(({ hasDefault }) => hasDefault)).toEqual([false, false, true]);
  });

  it("reads aliases, lists, sizes and several returns", () => {
    const schema = parseSchema(
      "aten::sort.values_stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False, Tensor(a!) values, Tensor(b!) indices) -> (Tensor(a!) values, Tensor(b!) indices)",
    );
    expect(schema.returns).toEqual([
      { type: "Tensor", written: "a" },
      { type: "Tensor", written: "b" },
    ]);
    expect(schema.arguments.find(({ name }) => name === "values")).toMatchObject({ type: "Tensor", written: "a" });
    const split = parseSchema("aten::split.Tensor(Tensor(a -> *) self, SymInt split_size, int dim=0) -> Tensor(a)[]");
    expect(split.arguments[0]).toMatchObject({ type: "Tensor", written: undefined });
    expect(split.returns).toEqual([{ type: "Tensor[]", written: undefined }]);
    const pool = parseSchema("aten::p(Tensor self, int[2] kernel_size, int[2] stride=[], str mode='a, b') -> ()");
    expect(pool.arguments.map(({ type }) => type)).toEqual(["Tensor", "int[2]", "int[2]", "str"]);
    expect(pool.returns).toEqual([]);
  });

  it("refuses what is no schema", () => {
    expect(() => parseSchema("add(x)")).toThrow(/not an operator schema/);
  });
});
