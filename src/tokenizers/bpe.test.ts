import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bpe, type BpeParts } from "./bpe.ts";
import { ModelError } from "./model.ts";

const vocabulary = (...tokens: string[]) => new Map(tokens.map((token, id) => [token, id]));
const pairs = (...merges: string[]) => merges.map((merge) => merge.split(" ") as [string, string]);
const tokens = (bpe: Bpe, word: string) => bpe.encode(word).ids.map((id) => bpe.idToToken(id));

/** BPE as the paper words it: find the earliest pair, join its leftmost occurrence, repeat. */
function plainBpe({ merges }: Pick<BpeParts, "merges">, word: string): string[] {
  const rank = new Map(merges.map(([left, right], i) => [`${left} ${right}`, i]));
  const symbols = [...word];
  for (;;) {
    const ranks = symbols.slice(1).map((right, i) => rank.get(`${symbols[i]} ${right}`) ?? Number.POSITIVE_INFINITY);
    const best = Math.min(...ranks);
    if (best === Number.POSITIVE_INFINITY) return symbols;
    const at = ranks.indexOf(best);
    symbols.splice(at, 2, symbols[at]! + symbols[at + 1]!);
  }
}

describe("Bpe", () => {
  it("joins the earliest pair of the list first, the leftmost among equals", () => {
    const bpe = new Bpe({
      vocabulary: vocabulary("a", "b", "c", "ab", "bc", "aa"),
      merges: pairs("b c", "a b", "a a"),
    });
    expect(tokens(bpe, "abc")).toEqual(["a", "bc"]);
    expect(tokens(bpe, "aaa")).toEqual(["aa", "a"]);
    expect(tokens(bpe, "aab")).toEqual(["a", "ab"]);
    expect(tokens(bpe, "")).toEqual([]);
  });

  it("agrees with the plain algorithm on any merge list", () => {
    // A merge list grown as training grows one: each merge joins two tokens that exist by then.
    const choice = fc.tuple(fc.nat(), fc.nat());
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(choice, { maxLength: 30 }),
        fc.array(word, { minLength: 1, maxLength: 5 }),
        (choices, words) => {
          const known = ["a", "b", "c"];
          const merges = choices.map(([l, r]) => {
            const pair: [string, string] = [known[l % known.length]!, known[r % known.length]!];
            if (!known.includes(pair.join(""))) known.push(pair.join(""));
            return pair;
          });
          const bpe = new Bpe({ vocabulary: vocabulary(...known), merges });
          for (const text of words) expect(tokens(bpe, text)).toEqual(plainBpe({ merges }, text));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("says where each token ends, in UTF-16 units", () => {
    const bpe = new Bpe({ vocabulary: vocabulary("a", "😀", "a😀"), merges: pairs("a 😀") });
    expect(bpe.encode("aa😀😀")).toEqual({ ids: [0, 2, 1], ends: [1, 4, 6] });
  });

  it("drops, replaces or fuses characters that the vocabulary lacks", () => {
    const parts = { vocabulary: vocabulary("a", "?"), merges: [] };
    expect(new Bpe(parts).encode("axya")).toEqual({ ids: [0, 0], ends: [1, 4] });
    expect(new Bpe({ ...parts, unknown: "?" }).encode("axya")).toEqual({ ids: [0, 1, 1, 0], ends: [1, 2, 3, 4] });
    const fused = new Bpe({ ...parts, unknown: "?", fuseUnknown: true });
    expect(fused.encode("axyaz")).toEqual({ ids: [0, 1, 0, 1], ends: [1, 3, 4, 5] });
  });

  it("spells by bytes what the vocabulary lacks, three for every UTF-16 unit of a long word", () => {
    const byte = (value: number) => `<0x${value.toString(16).toUpperCase().padStart(2, "0")}>`;
    const bytes = Array.from({ length: 256 }, (_, value) => byte(value));
    const bpe = new Bpe({ vocabulary: vocabulary(...bytes), merges: [], byteFallback: true });
    const word = "锄禾日当午".repeat(100);
    expect(bpe.encode(word).ids).toEqual([...Buffer.from(word)]);
  });

  it("takes a word that is a token whole where merges are to be ignored", () => {
    const parts = { vocabulary: vocabulary("a", "b", "ab"), merges: [] };
    expect(tokens(new Bpe(parts), "ab")).toEqual(["a", "b"]);
    expect(tokens(new Bpe({ ...parts, ignoreMerges: true }), "ab")).toEqual(["ab"]);
    expect(tokens(new Bpe({ ...parts, ignoreMerges: true }), "aab")).toEqual(["a", "a", "b"]);
  });

  it("gives a pair listed twice its later rank", () => {
    const bpe = new Bpe({ vocabulary: vocabulary("a", "b", "c", "ab", "bc"), merges: pairs("a b", "b c", "a b") });
    expect(tokens(bpe, "abc")).toEqual(["a", "bc"]);
  });

  it("reads a word of a million characters, and short ones after it", () => {
    const bpe = new Bpe({ vocabulary: vocabulary("a", "aa", "aaaa"), merges: pairs("a a", "aa aa") });
    expect(bpe.encode("a".repeat(1_000_001)).ids.length).toBe(250_001);
    expect(tokens(bpe, "aaa")).toEqual(["aa", "a"]);
  });

  it("refuses a merge or an unknown token that the vocabulary lacks", () => {
    const known = vocabulary("a", "b");
    expect(() => new Bpe({ vocabulary: known, merges: pairs("a a", "a b") })).toThrow(ModelError);
    expect(() => new Bpe({ vocabulary: known, merges: pairs("a b") })).toThrow('merges[0] needs the token "ab"');
    const unspoken = new Bpe({ vocabulary: known, merges: [], unknown: "?" });
    expect(unspoken.encode("ab").ids).toEqual([0, 1]);
    expect(() => unspoken.encode("ac")).toThrow(
      'tokenizer.json: model cannot spell "c"; it would be the unknown token, but it lacks the one it names, "?"',
    );
  });
});
