import { describe, expect, it } from "vitest";
import { compilePattern, literalPattern } from "./pattern.ts";
import { escapeLiteral, PatternError } from "./pattern-reader.ts";

const found = (pattern: string, text: string) => text.match(compilePattern(pattern)) ?? [];

describe("compilePattern", () => {
  it.each([
    // Expected values are Oniguruma's, through Hugging Face's Split pre-tokenizer.
    [
      String.raw`\s`,
      "a\t\n\v\f\r \x85\xa0\u1680\u180e\u2000\u2028\u202f\u205f\u3000\ufeff\u200b",
      [..."\t\n\v\f\r \x85\xa0\u1680\u2000\u2028\u202f\u205f\u3000"],
    ],
    [String.raw`\S+`, "a\ufeff b\x85c", ["a\ufeff", "b", "c"]],
    [String.raw`[^\s\p{L}\p{N}]+`, "a \ufeff!1\x85?", ["\ufeff!", "?"]],
    [String.raw`\d`, "1٣²Ⅷ", ["1", "٣"]],
    [String.raw`\w+`, "aé_1-²‿b", ["aé_1", "²‿b"]],
    ["(?i:'s|'k)", "'s'S'ſ'K'K's", ["'s", "'S", "'ſ", "'K", "'K", "'s"]],
    ["(?i:[sx])+", "sSſxXz", ["sSſxX"]],
    ["a.b", "a\rb a\u2028b a\nb", ["a\rb", "a\u2028b"]],
    [String.raw`\p{N}{1,3}`, "1234567", ["123", "456", "7"]],
    ["a{,2}", "aaa", ["aa", "a", ""]],
    [String.raw`[\r\n]+|[a-c\-]+`, "ab-\r\n", ["ab-", "\r\n"]],
    ["[]a]+", "]a]b", ["]a]"]],
    [String.raw`[^(\s|[.,])]+`, "ab, cd|e", ["ab", "cd", "e"]],
    ["[a-z&&[^b]]+", "abc", ["a", "c"]],
    [String.raw`\p{Han}+|\p{Script=Greek}+`, "ab漢字αβ", ["漢字", "αβ"]],
    [String.raw`\p{^L}+|\P{^Lu}`, "aB1!", ["B", "1!"]],
    [String.raw`\x{1F600}|\x41|\u4f60`, "😀A你", ["😀", "A", "你"]],
    [String.raw`\/\-\#\t`, "/-#\t", ["/-#\t"]],
    [String.raw`\b\w|\w\b`, "ab, c é_1", ["a", "b", "c", "é", "1"]],
    [String.raw`a\B|\Bb`, "ab b a", ["a", "b"]],
    [String.raw`\Aa|a\Z|b\z|\R`, "a a\r\nb a\n", ["a", "\r\n", "a", "\n"]],
    ["(?<=a)b|(?<!a)c|d(?=e)|d(?!e)f", "abaccde dedf", ["b", "c", "d", "d", "df"]],
  ] as const)("%s", (pattern, text, expected) => {
    expect(found(pattern, text)).toEqual(expected);
  });

  it("looks at a run once that does not end where it should", () => {
    const text = `x${" ".repeat(100_000)}x`;
    for (const pattern of [String.raw`\s+$`, String.raw`\s++\z`, String.raw`\A +| +\z`])
      expect(found(pattern, text)).toEqual([]);
    expect(found(String.raw`\s+$`, "  a  \n b  ")).toEqual(["  ", "  "]);
    expect(found(String.raw` +\z|\n`, " \n  ")).toEqual(["\n", "  "]);
    expect(found(String.raw` +$|[ \n]+\z`, " \n  ")).toEqual([" ", "\n  "]);
  });

  it("does not give back what a possessive quantifier or an atomic group took", () => {
    expect(found("a+ab", "aaab")).toEqual(["aaab"]);
    expect(found("a++ab", "aaab")).toEqual([]);
    expect(found("a++b", "aaab")).toEqual(["aaab"]);
    expect(found("(?>a|ab)c", "abc")).toEqual([]);
    expect(found("(?:x?+y*+)z|x", "xyyz x")).toEqual(["xyyz", "x"]);
  });

  it.each([
    [String.raw`(?:(a)|b)\1`, String.raw`\1`], // which means nothing where b stood, and nothing is another thing to each
    [String.raw`(?i:(a)\1)`, String.raw`\1`],
    ["+a", "a bare +"],
    ["a{2,1}", "the quantifier {2,1}"],
    ["(?x: a)", "the group (?x:"],
    ["(?i:(?:s)s)", "a group beside a letter inside (?i:"],
    ["[[:alphabet:]]", "the POSIX bracket [:alphabet:]"],
    ["[z-a]", "the empty range z-a"],
    [String.raw`[a-\d]`, "a set at the end of a range"],
    [String.raw`a\Kb`, String.raw`\K`],
    ["a\\", "an end after \\ or -"],
    ["(a", "an unmatched ("],
    ["a)", "an unmatched )"],
    ["[a", "an unmatched ["],
    [String.raw`\p{Nonsense}`, String.raw`\p{Nonsense}`],
  ])("refuses %s and says why", (pattern, construct) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError);
    expect(() => compilePattern(pattern)).toThrow(
      `${JSON.stringify(pattern)} uses ${construct}, which is not supported`,
    );
  });
});

describe("literals", () => {
  it("match themselves, with and without the v flag", () => {
    const text = "<|a.b*c+?^$(){}[]/-&&|>\\ 你";
    expect(text.match(literalPattern(text))).toEqual([text]);
    expect(`x${text}x`.match(new RegExp(escapeLiteral(text)))?.[0]).toBe(text);
  });
});
