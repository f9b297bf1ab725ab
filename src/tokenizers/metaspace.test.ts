import { describe, expect, it } from "vitest";
import { metaspaceCut } from "./metaspace.ts";

describe("metaspaceCut", () => {
  it("cuts before each space, with one before a text that has none", () => {
    expect(metaspaceCut({ replacement: "▁", prepend: "always", split: true })("a  b")).toEqual([
      { text: "▁a", start: -1, prefix: 1 },
      { text: "▁", start: 1 },
      { text: "▁b", start: 2 },
    ]);
    expect(metaspaceCut({ replacement: "▁", prepend: "always", split: false })(" a b")).toEqual([
      { text: "▁a▁b", start: 0 },
    ]);
  });

  it("puts it before the very first stretch alone, or before none", () => {
    const first = metaspaceCut({ replacement: "_", prepend: "first", split: true });
    expect([first("a")[0]!.text, first("a", false)[0]!.text, first("")]).toEqual(["_a", "a", []]);
    expect(metaspaceCut({ replacement: "_", prepend: "never", split: true })("a b").map(({ text }) => text)).toEqual([
      "a",
      "_b",
    ]);
  });
});
