import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { tinySentencePieceGguf } from "../../tests/contracts/tiny-sentencepiece.ts";
import { fixturePath } from "../../tests/fixtures.ts";
import { LlamaConfig, llama } from "../models/index.ts";
import { initialize } from "../nn/index.ts";
import { type TokenizerFiles, tokenizerFilesFromGguf } from "../tokenizers/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { convert } from "./convert.ts";
import { load, loadTokenizer } from "./load.ts";
import { save } from "./save.ts";
import { readTokenizerFiles } from "./tokenizer-files.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-sentencepiece-"));
afterAll(() => rmSync(root, { recursive: true }));

const { models } = JSON.parse(gunzipSync(readFileSync(fixturePath("tokenizers/sentencepiece.json.gz"))).toString());
const sizes = { vocabulary: 620, width: 32, depth: 1, heads: 4, kvHeads: 2, hidden: 64, context: 64 };
const TEXTS = ["Hello world, naïve 春眠", "  the train  to Berlin", "a</s>b", ""];

/** A folder with a tiny LLaMA, and of tokenizer files what `write` puts there. */
async function folderWith(name: string, tokenizerFiles?: TokenizerFiles): Promise<string> {
  const folder = join(root, name);
  const model = llama(sizes);
  initialize(model, 3);
  await save(folder, { model, config: LlamaConfig.parse(sizes), ...(tokenizerFiles && { tokenizerFiles }) });
  return folder;
}

describe("a checkpoint with a SentencePiece model in place of tokenizer.json", () => {
  const config = { tokenizer_class: "LlamaTokenizer", legacy: true, add_bos_token: true };

  it("is loaded, and carried into GGUF and back with the same ids", async () => {
    const folder = await folderWith("model");
    writeFileSync(join(folder, "tokenizer.model"), Buffer.from(models["bpe with bytes"].model, "base64"));
    writeFileSync(join(folder, "tokenizer_config.json"), JSON.stringify(config));
    const { tokenizer } = await load(folder, { pull: false });
    const [bos, first] = tokenizer.encode("Hello");
    expect([bos, tokenizer.idToToken(first!)?.[0]]).toEqual([1, "▁"]);
    const [gguf, back] = [join(root, "model.gguf"), join(root, "back")];
    await convert(folder, gguf);
    await convert(gguf, back);
    const others = [join(folder, "tokenizer.model"), folder, gguf, back].map(loadTokenizer);
    for (const other of others) {
      for (const text of TEXTS) expect(other.encode(text)).toEqual(tokenizer.encode(text));
      expect([other.bosId, other.eosId, other.unkId]).toEqual([1, 2, 0]);
    }
    await convert(gguf, join(root, "again.gguf"));
    expect(readFileSync(join(root, "again.gguf")).length).toBe(readFileSync(gguf).length);
  });

  it("is refused in one sentence where the model is damaged, with its path", async () => {
    const folder = await folderWith("damaged");
    writeFileSync(join(folder, "spiece.model"), "not a model");
    expect(() => readTokenizerFiles(folder)).toThrow(CheckpointError);
    expect(() => readTokenizerFiles(folder)).toThrow(`${join(folder, "spiece.model")}: is no SentencePiece model: it`);
  });

  it("has its tokenizer.json read first", async () => {
    const folder = await folderWith("both", tokenizerFilesFromGguf(tinySentencePieceGguf()));
    writeFileSync(join(folder, "tokenizer.model"), "not a model");
    expect(loadTokenizer(folder).tokenToId("▁hello")).toBeDefined();
  });

  it("tells what GGUF guesses as it is loaded", async () => {
    const folder = await folderWith("told", tokenizerFilesFromGguf(tinySentencePieceGguf()));
    const json = JSON.parse(readFileSync(join(folder, "tokenizer.json"), "utf8"));
    const pre_tokenizer = { type: "Metaspace", replacement: "▁", prepend_scheme: "first", split: false };
    writeFileSync(join(folder, "tokenizer.json"), JSON.stringify({ ...json, normalizer: null, pre_tokenizer }));
    const told: string[] = [];
    await convert(folder, join(root, "told.gguf"), { onNote: (line) => told.push(line) });
    expect(told).toContainEqual(expect.stringContaining("GGUF puts a space before text also where one stands already"));
  });
});
