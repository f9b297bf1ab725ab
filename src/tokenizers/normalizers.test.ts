import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Normalizer } from "./normalizer.ts";
import { NormalizerConfig, normalizerOf } from "./normalizers.ts";

const nfc = normalizerOf({ type: "NFC" });

function aligned(normalizer: Normalizer, text: string) {
  const alignment = normalizer.align(text);
  return alignment && { starts: [...alignment.starts], ends: [...alignment.ends] };
}

describe("NFC", () => {
  it("composes, and says nothing where nothing changes", () => {
    expect(nfc.normalize("e\u0301 \u212b")).toBe("é Å");
    expect(nfc.align("é plain 你")).toBeUndefined();
  });

  it("gives a composed character the whole range it came from", () => {
    expect(aligned(nfc, "ae\u0301b")).toEqual({ starts: [0, 1, 3], ends: [1, 3, 4] });
    // Hangul, and Kirat Rai vowel signs, compose although they are letters.
    expect(aligned(nfc, "\u1100\u1161\u11a8x")).toEqual({ starts: [0, 3], ends: [3, 4] });
    expect(aligned(nfc, "\u0958")).toEqual({ starts: [0, 0], ends: [1, 1] });
  });

  it("never composes across the borders that alignment assumes: all of Unicode", () => {
    for (let c = 0; c < 0x110000; c++) {
      if (c >= 0xd800 && c <= 0xdfff) continue;
      const composed = String.fromCodePoint(c);
      const apart = composed.normalize("NFD");
      // Aligned piece by piece, the decomposed character must give what NFC gives it as a whole.
      const alignment = nfc.align(`a${apart}a`);
      if (alignment !== undefined)
        expect([composed, alignment.starts.length]).toEqual([composed, `a${apart}a`.normalize("NFC").length]);
    }
  });
});

describe("the forms of Unicode", () => {
  it("decompose with alignment, in the order of the text or of the whole cluster", () => {
    const nfd = normalizerOf({ type: "NFD" });
    expect(aligned(nfd, "aéb")).toEqual({ starts: [0, 1, 1, 2], ends: [1, 2, 2, 3] });
    // Dot below goes before dot above: both change places.
    expect(aligned(nfd, "ṡ\u0323")).toEqual({ starts: [0, 0, 0], ends: [2, 2, 2] });
    const nfkc = normalizerOf({ type: "NFKC" });
    expect([nfkc.normalize("ﬁ②ｶﾞ"), aligned(nfkc, "ﬁ②ｶﾞ")]).toEqual([
      "fi2ガ",
      { starts: [0, 0, 1, 2], ends: [1, 1, 2, 4] },
    ]);
  });

  it.each(["NFC", "NFD", "NFKC", "NFKD"] as const)("%s aligns every unit of any text, in order", (type) => {
    const form = normalizerOf({ type });
    const parts = fc.constantFrom(
      "a",
      "e",
      "\u0301",
      "\u0323",
      "\u1100",
      "\u1161",
      "\u11a8",
      "가",
      "é",
      "\u0958",
      "\u2126",
      "😀",
      "\ud800",
      "\u{11131}",
      "\u{11127}",
      "ｶ",
      "ﾞ",
      "ㄱ",
      "ㅏ",
      "\uffa1",
      "\uffc2",
      "ﬁ",
      "ẛ",
      "ﷺ",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 20 }), (drawn) => {
        const text = drawn.join("");
        const { starts, ends } = form.align(text) ?? {
          starts: [...text.split("").keys()],
          ends: [...text.split("").keys()].map((i) => i + 1),
        };
        expect([starts.length, ends.length]).toEqual([form.normalize(text).length, form.normalize(text).length]);
        let covered = 0;
        for (const [i, start] of starts.entries()) {
          expect(start <= covered && ends[i]! > start && ends[i]! >= covered).toBe(true);
          covered = ends[i]!;
        }
        expect(covered).toBe(text.length);
      }),
    );
  });
});

