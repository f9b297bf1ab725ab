import { describe, expect, it } from "vitest";
import { AddedTokenConfig, AddedTokenFinder } from "./added-tokens.ts";

const finder = (...tokens: { content: string; [option: string]: unknown }[]) =>
  new AddedTokenFinder(new Map(tokens.map((token, id) => [token.content, AddedTokenConfig.parse({ id, ...token })])));
/** Segments as text, tokens in brackets with their ids. */
const cut = (found: AddedTokenFinder, text: string, skipSpecial = false) =>
  found
    .split(text, skipSpecial)
    .map(({ start, end, id }) => (id === undefined ? text.slice(start, end) : [id, text.slice(start, end)]));

describe("AddedTokenFinder", () => {
  it("cuts at tokens and keeps the rest, with no empty segment", () => {
    const found = finder({ content: "<s>" }, { content: "</s>" });
    expect(cut(found, "<s>a </s><s>")).toEqual([[0, "<s>"], "a ", [1, "</s>"], [0, "<s>"]]);
    expect([cut(found, "plain <s"), cut(found, "")]).toEqual([["plain <s"], []]);
    expect(cut(finder(), "<s>")).toEqual(["<s>"]);
  });

  it("prefers the longest token at the leftmost place", () => {
    const found = finder({ content: "ab" }, { content: "abc" }, { content: "bcd" });
    expect(cut(found, "abcd ab bcd")).toEqual([[1, "abc"], "d ", [0, "ab"], " ", [2, "bcd"]]);
  });

  it("takes characters with a meaning in patterns for themselves", () => {
    expect(cut(finder({ content: "<|a.b|>*[" }), "<|axb|>*[<|a.b|>*[")).toEqual(["<|axb|>*[", [0, "<|a.b|>*["]]);
  });

  it("passes over special tokens on request, and over no others", () => {
    const found = finder({ content: "<s>", special: true }, { content: "<t>" });
    expect(cut(found, "<s><t>", true)).toEqual(["<s>", [1, "<t>"]]);
  });

  it("takes one for text in a range that is text, where the next may begin", () => {
    const found = finder({ content: "ab" }, { content: "bc" });
    expect(found.split("abc", false, (start) => start === 0)).toEqual([
      { start: 0, end: 1 },
      { start: 1, end: 3, id: 1 },
    ]);
  });

  it("takes white space along where the token says so, but not what an earlier token took", () => {
    const left = finder({ content: "<m>", lstrip: true });
    expect(cut(left, "a \n\u3000<m> b")).toEqual(["a", [0, " \n\u3000<m>"], " b"]);
    const both = finder({ content: "<m>", lstrip: true, rstrip: true });
    expect(cut(both, " <m>  <m> ")).toEqual([
      [0, " <m>  "],
      [0, "<m> "],
    ]);
  });

  it("finds a single word only where no word touches it", () => {
    const found = finder({ content: "the", single_word: true });
    expect(cut(found, "the them bathe (the) 𝐀the the")).toEqual([
      [0, "the"],
      " them bathe (",
      [0, "the"],
      ") 𝐀the ",
      [0, "the"],
    ]);
    expect(cut(found, "the\u0301 the_ the-")).toEqual(["the\u0301 the_ ", [0, "the"], "-"]);
  });

  it("never finds an empty one, as a normalizer may leave it", () => {
    const empty = new AddedTokenFinder(new Map([["", AddedTokenConfig.parse({ id: 1, content: " " })]]));
    expect(cut(empty, "ab")).toEqual(["ab"]);
  });
});
