import { describe, expect, it } from "vitest";
import { lstrip, rstrip, strip } from "./python-strings.ts";

describe("strip", () => {
  // Expected values are Python's.
  it("takes off Python's white space, which is not JavaScript's", () => {
    expect(strip(" \t\n\x1c\x1f\x85\u00a0\u3000a b\r\n ")).toBe("a b");
    expect(strip("\ufeff a \u200b")).toBe("\ufeff a \u200b");
    expect([lstrip("  a  "), rstrip("  a  ")]).toEqual(["a  ", "  a"]);
    expect([strip("   "), strip("")]).toEqual(["", ""]);
  });

  it("takes off any of the characters it is told, and only those", () => {
    expect([lstrip("\n\n a", "\n"), rstrip("a\n \n", "\n"), strip("xyaxyx", "xy")]).toEqual([" a", "a\n ", "a"]);
    expect(strip("</think>a", "<>/hiknt")).toBe("a");
    expect([strip("😀a😀", "😀"), strip(" a ", "")]).toEqual(["a", " a "]);
    expect(strip(" a ", null)).toBe("a");
  });

  it("refuses what is no string", () => {
    expect(() => strip(undefined)).toThrow("only a string can be stripped");
  });
});