describe("a long run of marks", () => {
  it("comes out as String.normalize has it", () => {
    const marks = [
      ..."\u0301\u0323\u0344\u0334\u0345\u20dd\u093e\u0941\u094d\u3099\u0f73\u05b0\u035c\u{1d165}\u{1d16d}\u0489\u034f",
    ];
    const text = fc.tuple(
      fc.constantFrom("", "a", "か", "क"),
      fc.array(fc.constantFrom(...marks), { minLength: 60, maxLength: 200 }),
    );
    fc.assert(
      fc.property(text, ([letter, drawn]) => {
        const run = `${letter}${drawn.join("")}z`;
        for (const type of ["NFC", "NFD", "NFKC", "NFKD"] as const)
          expect(normalizerOf({ type }).normalize(run)).toBe(run.normalize(type));
      }),
    );
  });
});

describe("a normalizer of text", () => {
  it.each<[config: unknown, text: string, rewritten: string, starts: number[], ends: number[]]>([
    [{ type: "Strip" }, " \na b ", "a b", [2, 3, 4], [3, 4, 5]],
    [{ type: "Strip", strip_right: false }, " a ", "a ", [1, 2], [2, 3]],
    [{ type: "Strip", strip_left: false }, " a ", " a", [0, 1], [1, 2]],
    [{ type: "Prepend", prepend: "<>" }, "ab", "<>ab", [0, 0, 0, 1], [0, 0, 1, 2]],
    [{ type: "Replace", pattern: { String: "bb" }, content: "c" }, "abba", "aca", [0, 1, 3], [1, 3, 4]],
    [{ type: "Replace", pattern: { Regex: "b+" }, content: "" }, "abbab", "aa", [0, 3], [1, 4]],
    [{ type: "Lowercase" }, "AİΣ", "ai\u0307σ", [0, 1, 1, 2], [1, 2, 2, 3]],
    [{ type: "ByteLevel" }, "aé", "aÃ©", [0, 1, 1], [1, 2, 2]],
    [{ type: "Nmt" }, "a\u0001\u200bb\u0085", "a b\u0085", [0, 2, 3, 4], [1, 3, 4, 5]],
  ])("rewrites, and knows what from: %j", (config, text, rewritten, starts, ends) => {
    const normalizer = normalizerOf(NormalizerConfig.parse(config));
    expect([normalizer.normalize(text), aligned(normalizer, text)]).toEqual([rewritten, { starts, ends }]);
  });

  it("leaves an empty text empty, and one that it strips on no side as it is", () => {
    expect(normalizerOf({ type: "Prepend", prepend: "▁" }).normalize("")).toBe("");
    const none = normalizerOf({ type: "Strip", strip_left: false, strip_right: false });
    expect([none.normalize(" a "), aligned(none, " a ")]).toEqual([" a ", undefined]);
  });
});

describe("Sequence", () => {
  it("chains normalizers and their alignments; an empty one changes nothing", () => {
    const behind = normalizerOf({
      type: "Sequence",
      normalizers: [{ type: "NFC" }, { type: "Prepend", prepend: "▁" }],
    });
    expect(aligned(behind, "ab")).toEqual({ starts: [0, 0, 1], ends: [0, 1, 2] }); // the first changes nothing
    expect(aligned(behind, "e\u0301b")).toEqual({ starts: [0, 0, 2], ends: [0, 2, 3] });
    const twice = normalizerOf({ type: "Sequence", normalizers: [{ type: "NFC" }, { type: "NFC" }] });
    expect([twice.normalize("e\u0301"), aligned(twice, "xe\u0301")]).toEqual(["é", { starts: [0, 1], ends: [1, 3] }]);
    const none = normalizerOf({ type: "Sequence", normalizers: [] });
    expect([none.normalize("e\u0301"), aligned(none, "e\u0301")]).toEqual(["e\u0301", undefined]);
  });
});
