import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MalformedTokenizerError } from "./malformed.ts";
import { CONTROL, USER_DEFINED } from "./pieces.ts";
import { tokenizerFilesFromSentencePiece } from "./sentencepiece-files.ts";
import { readSentencePiece } from "./sentencepiece-model.ts";
import { tokenizerFromJson } from "./tokenizer-json.ts";

// The wire format, by hand.
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
const delimited = (number: number, bytes: readonly number[]) => [
  ...varint(number * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const whole = (number: number, value: number) => [...varint(number * 8), ...varint(value)];
const float = (number: number, value: number) => [number * 8 + 5, ...new Uint8Array(Float32Array.of(value).buffer)];
const text = (number: number, value: string) => delimited(number, [...new TextEncoder().encode(value)]);
const piece = (token: string, score = -1, type = 1) =>
  delimited(1, [...text(1, token), ...float(2, score), ...whole(3, type)]);

const PIECES = [...piece("<unk>", 0, 2), ...piece("▁a"), ...piece("b", -2)];
const model = (...parts: number[][]) => Uint8Array.from([...PIECES, ...parts.flat()]);
const trainer = (...fields: number[][]) => delimited(2, fields.flat());
const normalizer = (...fields: number[][]) => delimited(3, fields.flat());

describe("a model of SentencePiece", () => {
  it("has the format's defaults where it is silent", () => {
    expect(readSentencePiece(model(), "m")).toEqual({
      kind: "Unigram",
      pieces: [
        { text: "<unk>", score: 0, type: 2 },
        { text: "▁a", score: -1, type: 1 },
        { text: "b", score: -2, type: 1 },
      ],
      charsmap: undefined,
      addsPrefix: true,
      removesExtraSpaces: true,
      roles: { unk: 0, bos: 1, eos: 2, pad: -1 },
    });
  });

  it("says what it is, the last of each field counting, and holds what is not known here", () => {
    const minusOne = [...varint(43 * 8), 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    const bytes = model(
      trainer(whole(3, 1), whole(3, 2), whole(41, 7), minusOne, [9 * 8 + 1, 0, 0, 0, 0, 0, 0, 0, 0]),
      normalizer(whole(3, 0), whole(4, 0), text(6, "rules")),
      delimited(4, [1, 2, 3]),
    );
    expect(readSentencePiece(bytes, "m")).toMatchObject({
      kind: "BPE",
      addsPrefix: false,
      removesExtraSpaces: false,
      roles: { unk: 0, bos: 7, eos: 2, pad: -1 },
    });
  });

  it.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(), "is no SentencePiece model: it holds no pieces"],
    ["a text", new TextEncoder().encode("IQ== 0\nIg== 1\n"), "is no SentencePiece model: it"],
    ["a cut field", model().subarray(0, 9), "is no SentencePiece model: it is cut short or damaged"],
    ["a number cut off", Uint8Array.of(8, 0x80), "it is cut short or damaged"],
    ["a length beyond the end", Uint8Array.of(10, 0xff, 0xff, 0xff, 0xff, 0x7f), "it is cut short or damaged"],
    ["a number without end", Uint8Array.of(8, ...Array(12).fill(0xff)), "it holds a number of more than ten bytes"],
    ["a field without a number", Uint8Array.of(0, 1), "it holds a field without a number"],
    ["a group", Uint8Array.of(11), "it holds a field of the unknown type 3"],
    ["a number for a piece", Uint8Array.of(8, 1), "it holds a number where a message or a text belongs"],
    ["bytes for a number", model(trainer(text(3, "x"))), "it holds bytes where a number belongs"],
    ["a score that is no number", Uint8Array.from(piece("a", Number.NaN)), "it gives piece 0 the score NaN"],
    ["a score of eight bytes", Uint8Array.from(delimited(1, [17, 0, 0, 0, 0, 0, 0, 0, 0])), "it holds 8 bytes where"],
    ["broken UTF-8", Uint8Array.from(delimited(1, [10, 1, 0xff])), "it writes piece 0 in what is not UTF-8"],
    ["another kind", model(trainer(whole(3, 3))), "trainer_spec.model_type is neither Unigram nor BPE"],
    ["spaces behind words", model(trainer(whole(24, 1))), "trainer_spec.treat_whitespace_as_suffix is true"],
    ["spaces as they are", model(normalizer(whole(5, 0))), "normalizer_spec.escape_whitespaces is false"],
    ["rewriting of what is decoded", model(delimited(5, text(2, "x"))), "denormalizer_spec rewrites what is decoded"],
  ])("is refused: %s", (_, bytes, sentence) => {
    expect(() => readSentencePiece(bytes, "tokenizer.model")).toThrow(MalformedTokenizerError);
    expect(() => readSentencePiece(bytes, "tokenizer.model")).toThrow(sentence);
  });

  it("may have no piece for what it lacks, and says so of a text that needs one", () => {
    const bytes = Uint8Array.from([...piece("▁a"), ...piece("b", -2)]);
    const tokenizer = tokenizerFromJson(tokenizerFilesFromSentencePiece(bytes, "tokenizer.model"));
    expect(tokenizer.encode("ab")).toEqual([0, 1]);
    expect(() => tokenizer.encode("ac")).toThrow('model cannot spell "c"');
  });

  it("has a space put before its text, before each stretch of it where no symbol that a user has defined stands within", () => {
    const tokens = (type: number) => {
      const bytes = model(piece("<sep>", 0, type), piece("a", -3), normalizer(whole(4, 0)));
      const tokenizer = tokenizerFromJson(tokenizerFilesFromSentencePiece(bytes, "tokenizer.model"));
      return tokenizer.encode("a<sep>a").map((id) => tokenizer.idToToken(id));
    };
    expect(tokens(USER_DEFINED)).toEqual(["▁a", "<sep>", "a"]);
    expect(tokens(CONTROL)).toEqual(["▁a", "<sep>", "▁a"]);
  });

  it("is refused under a class that numbers pieces in a way of its own", () => {
    const config = { "tokenizer_config.json": { tokenizer_class: "NllbTokenizerFast" } };
    expect(() => tokenizerFilesFromSentencePiece(model(), "tokenizer.model", config)).toThrow(
      'tokenizer_config.json: tokenizer_class "NllbTokenizerFast" is not supported without a tokenizer.json',
    );
    expect(() => tokenizerFilesFromSentencePiece(model(), "sentencepiece.bpe.model")).toThrow(
      "tokenizer_class is missing",
    );
    const inherited = { "tokenizer_config.json": { tokenizer_class: "constructor" } };
    expect(() => tokenizerFilesFromSentencePiece(model(), "tokenizer.model", inherited)).toThrow("is not supported");
  });

  it("is read or refused in one sentence, however it is damaged", () => {
    const path = new URL("../../tests/fixtures/tokenizers/sentencepiece.json.gz", import.meta.url);
    const { models } = JSON.parse(gunzipSync(readFileSync(path)).toString());
    const bytes = Buffer.from(models.t5.model, "base64");
    const { charsmap } = readSentencePiece(bytes, "m");
    const table = charsmap!.byteOffset - bytes.byteOffset; // where damage is not seen by the format itself
    const place = fc.oneof(fc.nat(bytes.length - 1), fc.integer({ min: table, max: table + charsmap!.length - 1 }));
    const damage = fc.array(fc.record({ at: place, byte: fc.nat(255) }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(damage, fc.nat(bytes.length), fc.boolean(), (spots, length, cut) => {
        const damaged = Uint8Array.from(cut ? bytes.subarray(0, length) : bytes);
        for (const { at, byte } of spots) if (at < damaged.length) damaged[at] = byte;
        try {
          tokenizerFromJson(tokenizerFilesFromSentencePiece(damaged, "tokenizer.model")).encode("ﬁne ①② text");
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedTokenizerError);
          expect((error as Error).message).toMatch(/^tokenizer\.model: [^\n]+$/);
        }
      }),
      { seed: 9, numRuns: 1000 },
    );
  });
});
