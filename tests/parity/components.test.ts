/** Single normalizers and pre-tokenizers make of lines what Hugging Face's make of them (tools/component_parity.py). */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { NormalizerConfig, normalizerOf } from "../../src/tokenizers/normalizers.ts";
import { PreTokenizerConfig, preTokenizerOf } from "../../src/tokenizers/pre-tokenizers.ts";
import { fixture } from "../fixtures.ts";
import { hardLines, sha256 } from "./hard-lines.ts";

const Cases = z.array(z.strictObject({ config: z.unknown(), texts: z.array(z.string()) }));
const { normalizers, preTokenizers } = fixture(
  "tokenizers/components.json.gz",
  z.strictObject({ normalizers: Cases, preTokenizers: Cases }),
);
const texts = hardLines().filter((_, i) => i < 8_600 && i % 40 === 0);
const named = (cases: z.output<typeof Cases>) =>
  cases.map(({ config, texts }): [string, unknown, string[]] => [JSON.stringify(config), config, texts]);
const apart = (expected: readonly string[], make: (text: string) => string) =>
  texts.filter((text, i) => sha256(make(text), 8) !== expected[i]);

describe("components agree with Hugging Face's, on 215 lines", () => {
  it.each(named(normalizers))("normalizer %s", (_, config, expected) => {
    const normalizer = normalizerOf(NormalizerConfig.parse(config));
    expect(apart(expected, (text) => normalizer.normalize(text))).toEqual([]);
    for (const text of texts) {
      const length = normalizer.normalize(text).length;
      expect(normalizer.align(text)?.starts.length ?? text.length).toBe(length);
    }
  });

  it.each(named(preTokenizers))("pre-tokenizer %s", (_, config, expected) => {
    const { cut } = preTokenizerOf(PreTokenizerConfig.parse(config));
    expect(
      apart(expected, (text) =>
        cut(text)
          .map((piece) => piece.text)
          .join("\0"),
      ),
    ).toEqual([]);
    const isRewritten = JSON.stringify(config).includes("Metaspace");
    for (const text of isRewritten ? [] : texts)
      for (const piece of cut(text)) expect(text.startsWith(piece.text, piece.start)).toBe(true);
  });
});
