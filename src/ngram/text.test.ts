import { describe, expect, it } from "vitest";
import { textOf, tokensOf } from "./text.ts";

describe("the tokens of a line", () => {
  it("are words between white space of ASCII alone", () => {
    expect(tokensOf(" one\ttwo  three\u00a0four\r", "word")).toEqual(["one", "two", "three\u00a0four"]);
    expect(tokensOf(" \t", "word")).toEqual([]);
  });

  it("are code points, white space and control characters by their numbers", () => {
    expect(tokensOf("a é\u{1f600}\u0007\u3000", "char")).toEqual([
      "a",
      "<U+0020>",
      "é",
      "\u{1f600}",
      "<U+0007>",
      "<U+3000>",
    ]);
  });

  it("are a line again", () => {
    const line = "a é\u{1f600}\u0007\u3000b";
    expect(textOf(tokensOf(line, "char"), "char")).toBe(line);
    expect(textOf(["<U+1F600>", "<U+>", "x<U+0020>"], "char")).toBe("\u{1f600}<U+>x<U+0020>");
    expect(textOf(["one", "two"], "word")).toBe("one two");
  });
});
