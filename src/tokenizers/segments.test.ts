import { expect, it } from "vitest";
import { AddedTokenConfig } from "./added-tokens.ts";
import { normalizerOf } from "./normalizers.ts";
import { type SegmentOptions, Segments } from "./segments.ts";

const token = (id: number, content: string, options: object) => AddedTokenConfig.parse({ id, content, ...options });
const segments = new Segments(
  [
    token(0, "<s>", { normalized: false, special: true }),
    token(1, "e\u0301!", { normalized: true }),
    token(2, "e\u0301?", { normalized: false }),
  ],
  normalizerOf({ type: "NFC" }),
);

function visited(text: string, { skipSpecial = false, literal = [] }: Partial<SegmentOptions> = {}) {
  const seen: unknown[] = [];
  segments.visit(
    text,
    { skipSpecial, literal },
    {
      token: (id, start, end) => seen.push([id, start, end]),
      text: (normalized, source) => seen.push([normalized, ...source(0, normalized.length)]),
    },
  );
  return seen;
}

it("cuts tokens out of the text as written, then out of the normalized text, with places in the original", () => {
  expect(visited("<s>ae\u0301é!be\u0301!c<s>")).toEqual([
    [0, 0, 3],
    ["aé", 3, 6],
    [1, 6, 8],
    ["b", 8, 9],
    [1, 9, 12],
    ["c", 12, 13],
    [0, 13, 16],
  ]);
});

it("finds a token as written only where it is written so", () => {
  expect(visited("e\u0301?é?")).toEqual([
    [2, 0, 3],
    ["é?", 3, 5],
  ]);
});

it("takes special tokens for text on request", () => {
  expect(visited("<s>", { skipSpecial: true })).toEqual([["<s>", 0, 3]]);
  expect(visited("")).toEqual([]);
});

it("takes every token for text that reaches into a literal range, or across the place of an empty one", () => {
  const text = "<s>e\u0301!<s>";
  const ids = (...literal: [number, number][]) => visited(text, { literal }).map((each) => (each as unknown[])[0]);
  expect(ids()).toEqual([0, 1, 0]);
  expect(ids([0, 3])).toEqual(["<s>", 1, 0]);
  expect(ids([2, 4])).toEqual(["<s>é!", 0]);
  expect(ids([1, 1], [7, 7])).toEqual(["<s>", 1, "<s>"]);
  expect(ids([0, 0], [3, 3], [6, 6], [9, 9])).toEqual([0, 1, 0]);
});

it("tells what nothing stands before", () => {
  const firsts = (text: string) => {
    const seen: [string, boolean][] = [];
    const visitor = { token: () => {}, text: (of: string, _: unknown, isFirst: boolean) => seen.push([of, isFirst]) };
    segments.visit(text, { skipSpecial: false, literal: [] }, visitor);
    return seen;
  };
  expect(firsts("a<s>be\u0301!c")).toEqual([
    ["a", true],
    ["b", false],
    ["c", false],
  ]);
  expect(firsts("ae\u0301!c")).toEqual([
    ["a", true],
    ["c", false],
  ]);
  expect(firsts("<s>a")).toEqual([["a", false]]);
});

it("gives a part of a stretch its own place", () => {
  segments.visit(
    "xe\u0301y",
    { skipSpecial: false, literal: [] },
    {
      token: () => expect.unreachable(),
      text: (_, source) =>
        expect([source(0, 1), source(1, 2), source(2, 3), source(1, 1)]).toEqual([
          [0, 1],
          [1, 3],
          [3, 4],
          [1, 1],
        ]),
    },
  );
});
