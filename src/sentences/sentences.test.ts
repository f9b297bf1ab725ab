import { describe, expect, it } from "vitest";
import { z } from "zod";
import { check, checked, listed, oneLine, shown } from "./index.ts";

const told = (schema: z.ZodType, value: unknown) => {
  const { fault } = check(schema, value);
  return fault === undefined ? undefined : `${fault.path.join(".")}: ${fault.reason}`;
};

describe("check", () => {
  const count = z.int().positive();
  const kinds = z.discriminatedUnion("type", [
    z.object({ type: z.literal("a") }),
    z.strictObject({ type: z.literal("b"), n: count }),
  ]);

  it.each<[z.ZodType, unknown, string]>([
    [z.object({ a: count }), {}, "a: is missing"],
    [z.object({ a: count }), { a: null }, "a: is null, and must be a number"],
    [z.object({ a: count }), { a: 1.5 }, "a: is 1.5, and must be a whole number"],
    [z.object({ a: count }), { a: 0 }, "a: is 0, and must be a number above 0"],
    [count, Number.NaN, ": is NaN, and must be a number"],
    [z.number().max(1), 2, ": is 2, and must be a number at most 1"],
    [z.array(count).max(2), [1, 2, 3], ": is [1,2,3], and must be a list of at most 2 elements"],
    [z.array(count), [1, "x"], '1: is "x", and must be a number'],
    [z.array(count), new Int32Array(3), ": is a list of 3, and must be a list"],
    [z.string().min(1), "", ': is "", and must be a text of at least 1 characters'],
    [z.enum(["a", "b", "c"]), "d", ': is "d", and must be "a", "b" or "c"'],
    [z.literal(false), true, ": is true, and must be false"],
    [z.record(z.string(), count), [], ": is [], and must be an object"],
    [z.tuple([count, count]), [1], ": is [1], and must be a list of at least 2 elements"],
    [z.strictObject({}), { x: 1 }, "x: is not a field known here"],
    [z.union([count, z.array(count)]), "x", ': is "x", and must be a number or a list'],
    [z.union([count, z.array(count)]), ["x"], '0: is "x", and must be a number'],
    [kinds, { type: "c" }, 'type: "c" is not supported (known: a, b)'],
    [kinds, { type: "b", n: -1 }, "n: is -1, and must be a number above 0"],
    [kinds, {}, "type: is missing"],
    [z.number().refine(() => false, { error: "must be a multiple of 3" }), 4, ": is 4, and must be a multiple of 3"],
    [z.custom(() => false, { error: "expected a list of texts" }), 4, ": is 4, and must be a list of texts"],
    [z.custom(() => false, { error: "is no name" }), 4, ": is no name"],
  ])("%#: finds what does not fit, and says what would", (schema, value, sentence) => {
    expect(told(schema, value)).toBe(sentence);
  });

  it("gives what fits as the schema does", () => {
    expect(check(z.object({ a: count.default(3) }), {}).data).toEqual({ a: 3 });
    expect(checked(count, 2)).toBe(2);
    expect(() => checked(z.object({ a: count }), { a: "2" })).toThrow(/^a: is "2", and must be a number$/);
    expect(() => checked(count, "2")).toThrow(/^is "2", and must be a number$/);
  });
});

describe("shown", () => {
  it("has every value in one short piece", () => {
    const circle: object[] = [];
    circle.push(circle);
    const deep = JSON.parse("[".repeat(20_000) + "]".repeat(20_000));
    const values = [
      1n,
      Number.NaN,
      undefined,
      () => 1,
      Symbol("x"),
      circle,
      { n: 1n },
      new Float32Array(9),
      deep,
      "x".repeat(1e6),
    ];
    for (const value of values) expect(shown(value)).toMatch(/^.{1,123}$/s);
    expect([shown(1n), shown(undefined), shown(new Float32Array(9))]).toEqual([
      "1",
      "a value of type undefined",
      "a list of 9",
    ]);
  });
  it("is on one line", () => {
    expect(oneLine("a\nb\u2028")).toBe("a\\u000ab\\u2028");
    expect(oneLine("x".repeat(1000))).toHaveLength(403);
  });
  it("lists", () => {
    expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "and")]).toEqual([
      ...["", "a", "a or b", "a, b and c"],
    ]);
  });
});
