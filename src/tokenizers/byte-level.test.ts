import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteAlphabet, byteLevelDecoder, byteSpelling, bytesOfToken } from "./byte-level.ts";

const decode = (...tokens: string[]) => {
  const run = byteLevelDecoder(new Set()).open();
  return tokens.map((token) => run.push(token)).join("") + run.flush();
};

describe("the byte alphabet", () => {
  it("has 256 printable characters, space and newline as GPT-2 writes them", () => {
    expect(new Set(byteAlphabet).size).toBe(256);
    expect(
      byteAlphabet.every((character) => character.length === 1 && /[\p{L}\p{N}\p{P}\p{S}\p{M}]/v.test(character)),
    ).toBe(true);
    expect([byteAlphabet[0x20], byteAlphabet[0x0a], byteAlphabet[0x41], byteAlphabet[0xad]]).toEqual([
      "Ġ",
      "Ċ",
      "A",
      "Ń",
    ]);
  });

  it("spells UTF-8, and each unit knows the character it is part of", () => {
    expect(byteSpelling.spell(" é")).toBe("ĠÃ©");
    expect(byteSpelling.spans("a你😀")).toEqual({ starts: [0, 1, 1, 1, 2, 2, 2, 2], ends: [1, 2, 2, 2, 4, 4, 4, 4] });
  });

  it("gives the text back, a lone surrogate as U+FFFD", () => {
    const units = fc.array(fc.nat({ max: 0xffff }), { maxLength: 20 }).map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(fc.oneof(units, fc.string({ unit: "binary" })), (text) => {
        const spelled = byteSpelling.spell(text);
        expect(decode(spelled)).toBe(Buffer.from(text).toString());
        const { starts, ends } = byteSpelling.spans(text);
        expect([starts.length, ends.length]).toEqual([spelled.length, spelled.length]);
        expect(spelled === "" || (starts[0] === 0 && ends.at(-1) === text.length)).toBe(true);
      }),
    );
  });
});

describe("the byte-level decoder", () => {
  it("keeps a character back until it is whole", () => {
    const run = byteLevelDecoder(new Set()).open();
    expect(["ðŁ", "ĺ", "Ģ!", ""].map((token) => run.push(token))).toEqual(["", "", "😀!", ""]);
    expect(run.flush()).toBe("");
  });

  it("writes one U+FFFD for each broken sequence", () => {
    expect(decode("ðŁ", "a", "ÿ", "Ģ")).toBe("\ufffda\ufffd\ufffd");
    expect(decode("ðŁĺ")).toBe("\ufffd");
  });

  it("keeps a byte order mark", () => {
    expect(decode(byteSpelling.spell("\ufeffa\ufeff"))).toBe("\ufeffa\ufeff");
  });

  it("takes a token that is not written in the alphabet for its own text", () => {
    expect(decode("<a b>", "你")).toBe("<a b>你");
    expect([...bytesOfToken("<|x|>")]).toEqual([...Buffer.from("<|x|>")]);
  });

  it("takes an added token for its own text, though it is written in the alphabet", () => {
    const run = byteLevelDecoder(new Set(["é", "Ġx"])).open();
    expect(["a", "é", "Ġx", "Ġ", "Ã", "©"].map((token) => run.push(token))).toEqual(["a", "é", "Ġx", " ", "", "é"]);
  });
});
