import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tinyJson, tinyTokenizer } from "../../tests/contracts/tiny-tokenizer.ts";
import { bytesOfToken } from "./byte-level.ts";
import { ChatTemplate } from "./chat-template.ts";
import { tokenizerFromJson } from "./tokenizer-json.ts";

const tokenizer = tinyTokenizer();
const tokens = (ids: readonly number[]) => ids.map((id) => tokenizer.idToToken(id));

describe("Tokenizer", () => {
  it("encodes words, bytes and special tokens", () => {
    expect(tokens(tokenizer.encode("hello world</s>hellé"))).toEqual(["hello", "Ġworld", "</s>", "hell", "Ã", "©"]);
    expect(tokenizer.encode("")).toEqual([]);
    expect(tokens(tokenizer.encode("<s>", { parseSpecialTokens: false }))).toEqual(["<", "s", ">"]);
  });

  it("gives offsets in UTF-16 units, the same one to tokens of one character", () => {
    const { ids, offsets } = tokenizer.encodeWithOffsets("a😀 world<s>é");
    expect(tokens(ids)).toEqual(["a", "ð", "Ł", "ĺ", "Ģ", "Ġworld", "<s>", "Ã", "©"]);
    expect(offsets).toEqual([
      [0, 1],
      [1, 3],
      [1, 3],
      [1, 3],
      [1, 3],
      [3, 9],
      [9, 12],
      [12, 13],
      [12, 13],
    ]);
  });

  it("finds the tokens of a part by the characters that they share with it", () => {
    const text = "a😀 world<s>é";
    const found = ([start, end]: [number, number]) => {
      const { ids, from, to } = tokenizer.locate(text, [start, end]);
      return tokens(ids.slice(from, to));
    };
    expect(found([4, 9])).toEqual(["Ġworld"]);
    expect(found([2, 4])).toEqual(["ð", "Ł", "ĺ", "Ģ", "Ġworld"]);
    expect(found([0, text.length])).toHaveLength(9);
    expect(found([9, 9])).toEqual([]);
    expect(tokenizer.locate("", [0, 0])).toEqual({ ids: [], offsets: [], from: 0, to: 0 });
  });

  it("gives offsets into the text as it was before it was normalized", () => {
    const json = { ...tinyJson(), normalizer: { type: "NFC" } };
    const normalizing = tokenizerFromJson({ "tokenizer.json": json });
    const { ids, offsets } = normalizing.encodeWithOffsets("<s>ae\u0301<s>e\u0301hello");
    expect(tokens(ids)).toEqual(["<s>", "a", "Ã", "©", "<s>", "Ã", "©", "hello"]);
    expect(offsets).toEqual([
      [0, 3],
      [3, 4],
      [4, 6],
      [4, 6],
      [6, 9],
      [9, 11],
      [9, 11],
      [11, 16],
    ]);
  });

  it("finds tokens marked as normalized in the normalized text", () => {
    const json = tinyJson();
    json.normalizer = { type: "NFC" };
    json.added_tokens.push({ id: 300, content: "e\u0301", special: false, normalized: true });
    const normalizing = tokenizerFromJson({ "tokenizer.json": json });
    expect(normalizing.vocabularySize).toBe(301);
    expect(normalizing.encodeWithOffsets("aé e\u0301x").ids.filter((id) => id === 300).length).toBe(2);
    expect(normalizing.encodeWithOffsets("ae\u0301").offsets).toEqual([
      [0, 1],
      [1, 3],
    ]);
  });

  it("puts the post-processor's tokens around a text, unless told not to", () => {
    const special = (id: string) => ({ SpecialToken: { id } });
    const special_tokens = {
      "<s>": { id: "<s>", ids: [0], tokens: ["<s>"] },
      "</s>": { id: "</s>", ids: [1], tokens: ["</s>"] },
    };
    const single = [special("<s>"), { Sequence: { id: "A" } }, special("</s>")];
    const json = { ...tinyJson(), post_processor: { type: "TemplateProcessing", single, pair: [], special_tokens } };
    const around = tokenizerFromJson({ "tokenizer.json": json });
    expect(tokens(around.encode("hello"))).toEqual(["<s>", "hello", "</s>"]);
    expect(around.encodeWithOffsets("hello").offsets).toEqual([
      [0, 0],
      [0, 5],
      [0, 0],
    ]);
    expect(tokens(around.encode("hello", { addSpecialTokens: false }))).toEqual(["hello"]);
  });

  it("passes over ids that stand for nothing", () => {
    const hello = tokenizer.tokenToId("hello")!;
    expect(tokenizer.decode([hello, 99_999, hello])).toBe("hellohello");
    expect([tokenizer.idToToken(99_999), tokenizer.tokenToId("nothing"), tokenizer.isSpecial(99_999)]).toEqual([
      undefined,
      undefined,
      false,
    ]);
  });

  it("leaves special tokens out of decoded text on request", () => {
    const ids = tokenizer.encode("<s>hello</s>");
    expect([tokenizer.decode(ids), tokenizer.decode(ids, { skipSpecialTokens: true })]).toEqual([
      "<s>hello</s>",
      "hello",
    ]);
  });

  it("streams any ids at all as it decodes them, broken bytes included", () => {
    const id = fc.nat({ max: tokenizer.vocabularySize + 1 });
    fc.assert(
      fc.property(fc.array(id, { maxLength: 30 }), fc.boolean(), (ids, skipSpecialTokens) => {
        const kept = ids.filter((each) => !(skipSpecialTokens && tokenizer.isSpecial(each)));
        const bytes = kept.map((each) => bytesOfToken(tokenizer.idToToken(each) ?? ""));
        const stream = tokenizer.decoder({ skipSpecialTokens });
        const text = ids.map((each) => stream.push(each)).join("") + stream.flush();
        expect(text).toBe(tokenizer.decode(ids, { skipSpecialTokens }));
        expect(text).toBe(Buffer.concat(bytes).toString());
      }),
    );
  });

  it("gives back any well-formed text, and the same ids however often it was asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const ids = tokenizer.encode(text);
        expect(tokenizer.decode(ids)).toBe(text);
        expect(tokenizer.encode(text)).toEqual(ids);
        expect(tokenizer.encodeWithOffsets(text).ids).toEqual(ids);
      }),
    );
  });

  it("takes a lone surrogate for U+FFFD", () => {
    expect(tokenizer.decode(tokenizer.encode("a\ud83d b\ude00"))).toBe("a\ufffd b\ufffd");
  });

  it("takes a word of half a million characters, offsets included", () => {
    const { ids, offsets } = tokenizer.encodeWithOffsets("x".repeat(500_001));
    expect([ids.length, offsets.length, offsets.at(-1)]).toEqual([125_001, 125_001, [500_000, 500_001]]);
    expect(tokenizer.encode("x".repeat(500_001))).toEqual(ids);
  });

  it.each<[string, (options: object) => unknown]>([
    ["encode", (options) => tokenizer.encode("a", options)],
    ["encode", (options) => tokenizer.encodeWithOffsets("a", options)],
    ["encode", (options) => tokenizer.encodePair("a", "b", options)],
    ["decode", (options) => tokenizer.decode([1], options)],
    ["decode", (options) => tokenizer.decoder(options)],
    ["applyChatTemplate", (options) => tokenizer.traceConversation([{ role: "user", content: "hi" }], options)],
    ["render", (options) => new ChatTemplate("a").render([{ role: "user", content: "hi" }], options)],
  ])("%s refuses an option that it does not know", (name, ask) => {
    expect(() => ask({ zzzz: 1 })).toThrow(`${name}: zzzz: is not a field known here`);
  });

  it("needs no pre-tokenizer: a text is then one word", () => {
    const json = { ...tinyJson(), pre_tokenizer: null };
    const whole = tokenizerFromJson({ "tokenizer.json": json });
    expect(whole.encodeWithOffsets("hellohello")).toEqual({
      ids: tokenizer.encode("hellohello"),
      offsets: [
        [0, 5],
        [5, 10],
      ],
    });
  });
});
