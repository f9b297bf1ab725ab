import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PreTokenizerConfig, preTokenizerOf } from "./pre-tokenizers.ts";

const make = (config: unknown) => preTokenizerOf(PreTokenizerConfig.parse(config));
const words = (config: unknown, text: string) =>
  make(config)
    .cut(text)
    .map((piece) => piece.text);

const split = (behavior: string, pattern: string, invert = false) => ({
  type: "Split",
  pattern: { Regex: pattern },
  behavior,
  invert,
});

describe("Split", () => {
  // Words as Hugging Face's tokenizers cuts them, joined by "/".
  it.each([
    ["Removed", "-", "a--b-c-", "a/b/c", "-/-/-/-"],
    ["Isolated", "-", "a--b-c-", "a/-/-/b/-/c/-", "a/-/-/b/-/c/-"],
    ["MergedWithPrevious", "-", "a--b-c-", "a-/-/b-/c-", "a/-/-b/-c/-"],
    ["MergedWithNext", "-", "a--b-c-", "a/-/-b/-c/-", "a-/-/b-/c-"],
    ["Contiguous", "-", "a--b-c-", "a/--/b/-/c/-", "a/--/b/-/c/-"],
    ["Removed", "x*", "axxb", "a/b", "xx"],
    ["MergedWithPrevious", "x*", "axxb", "axx/b", "a/xxb"],
    ["MergedWithNext", "x*", "axxb", "a/xxb", "axx/b"],
    ["Contiguous", "x*", "axxb", "a/xx/b", "a/xx/b"],
    ["Removed", "(?=[A-Z])", "aBCd", "a/B/Cd", ""],
    ["Isolated", "(?=[A-Z])", "aBCd", "a/B/Cd", "a/B/Cd"],
    ["MergedWithPrevious", "(?=[A-Z])", "aBCd", "a/B/Cd", "a/B/Cd"],
    ["MergedWithNext", "(?=[A-Z])", "aBCd", "a/B/Cd", "a/B/Cd"],
    ["Contiguous", "(?=[A-Z])", "aBCd", "a/B/Cd", "a/B/Cd"],
  ])("%s by %s", (behavior, pattern, text, expected, inverted) => {
    expect(words(split(behavior, pattern), text).join("/")).toBe(expected);
    expect(words(split(behavior, pattern, true), text).join("/")).toBe(inverted);
  });

  it("takes a string literally", () => {
    const config = { type: "Split", pattern: { String: "." }, behavior: "Isolated" };
    expect(words(config, "a.b")).toEqual(["a", ".", "b"]);
  });

  it("steps over whole characters after an empty match", () => {
    for (const wide of ["😀", "\u{10000}", "\u{10ffff}"]) // the first and the last that take two units
      expect(words(split("Isolated", "x*"), `${wide}${wide}x`)).toEqual([wide, wide, "x"]);
  });

  it("gives every word its place, and leaves nothing out unless told to", () => {
    const behaviors = fc.constantFrom("Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous");
    const patterns = fc.constantFrom(String.raw`\s+`, String.raw`\p{L}+`, "b*", "(?=a)", String.raw`a|\P{L}`);
    const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "😀", "1") });
    fc.assert(
      fc.property(behaviors, patterns, fc.boolean(), text, (behavior, pattern, invert, drawn) => {
        const pieces = make(split(behavior, pattern, invert)).cut(drawn);
        expect(pieces.map((piece) => piece.text).join("")).toBe(drawn);
        for (const { text, start } of pieces)
          expect([text, drawn.slice(start, start + text.length)]).toEqual([text, text]);
        expect(pieces.every((piece) => piece.text !== "")).toBe(true);
      }),
    );
  });
});

describe("Digits", () => {
  it("cuts numbers off, or each digit", () => {
    expect(words({ type: "Digits", individual_digits: true }, "a12b٣½ 4")).toEqual([
      "a",
      "1",
      "2",
      "b",
      "٣",
      "½",
      " ",
      "4",
    ]);
    expect(words({ type: "Digits" }, "a12b٣½ 4")).toEqual(["a", "12", "b", "٣½", " ", "4"]);
  });
});

