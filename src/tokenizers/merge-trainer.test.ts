import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trainMerges } from "./merge-trainer.ts";

const counts = (words: Record<string, number>) => new Map(Object.entries(words));

/** The formula as it stands, all pairs counted anew before each join; up to a token that would come about in a second way. */
function plainMerges(words: ReadonlyMap<string, number>): [string, string][] {
  const ids = [...new Set([...words.keys()].join(""))].sort();
  const corpus = [...words].map(([word, count]) => ({ symbols: [...word], count }));
  const merges: [string, string][] = [];
  for (;;) {
    const found = new Map<string, { pair: [string, string]; count: number }>();
    for (const { symbols, count } of corpus)
      for (let i = 1; i < symbols.length; i++) {
        const pair: [string, string] = [symbols[i - 1]!, symbols[i]!];
        const key = pair.join(" ");
        found.set(key, { pair, count: (found.get(key)?.count ?? 0) + count });
      }
    const order = ([left, right]: [string, string]) => ids.indexOf(left) * ids.length + ids.indexOf(right);
    const [best] = [...found.values()].sort((a, b) => b.count - a.count || order(a.pair) - order(b.pair));
    if (best === undefined || ids.includes(best.pair.join(""))) return merges;
    merges.push(best.pair);
    ids.push(best.pair.join(""));
    for (const { symbols } of corpus)
      for (let i = 0; i + 1 < symbols.length; i++)
        if (symbols[i] === best.pair[0] && symbols[i + 1] === best.pair[1]) symbols.splice(i, 2, best.pair.join(""));
  }
}

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

  it("agrees with counting all pairs anew before each join", () => {
    const letters = fc.constantFrom(..."abcdefgh");
    const word = fc.string({ unit: letters, minLength: 1, maxLength: 12 });
    const words = fc.array(fc.tuple(word, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, (drawn) => {
        const corpus = new Map(drawn);
        const merges = plainMerges(corpus);
        const alphabet = new Set([...corpus.keys()].join("")).size;
        expect(trainMerges(corpus, { vocabularySize: alphabet + merges.length }).merges).toEqual(merges);
      }),
      { seed: 5, numRuns: 30 },
    );
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
