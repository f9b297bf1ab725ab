import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CLUSTERS, segmentsOf, type Unsure, WORDS } from "./unicode-segments.ts";

const clusters = new Intl.Segmenter("en", { granularity: "grapheme" });
const words = new Intl.Segmenter("zh", { granularity: "word" });
const whole = (segmenter: Intl.Segmenter, text: string) =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

const between = (first: number, last: number) =>
  fc.integer({ min: first, max: last }).map((c) => String.fromCodePoint(c));
const run = (character: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(character, { minLength: 1, maxLength }).map((list) => list.join(""));

/** Runs of what belongs together, long enough to cross the borders of windows. */
const stretch = fc.oneof(
  run(between(0x20, 0x7e), 300),
  run(fc.constantFrom("\u0301", "\u0323", "\u093f", "\u0941", "\u200d", "\ufe0f"), 700),
  run(fc.constantFrom("e\u0301", "\u0301e", "é"), 300),
  run(fc.constantFrom("🇫", "🇷", "🇨"), 600),
  run(fc.constantFrom("👩\u200d", "👍🏽", "😀", "❤️", "\u200d"), 300),
  run(fc.constantFrom("क", "्", "\u200d", "ष", "ि", "ত", "্"), 600),
  run(fc.oneof(between(0x1100, 0x11ff), between(0xac00, 0xd7a3)), 300),
  run(fc.constantFrom("\r", "\n", "\r\n", " ", "\t", "\u3000", "\u0085"), 300),
  run(fc.constantFrom("a", ".", "'", "1", ",", "_", '"', "\u0301", "א"), 300),
  run(fc.constantFrom("\u0600", "\u06dd", "a", "٣"), 100),
  run(between(0x0e01, 0x0e4e), 300),
  run(between(0x0e81, 0x0edf), 100),
  run(between(0x1000, 0x109f), 100),
  run(between(0x1780, 0x17dd), 100),
  run(fc.oneof(between(0x3041, 0x3096), between(0x30a1, 0x30fc), between(0x4e00, 0x9fff)), 300),
  run(fc.string({ unit: "binary", minLength: 1, maxLength: 1 }), 300),
  run(between(0xd800, 0xdfff), 20),
);
const text = fc.array(stretch, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(""));
const chinese = run(
  fc.constantFrom(..."小浣熊干脆面长颈鹿南京市长江大桥研究生命的起源我爱北京天安门中华人民共和国不知道为什么"),
  3_000,
);

describe("segmentsOf", () => {
  it.each<[string, Intl.Segmenter, Unsure]>([
    ["clusters", clusters, CLUSTERS],
    ["words", words, WORDS],
  ])("finds the %s of the whole text", (_, segmenter, unsure) => {
    fc.assert(
      fc.property(text, (drawn) => {
        expect([...segmentsOf(segmenter, drawn, unsure)]).toEqual(whole(segmenter, drawn));
      }),
      { numRuns: 150, seed: 3 },
    );
  });

  it("finds the words of Chinese without a sign", () => {
    fc.assert(
      fc.property(chinese, (drawn) => {
        expect([...segmentsOf(words, drawn, WORDS)]).toEqual(whole(words, drawn));
      }),
      { numRuns: 30, seed: 3 },
    );
  });

  it("keeps a segment whole that is longer than any window", () => {
    const long = `a${"\u0301".repeat(5_000)}`;
    expect([...segmentsOf(clusters, `x${long}y`, CLUSTERS)]).toEqual(["x", long, "y"]);
    const word = "x".repeat(5_000);
    expect([...segmentsOf(words, `${word} y`, WORDS)]).toEqual([word, " ", "y"]);
    expect([...segmentsOf(words, "", WORDS)]).toEqual([]);
  });

  it("knows at the end of a window that more may follow", () => {
    const word = `${"a".repeat(300)}.${"\u0301".repeat(400)}b`;
    expect([...segmentsOf(words, `${word} c`, WORDS)]).toEqual([word, " ", "c"]);
    for (let before = 500; before < 520; before++) {
      const hand = `${"x".repeat(before)}👍🏽y`;
      expect([...segmentsOf(clusters, hand, CLUSTERS)]).toEqual([..."x".repeat(before), "👍🏽", "y"]);
    }
  });

  it("looks at no more than a window at a time, and at each place in two windows at most", () => {
    const asked: string[] = [];
    const counting = new (class extends Intl.Segmenter {
      override segment(text: string) {
        asked.push(text);
        return super.segment(text);
      }
    })("en", { granularity: "grapheme" });
    const long = "xy😀".repeat(2_000);
    expect([...segmentsOf(counting, long, CLUSTERS)].join("")).toBe(long);
    expect(Math.max(...asked.map(({ length }) => length))).toBeLessThanOrEqual(512);
    expect(asked.join("").length).toBeLessThan(2 * long.length);
  });
});
