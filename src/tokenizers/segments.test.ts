import { expect, it } from "vitest";
import { AddedTokenConfig } from "./added-tokens.ts";
import { normalizerOf } from "./normalizers.ts";
import { Segments } from "./segments.ts";

const token = (id: number, content: string, options: object) => AddedTokenConfig.parse({ id, content, ...options });
const segments = new Segments(
  [
    token(0, "<s>", { normalized: false, special: true }),
    token(1, "e\u0301!", { normalized: true }),
    token(2, "e\u0301?", { normalized: false }),
  ],
  normalizerOf({ type: "NFC" }),
);

function visited(text: string, parseSpecial = true) {
  const seen: unknown[] = [];
  segments.visit(text, parseSpecial, {
    token: (id, start, end) => seen.push([id, start, end]),
    text: (normalized, source) => seen.push([normalized, ...source(0, normalized.length)]),
  });
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
  expect(visited("<s>", false)).toEqual([["<s>", 0, 3]]);
  expect(visited("")).toEqual([]);
});

it("gives a part of a stretch its own place", () => {
  segments.visit("xe\u0301y", true, {
    token: () => expect.unreachable(),
    text: (_, source) =>
      expect([source(0, 1), source(1, 2), source(2, 3), source(1, 1)]).toEqual([
        [0, 1],
        [1, 3],
        [3, 4],
        [1, 1],
      ]),
  });
});
