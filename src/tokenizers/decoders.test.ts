import { describe, expect, it } from "vitest";
import { DecoderConfig, decoderOf } from "./decoders.ts";

function decode(config: unknown, tokens: readonly string[]): string {
  const run = decoderOf(DecoderConfig.parse(config), new Set()).open();
  return tokens.map((token) => run.push(token)).join("") + run.flush();
}
const replace = { type: "Replace", pattern: { String: "▁" }, content: " " };

describe("decoders", () => {
  it("of WordPiece: a space before words, but not before punctuation", () => {
    expect(decode({ type: "WordPiece" }, ["the", "mc", "##donald", "did", "n't", "go", "."])).toBe(
      "the mcdonald didn't go.",
    );
    expect(decode({ type: "WordPiece", cleanup: false }, ["a", "."])).toBe("a .");
  });

  it("of BPE with marked ends: a space after words, but for the last", () => {
    expect(decode({ type: "BPEDecoder" }, ["lo", "w</w>", "er</w>"])).toBe("low er");
  });

  it("of Metaspace: no space first where one was put there", () => {
    expect(decode({ type: "Metaspace" }, ["▁a", "▁b"])).toBe("a b");
    expect(decode({ type: "Metaspace", prepend_scheme: "never" }, ["▁a", "▁b"])).toBe(" a b");
    expect(decode({ type: "Metaspace", replacement: "_", add_prefix_space: false }, ["_a"])).toBe(" a");
  });

  it("of CTC: equal tokens once, without pads", () => {
    expect(decode({ type: "CTC" }, ["a", "a", "<pad>", "a", "|", "|", "b"])).toBe("aa b");
    expect(decode({ type: "CTC", cleanup: false }, ["a", "|", "b"])).toBe("a|b");
  });

  it("reads bytes in a row together, and gives U+FFFD for each where they are no text", () => {
    expect(decode({ type: "ByteFallback" }, ["a", "<0xE4>", "<0xBD>", "<0xA0>", "b"])).toBe("a你b");
    expect(decode({ type: "ByteFallback" }, ["<0xE4>", "<0xBD>", "b", "<0x41>"])).toBe("\ufffd\ufffdbA");
  });

  it("in a sequence hand on what they give; after Fuse the text is one token", () => {
    const strip = { type: "Strip", content: " ", start: 1, stop: 0 };
    const decoders = [replace, { type: "ByteFallback" }, { type: "Fuse" }, strip];
    expect(decode({ type: "Sequence", decoders }, ["▁a", "▁b", "<0xC3>", "<0xA9>"])).toBe("a bé");
    expect(decode({ type: "Sequence", decoders: [replace, strip] }, ["▁a", "▁b"])).toBe("ab");
    const both = { type: "Strip", content: "_", start: 2, stop: 1 };
    expect(decode({ type: "Sequence", decoders: [{ type: "Fuse" }, both] }, ["_", "__a", "_", "_"])).toBe("_a_");
    const dashes = { type: "Replace", pattern: { String: "--" }, content: "-" };
    expect(decode({ type: "Sequence", decoders: [{ type: "Fuse" }, dashes, both] }, ["a-", "-", "b-"])).toBe("a-b-");
    const regex = { type: "Replace", pattern: { Regex: "^ +" }, content: "" };
    expect(decode({ type: "Sequence", decoders: [replace, { type: "Fuse" }, regex] }, ["▁", "▁a", "▁b"])).toBe("a b");
    const nested = { type: "Sequence", decoders: [{ type: "Sequence", decoders: [{ type: "Fuse" }] }, dashes] };
    expect(decode(nested, ["-", "-"])).toBe("-");
  });
});