describe("UnicodeScripts", () => {
  it("cuts where the script changes: a space goes with what stands before it, Japanese counts as Chinese", () => {
    expect(make({ type: "UnicodeScripts" }).cut(" 今日は go шаг2a𐌰")).toEqual([
      { text: "今日は ", start: 1 },
      { text: "go ", start: 5 },
      { text: "шаг", start: 8 },
      { text: "2", start: 11 },
      { text: "a", start: 12 },
      { text: "𐌰", start: 13 },
    ]);
    expect([words({ type: "UnicodeScripts" }, "  "), words({ type: "UnicodeScripts" }, "")]).toEqual([[], []]);
  });
});

describe("cutting at white space and signs", () => {
  it.each([
    ["WhitespaceSplit", "It is,\n_so\u3000-so!", "It/is,/_so/-so!"],
    ["Whitespace", "It is,\n_so\u3000-so!", "It/is/,/_so/-/so/!"],
    ["BertPreTokenizer", "It is,\n_so\u3000-so!", "It/is/,/_/so/-/so/!"],
    ["Punctuation", "a+b, c", "a/+/b/,/ c"],
  ])("%s", (type, text, expected) => {
    expect(words({ type }, text).join("/")).toBe(expected);
  });

  it("takes lengths and delimiters in characters", () => {
    expect(words({ type: "FixedLength", length: 2 }, "a😀b\nc")).toEqual(["a😀", "b\n", "c"]);
    expect(words({ type: "FixedLength" }, "abcdef")).toEqual(["abcde", "f"]);
    expect(words({ type: "CharDelimiterSplit", delimiter: "😀" }, "a😀😀b")).toEqual(["a", "b"]);
  });
});

describe("ByteLevel", () => {
  const plain = { type: "ByteLevel", add_prefix_space: false };

  it("cuts as GPT-2 does", () => {
    expect(words(plain, "I'll say  it's 12,345 times\n\n  o'clock")).toEqual([
      ..."I/'ll/ say/ / it/'s/ 12/,/345/ times/\n\n / o/'/clock".split("/"),
    ]);
    expect(words({ ...plain, use_regex: false }, "a b")).toEqual(["a b"]);
    expect(words(plain, "")).toEqual([]);
  });

  it("puts a space before the text where asked, which has no place in it", () => {
    const prefixed = make({ type: "ByteLevel" });
    expect(prefixed.cut("hi it's")).toEqual([
      { text: " hi", start: -1, prefix: 1 },
      { text: " it", start: 2 },
      { text: "'s", start: 5 },
    ]);
    expect(prefixed.cut(" hi")).toEqual([{ text: " hi", start: 0 }]);
    expect(prefixed.cut("")).toEqual([]);
  });
});

describe("Sequence", () => {
  const byteLevel = { type: "ByteLevel", add_prefix_space: false };
  const digits = { type: "Digits", individual_digits: true };

  it("cuts what the one before left, so that no pattern looks across", () => {
    const config = { type: "Sequence", pretokenizers: [digits, byteLevel] };
    expect(make(config).cut("a  12")).toEqual([
      { text: "a", start: 0 },
      { text: "  ", start: 1 },
      { text: "1", start: 3 },
      { text: "2", start: 4 },
    ]);
    expect(make(config).spelling).toBeDefined();
    expect(make({ type: "Sequence", pretokenizers: [digits, digits] }).spelling).toBeUndefined();
  });

  it("cuts what is spelled in bytes already, and knows what they stand for", () => {
    const [first, second] = make({ type: "Sequence", pretokenizers: [byteLevel, digits] }).cut("xé1");
    expect(first).toEqual({ text: "xÃ©", start: 0, spans: { starts: [0, 1, 1], ends: [1, 2, 2] } });
    expect(second).toEqual({ text: "1", start: 2, spans: { starts: [0], ends: [1] } });
  });

  it("keeps what nobody wrote out of the text, wherever it was put in", () => {
    const metaspace = { type: "Metaspace" };
    const cut = make({ type: "Sequence", pretokenizers: [metaspace, { type: "Punctuation" }] }).cut("a.");
    expect(cut).toEqual([
      { text: "▁a", start: -1, prefix: 1 },
      { text: ".", start: 1 },
    ]);
  });
});
