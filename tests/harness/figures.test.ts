import { describe, expect, it } from "vitest";
import { missed, same, shortfalls } from "../../prove/harness/figures.ts";
import { row, show } from "../../prove/harness/row.ts";

describe("bars", () => {
  it.each([
    [1, { above: 0.9, below: 1.1 }, 1],
    [1, { above: 1 }, 0],
    [1, { atLeast: 1, atMost: 1 }, 1],
    [Number.NaN, { below: 1 }, 0],
    [Number.NaN, { atLeast: -1 }, 0],
    [[0.1, 0.2], { below: 0.2 }, 0],
    [[], { below: 1 }, 0],
    ["0.1", { below: 1 }, 0],
    [[1, [2]], { is: [1, [2]] }, 1],
    [[1, 2], { is: [2, 1] }, 0],
    [Number.POSITIVE_INFINITY, { above: 0 }, 1],
    [true, { is: true }, 1],
    ["2/15", { isNot: "2/27" }, 1],
    ["2/15", { isNot: "2/15" }, 0],
    ["a tab between them is missing", { says: "a tab" }, 1],
    ["nothing", { says: "a tab" }, 0],
  ] as const)("%j under %j: %i", (figure, bar, holds) => {
    expect(shortfalls("it", figure, bar).length === 0).toBe(holds === 1);
  });

  it("name another figure, and are as strict as the strictest of its numbers", () => {
    expect(missed({ ours: 2, theirs: [3, 2.5] }, { ours: { below: "theirs" } })).toEqual([]);
    expect(missed({ ours: 2.7, theirs: [3, 2.5] }, { ours: { below: "theirs" } })).toEqual([
      "ours is 2.7, not below theirs",
    ]);
    expect(missed({ ours: 2.7, theirs: [3, 2.5] }, { ours: { above: "theirs" } })).toEqual([
      "ours is 2.7, not above theirs",
    ]);
    expect(missed({ ours: 2 }, { ours: { below: "theirs" } })).toHaveLength(1);
  });

  it("fail where nothing was measured", () => {
    expect(missed({}, { it: { below: 1 } })).toEqual(["it was not measured"]);
  });
});

describe("figures", () => {
  it("are the same to the bit on the build that made them, and to a tolerance elsewhere", () => {
    expect(same(0.1 + 0.2, 0.3, true)).toBe(false);
    expect(same(0.1 + 0.2, 0.3, false)).toBe(true);
    expect(same([1, [2e-7]], [1, [3e-7]], false)).toBe(true);
    expect(same([1, 2], [1, 2, 3], false)).toBe(false);
    expect(same(0.5, 0.52, false)).toBe(false);
    expect(same("a", "b", false)).toBe(false);
    expect(same(Number.NaN, Number.NaN, false)).toBe(true);
    expect(same(1, "1", false)).toBe(false);
  });
});

describe("a row", () => {
  const short = { once: () => ({ it: [1, { is: 1 }] as const }) };
  const given = {
    id: "X00",
    bar: "",
    holds: { "control: it": { is: 1 } },
    oracle: "",
    short,
    full: () => ({ value: {}, control: "" }),
  };

  it("has a short form and a bar on its control", () => {
    expect(row(given)).toBe(given);
    expect(() => row({ ...given, holds: { it: { is: 1 } } })).toThrow('row X00 has no bar on a figure "control: ..."');
    expect(() => row({ ...given, short: {} })).toThrow("row X00 has no short form");
  });

  it("shows the figures of a short form and what they miss, and no form that checks nothing", async () => {
    expect(await show(() => ({ a: [1, { below: 2 }], b: [3, { below: "a" }] }))).toEqual({
      figures: { a: 1, b: 3 },
      missed: ["b is 3, not below a"],
    });
    expect((await show(() => ({}))).missed).toEqual(["nothing was checked"]);
    expect((await show(() => ({ a: [1, {}] }))).missed).toEqual(["a has no bar"]);
  });
});
