import { describe, expect, it } from "vitest";
import { byteAlphabet } from "./byte-level.ts";
import { tokenizerFromJson } from "./index.ts";
import { PostProcessorConfig, postProcessorOf, trimOffsets } from "./post-processors.ts";
import { TemplateError } from "./templates.ts";

const make = (config: unknown) => postProcessorOf(PostProcessorConfig.parse(config));
const token = (name: string) => ({ SpecialToken: { id: name, type_id: 0 } });
const text = { Sequence: { id: "A", type_id: 0 } };
const special_tokens = {
  "<s>": { id: "<s>", ids: [1], tokens: ["<s>"] },
  "</s>": { id: "</s>", ids: [2, 3], tokens: ["<", "/s>"] },
};
const template = (single: unknown[]) => ({ type: "TemplateProcessing", single, pair: [], special_tokens });

describe("TemplateProcessing", () => {
  it("puts special tokens around a text", () => {
    expect(make(template([token("<s>"), text, token("</s>")]))).toEqual({ before: [1], after: [2, 3] });
    expect(make(template([text]))).toEqual({ before: [], after: [] });
  });

  it("refuses a template without its text, with two, or with an unknown token", () => {
    expect(() => make(template([token("<s>")]))).toThrow(TemplateError);
    expect(() => make(template([text, text]))).toThrow("single must contain the text, Sequence A, exactly once");
    expect(() => make(template([token("<x>"), text]))).toThrow('special_tokens lacks "<x>"');
  });
});

describe("BertProcessing and RobertaProcessing", () => {
  const parts = { sep: ["</s>", 2], cls: ["<s>", 1] };
  const text = (id: "A" | "B", type: number) => ({ text: id, type });
  const token = (type: number, ...ids: number[]) => ({ ids, type });

  it("stand around one text alike, and put two together each in its own way", () => {
    const [bert, roberta] = ["BertProcessing", "RobertaProcessing"].map((type) => make({ type, ...parts }));
    for (const { before, after } of [bert!, roberta!]) expect([before, after]).toEqual([[1], [2]]);
    expect(bert!.pair).toEqual([token(0, 1), text("A", 0), token(0, 2), text("B", 1), token(1, 2)]);
    expect(roberta!.pair).toEqual([token(0, 1), text("A", 0), token(0, 2, 2), text("B", 0), token(0, 2)]);
    expect([bert!.trim, roberta!.trim]).toEqual([undefined, { keepsPrefixSpace: true }]);
  });
});

describe("Sequence", () => {
  it("applies the later one around the earlier, and keeps the trimming of offsets", () => {
    const processors = [
      { type: "ByteLevel" },
      template([token("<s>"), text]),
      template([token("</s>"), text, token("<s>")]),
    ];
    expect(make({ type: "Sequence", processors })).toEqual({
      before: [2, 3, 1],
      after: [1],
      trim: { keepsPrefixSpace: true },
    });
  });
});

describe("trimOffsets", () => {
  const trimmed = (tokens: string[], offsets: [number, number][], keepsPrefixSpace = false) => {
    trimOffsets(tokens, offsets, { keepsPrefixSpace });
    return offsets;
  };
  it("leaves the spaces at a token's edges out", () => {
    expect(
      trimmed(
        ["Ġa", "ĠĠb", "cĠ"],
        [
          [0, 2],
          [2, 5],
          [5, 7],
        ],
      ),
    ).toEqual([
      [1, 2],
      [4, 5],
      [5, 6],
    ]);
    expect(trimmed(["ĠĠ"], [[3, 5]])).toEqual([[5, 5]]);
  });
  it("keeps the first token's offsets where its one space was never written", () => {
    expect(
      trimmed(
        ["Ġa", "Ġb"],
        [
          [0, 1],
          [1, 3],
        ],
        true,
      ),
    ).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(trimmed(["ĠĠa"], [[0, 3]], true)).toEqual([[2, 3]]);
  });
  it.each<[type: string, lstrip: boolean, rstrip: boolean, ranges: string[]]>([
    ["ByteLevel", true, false, ["3,9", "0,7", "2,8", "0,6 7,13"]],
    ["ByteLevel", false, true, ["3,9", "1,7", "2,8", "0,6 7,13"]],
    ["ByteLevel", true, true, ["3,9", "0,7", "2,8", "0,6 7,13"]],
    ["RobertaProcessing", true, false, ["3,9", "1,7", "2,8", "0,6 7,13"]],
    ["RobertaProcessing", false, true, ["3,9", "1,7", "2,8", "0,6 7,13"]],
    ["RobertaProcessing", true, true, ["3,9", "1,7", "2,8", "0,6 7,13"]],
  ])("leaves out what an added token takes along, as tokenizers 0.23.3: %s, %s, %s", (type, lstrip, rstrip, ranges) => {
    const vocab = Object.fromEntries(byteAlphabet.map((character, id) => [character, id]));
    const tokenizer = tokenizerFromJson({
      "tokenizer.json": {
        model: { type: "BPE", vocab, merges: [] },
        added_tokens: [{ id: 256, content: "<mask>", lstrip, rstrip, normalized: false, special: true }],
        pre_tokenizer: { type: "ByteLevel", add_prefix_space: false },
        post_processor: { type, add_prefix_space: type === "ByteLevel", sep: ["a", 0], cls: ["b", 1] },
        decoder: { type: "ByteLevel" },
      },
    });
    const found = ["a  <mask> b", " <mask>", "  <mask>  ", "<mask> <mask>"].map((text) => {
      const { ids, offsets } = tokenizer.encodeWithOffsets(text, { addSpecialTokens: false });
      return offsets.filter((_, i) => ids[i] === 256).join(" ");
    });
    expect(found).toEqual(ranges);
  });

  it("is asked for by ByteLevel, unless that says no", () => {
    expect(make({ type: "ByteLevel", add_prefix_space: false }).trim).toEqual({ keepsPrefixSpace: false });
    expect(make({ type: "ByteLevel", trim_offsets: false }).trim).toBeUndefined();
  });
});
