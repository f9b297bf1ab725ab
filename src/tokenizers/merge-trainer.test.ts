import { describe, expect, it } from "vitest";
import { trainMerges } from "./merge-trainer.ts";

const counts = (words: Record<string, number>) => new Map(Object.entries(words));

describe("trainMerges", () => {
  it("joins by frequency, and among equals by the smaller ids", () => {
    const { tokens, merges } = trainMerges(counts({ abab: 2, cd: 3, bc: 3 }), { vocabularySize: 7 });
    expect(merges).toEqual([
      ["a", "b"],
      ["b", "c"],
      ["c", "d"],
    ]);
    expect(tokens).toEqual(["a", "b", "c", "d", "ab", "bc", "cd"]);
  });

  it("counts a pair in a run of one character as the reference does", () => {
    // aaa holds a a twice, but one join leaves aa a.
    const { merges } = trainMerges(counts({ aaa: 2, bcbc: 2 }), { vocabularySize: 6 });
    expect(merges.map((merge) => merge.join(" "))).toEqual(["a a", "b c", "aa a"]);
  });

  it("writes what stands inside a word with a prefix", () => {
    const { tokens, merges } = trainMerges(counts({ aba: 5 }), { vocabularySize: 20, prefix: "##" });
    expect(tokens).toEqual(["a", "b", "##a", "##b", "ab", "aba"]);
    expect(merges).toEqual([
      ["a", "##b"],
      ["ab", "##a"],
    ]);
  });
});
