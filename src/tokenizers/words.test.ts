import { describe, expect, it } from "vitest";
import { byteSpelling } from "./byte-level.ts";
import type { Model } from "./model.ts";
import { Words } from "./words.ts";

/** One token a UTF-16 unit, and a count of how often it was asked. */
function counting() {
  let asked = 0;
  const model: Model = {
    separable: false,
    size: 0x10000,
    tokenToId: (token) => token.charCodeAt(0),
    idToToken: (id) => String.fromCharCode(id),
    encode(word) {
      asked += 1;
      return { ids: word.split("").map((unit) => unit.charCodeAt(0)), ends: word.split("").map((_, i) => i + 1) };
    },
  };
  return { model, asked: () => asked };
}

describe("Words", () => {
  it("asks the model once for a word, spelled in the model's alphabet", () => {
    const { model, asked } = counting();
    const words = new Words(model, byteSpelling);
    expect(words.encode(" a").ids).toEqual([0x120, 0x61]);
    expect(words.encode(" a")).toBe(words.encode(" a"));
    expect(asked()).toBe(1);
  });

  it("remembers a bounded number of words, and none that is very long", () => {
    const { model, asked } = counting();
    const words = new Words(model, undefined);
    const long = "x".repeat(1000);
    words.encode(long);
    words.encode(long);
    expect(asked()).toBe(2);
    words.encode("first");
    for (let i = 0; i < 2 ** 15; i++) words.encode(String(i));
    const before = asked();
    words.encode("first");
    expect(asked()).toBe(before + 1);
  });

  it("places tokens in the text, a space nobody wrote before its start", () => {
    const { model } = counting();
    const words = new Words(model, byteSpelling);
    expect(words.spans({ text: " é", start: -1, prefix: 1 }, words.encode(" é"))).toEqual([
      [0, 0],
      [0, 1],
      [0, 1],
    ]);
    expect(words.spans({ text: "ab", start: 5 }, words.encode("ab"))).toEqual([
      [5, 6],
      [6, 7],
    ]);
  });
});
