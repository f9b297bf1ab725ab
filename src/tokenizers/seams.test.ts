import { describe, expect, it } from "vitest";
import { draws } from "../../tests/draws.ts";
import { Bpe } from "./bpe.ts";
import { byteAlphabet, byteSpelling, spelledLength } from "./byte-level.ts";
import { Seams } from "./seams.ts";
import { tokenizerFromJson } from "./tokenizer-json.ts";
import { trainByteLevelBpe } from "./train-byte-level.ts";
import { Words } from "./words.ts";

/** Characters of one to four bytes; those of three share their beginnings and ends. */
const CHARACTERS = [..."文件系统操作的一丁七万ー、ab é\u0004😀한국어ไท"];

const text = (draw: () => number, length: number) =>
  Array.from({ length }, () => CHARACTERS[Math.floor(draw() * CHARACTERS.length)]).join("");

/** Byte-level BPE with merges drawn at random, across the borders of characters too. */
function modelOf(draw: () => number, merges: number): Bpe {
  const tokens = [...byteAlphabet];
  const pairs: [string, string][] = [];
  const spelled = byteSpelling.spell(text(draw, 400));
  while (pairs.length < merges) {
    const at = Math.floor(draw() * (spelled.length - 8));
    const [left, right] = [1 + Math.floor(draw() * 4), 1 + Math.floor(draw() * 4)];
    const pair: [string, string] = [spelled.slice(at, at + left), spelled.slice(at + left, at + left + right)];
    if (!pair.every((token) => tokens.includes(token)) || tokens.includes(pair.join(""))) continue;
    pairs.push(pair);
    tokens.push(pair.join(""));
  }
  return new Bpe({ vocabulary: new Map(tokens.map((token, id) => [token, id])), merges: pairs });
}

describe("a word that is taken apart where no token reaches across", () => {
  it("has the tokens of the whole word, by merges of any kind", () => {
    const draw = draws(1);
    let parts = 0;
    for (let round = 0; round < 60; round++) {
      const model = modelOf(draw, 20 + round);
      const [words, seams] = [new Words(model, byteSpelling), new Seams(model)];
      for (let i = 0; i < 40; i++) {
        const word = text(draw, 1 + (i % 30));
        const whole = model.encode(byteSpelling.spell(word));
        expect(words.encode(word)).toEqual(whole);
        expect(words.encode(word)).toEqual(whole); // remembered
        expect(seams.cut(word).join("")).toBe(word);
        parts += seams.cut(word).length - 1;
      }
    }
    expect(parts).toBeGreaterThan(2000);
  });

  it("is cut between characters alone that no token holds parts of side by side", () => {
    const [a, b] = [..."文件"].map((character) => byteSpelling.spell(character)) as [string, string];
    const vocabulary = (tokens: readonly string[]) =>
      new Map([...byteAlphabet, ...tokens].map((token, id) => [token, id]));
    const cut = (...tokens: string[]) => new Seams(new Bpe({ vocabulary: vocabulary(tokens), merges: [] })).cut("文件");
    expect(cut()).toEqual(["文", "件"]);
    expect(cut(a, b)).toEqual(["文", "件"]);
    for (let i = 0; i < 3; i++) for (let j = 1; j <= 3; j++) expect(cut(a.slice(i) + b.slice(0, j))).toEqual(["文件"]);
    // The end of another character, whole, is not the end of this one; nor is what begins as it does.
    const [other, like] = [..."吗任"].map((character) => byteSpelling.spell(character)) as [string, string];
    expect(cut(other + b, a + like)).toEqual(["文", "件"]);
    // Nor are parts of characters that differ from these in a bit.
    const spell = (code: number) => byteSpelling.spell(String.fromCodePoint(code));
    const [left, right] = [..."文件"].map((character) => character.codePointAt(0)!) as [number, number];
    for (const ends of [spell(left ^ 1).slice(1), spell(left ^ 1).slice(2)])
      expect(cut(ends + b)).toEqual(["文", "件"]);
    for (const begins of [spell(right ^ (1 << 6)).slice(0, 2), spell(right ^ (1 << 12)).slice(0, 1)])
      expect(cut(a + begins)).toEqual(["文", "件"]);
  });

  it("is whole where the vocabulary lacks a byte of such characters, or has tokens that begin or end a word", () => {
    const vocabulary = new Map([...byteAlphabet].map((token, id) => [token, id]));
    const cut = (without: string, prefix = "") => {
      const left = new Map([...vocabulary].filter(([token]) => token !== without));
      return new Seams(new Bpe({ vocabulary: left, merges: [], prefix })).cut("文件");
    };
    expect(cut("\u0104")).toHaveLength(2); // a control character
    expect(cut(byteAlphabet[0xe6]!)).toEqual(["文件"]);
    expect(cut(byteAlphabet[0x87]!)).toEqual(["文件"]);
    expect(cut("", "##")).toEqual(["文件"]);
  });

  it("keeps the places of its tokens", () => {
    const { files } = trainByteLevelBpe(["文件系统 文件操作 系统的文件"], { vocabularySize: 270 });
    const tokenizer = tokenizerFromJson(files);
    const line = "文件的系统😀操作";
    const { ids, offsets } = tokenizer.encodeWithOffsets(line);
    expect(ids).toEqual(tokenizer.encode(line));
    expect([...new Set(offsets.map(([start, end]) => line.slice(start, end)))].join("")).toBe(line);
  });

  it("is as long as its bytes", () => {
    const draw = draws(2);
    for (let i = 0; i < 50; i++) {
      const word = text(draw, i);
      expect(spelledLength(word)).toBe(Buffer.byteLength(word));
    }
  });
});
