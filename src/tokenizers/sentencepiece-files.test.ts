import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { describeTokenizer } from "../../tests/contracts/tokenizer.ts";
import { tokenizerFilesFromSentencePiece } from "./sentencepiece-files.ts";
import { tokenizerFromJson } from "./tokenizer-json.ts";

interface Row {
  text: string;
  ids: number[];
  pieces?: string[];
  decoded?: string | null;
}
interface Fixture {
  models: Record<string, { model: string; rows: Row[] }>;
  classes: { model: string; kind: string; config: object; size: number; pair: number[]; rows: Row[] }[];
}

// By tools/sentencepiece_parity.py.
const path = new URL("../../tests/fixtures/tokenizers/sentencepiece.json.gz", import.meta.url);
const { models, classes }: Fixture = JSON.parse(gunzipSync(readFileSync(path)).toString());
const bytesOf = (name: string) => Uint8Array.from(Buffer.from(models[name]!.model, "base64"));
const read = (name: string, config: object = {}) =>
  tokenizerFromJson(
    tokenizerFilesFromSentencePiece(bytesOf(name), "tokenizer.model", { "tokenizer_config.json": config }),
  );

/**
 * What tokenizer.json cannot say: what stands at the edge of a text and what at a symbol within, and that bytes are spelled and
 * never read.
 */
const BEYOND: Readonly<Record<string, RegExp>> = {
  "unigram with symbols": /^<sep>| <sep>$/,
  "bpe with symbols": /^ |^<sep>/,
  "unigram with bytes": /<0x/,
};
/** transformers 5 takes a space in front for the one that it would put there, SentencePiece and LLaMA's own file do not. */
const LEGACY = /(^|>)[ ▁]/;

describe("a tokenizer.model without tokenizer.json", () => {
  it.each(Object.keys(models))("gives the ids and texts of sentencepiece: %s", (name) => {
    const tokenizer = read(name);
    for (const { text, ids, pieces, decoded } of models[name]!.rows) {
      if (BEYOND[name]?.test(text)) continue;
      const found = tokenizer.encode(text, { parseSpecialTokens: false });
      expect([text, found.map((id) => tokenizer.idToToken(id))]).toEqual([text, pieces]);
      expect(found).toEqual(ids);
      if (decoded != null) expect([text, tokenizer.decode(ids)]).toEqual([text, decoded]);
    }
  });

  it.each(classes.map((row) => [row.kind, row] as const))("gives the ids of AutoTokenizer: %s", (_, row) => {
    const tokenizer = read(row.model, row.config);
    expect(tokenizer.vocabularySize).toBe(row.size);
    for (const { text, ids } of row.rows) {
      if ("legacy" in row.config && LEGACY.test(text)) continue;
      expect([text, tokenizer.encode(text)]).toEqual([text, ids]);
    }
    expect(tokenizer.encodePair("Hello", "world").ids).toEqual(row.pair);
  });
});

describeTokenizer("LLaMA's shape from tokenizer.model", () =>
  read("bpe with bytes", { tokenizer_class: "LlamaTokenizer", legacy: true, add_bos_token: true }),
);
