/** Each clause of the contract, shown to fail on a tokenizer that is broken in just that point. */
import { describe, expect, it } from "vitest";
import { tinyTokenizer } from "./tiny-tokenizer.ts";
import { clauses, SAMPLES, type TokenizerSurface } from "./tokenizer.ts";

const sound = tinyTokenizer();
/** A sound tokenizer but for what `flaw` replaces. */
const broken = (flaw: Partial<TokenizerSurface>): TokenizerSurface => ({
  vocabularySize: sound.vocabularySize,
  stopIds: sound.stopIds,
  encode: (...args) => sound.encode(...args),
  encodeWithOffsets: (...args) => sound.encodeWithOffsets(...args),
  decode: (...args) => sound.decode(...args),
  decoder: (...args) => sound.decoder(...args),
  tokenToId: (token) => sound.tokenToId(token),
  idToToken: (id) => sound.idToToken(id),
  isSpecial: (id) => sound.isSpecial(id),
  ...flaw,
});

let calls = 0;
const specimens: Record<keyof typeof clauses, TokenizerSurface> = {
  "decoding gives the text back": broken({ decode: (ids, options) => sound.decode(ids, options).trim() }),
  "encoding the same text again gives the same ids": broken({ encode: (text) => [calls++, ...sound.encode(text)] }),
  "ids are in range, and each has a token that has the id": broken({ vocabularySize: sound.vocabularySize - 1 }),
  "streaming gives what decoding gives, for every prefix": broken({
    // Decodes each token by itself, as a naive loop would.
    decoder: () => ({ push: (id) => sound.decode([id]), flush: () => "" }),
  }),
  "offsets run forward, cover all but white space, and hold what their token says": broken({
    encodeWithOffsets(text, options) {
      const { ids, offsets } = sound.encodeWithOffsets(text, options);
      // Counts code points where UTF-16 units were promised.
      const points = (at: number) => [...text.slice(0, at)].length;
      return { ids, offsets: offsets.map(([start, end]) => [points(start), points(end)]) };
    },
  }),
  "special tokens are found whole, and are plain text on request": broken({
    encode: (text, options) => sound.encode(text, { ...options, parseSpecialTokens: true }),
  }),
  "special tokens are left out of decoded text on request, and nothing else is": broken({
    decode: (ids) => sound.decode(ids),
  }),
};

describe("the contract of tokenizers", () => {
  for (const [name, clause] of Object.entries(clauses)) {
    const specimen = specimens[name as keyof typeof clauses];
    it(`"${name}" fails on a broken specimen and holds on the sound one`, () => {
      for (const text of SAMPLES) clause(broken({}), text);
      expect(() => {
        for (const text of SAMPLES) clause(specimen, text);
      }).toThrow();
    });
  }
  it("special tokens that are cut are noticed", () => {
    const cut = broken({ encode: (text, options) => sound.encode(text, { ...options, parseSpecialTokens: false }) });
    expect(() => clauses["special tokens are found whole, and are plain text on request"](cut, "a")).toThrow();
  });
  it("offsets that leave out a word are noticed", () => {
    const blind = broken({
      encodeWithOffsets(text, options) {
        const { ids, offsets } = sound.encodeWithOffsets(text, options);
        return { ids, offsets: offsets.map(([start]) => [start, start]) };
      },
    });
    expect(() =>
      clauses["offsets run forward, cover all but white space, and hold what their token says"](blind, "word"),
    ).toThrow();
  });
});
