import { expect, it } from "vitest";
import { BYTE, CONTROL, NORMAL, type ScoredPiece, UNUSED, USER_DEFINED } from "./pieces.ts";
import { mergesByScore } from "./score-merges.ts";

const piece = (text: string, score: number, type = NORMAL): ScoredPiece => ({ text, score, type });
const joined = (...pieces: ScoredPiece[]) => mergesByScore(pieces).map((pair) => pair.join(" "));
const characters = [..."abc😀"].map((text) => piece(text, -99));

it("the higher a piece scores, the earlier it is joined, in every way that pieces make it", () => {
  expect(joined(...characters, piece("abc", -3), piece("bc", -2), piece("ab", -1))).toEqual([
    "a b",
    "b c",
    "ab c", // of one score: the longer left half first
    "a bc",
  ]);
  expect(joined(...characters, piece("a😀", -1), piece("😀b", -1))).toEqual(["a 😀", "😀 b"]); // characters, not units
});

it("of one score the longer left half comes first, then the longer right one", () => {
  expect(joined(...characters, piece("bc", -1), piece("ab", -1), piece("abc", -1), piece("bcc", -1))).toEqual([
    "ab c",
    "bc c",
    "a bc",
    "b c",
    "a b",
  ]);
});

it("what a user has defined comes before all, and marks, bytes and unused pieces are joined to nothing", () => {
  expect(joined(...characters, piece("ab", 0), piece("bc", -1000, USER_DEFINED))).toEqual(["b c", "a b"]);
  for (const type of [CONTROL, BYTE, UNUSED]) {
    expect(joined(...characters, piece("ab", 0, type), piece("abc", -1), piece("bc", -2))).toEqual(["a bc", "b c"]);
  }
});
