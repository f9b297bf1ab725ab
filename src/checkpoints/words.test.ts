/** Whatever stands in a field of somebody's files, what is said of it names file and field, and is in our words. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { fixturePath } from "../../tests/fixtures.ts";
import { tinyTokenizerFiles } from "../../tests/tiny-lm.ts";
import { scope } from "../tensor/index.ts";
import { findWeights, readShards } from "./files.ts";
import { loadGeneration, loadTokenizer } from "./load.ts";
import { readSafetensors } from "./safetensors.ts";
import { readSentenceFiles, sentenceDefaults } from "./sentence-files.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-words-"));
afterAll(() => rmSync(root, { recursive: true }));

const wrong: readonly unknown[] = [
  "x",
  "",
  -1,
  0,
  1.5,
  1e300,
  true,
  null,
  [],
  ["x"],
  [[]],
  {},
  { a: [1] },
  { type: "x" },
];
const FOREIGN =
  /Invalid (input|option|string)|expected \w+, received|Too (small|big)|Unrecognized key|undefined|\[object|NaN|Cannot read|is not a function|not iterable|Unexpected token|aten::|TORCH_|c10/;

/** A value with each of its places, to some depth, at each wrong value. */
function* spoiled(value: unknown, depth: number): Generator<{ at: string; whole: unknown }> {
  if (typeof value !== "object" || value === null || depth === 0) return;
  const put = (key: string, inner: unknown) =>
    Array.isArray(value) ? value.with(Number(key), inner) : { ...value, [key]: inner };
  for (const key of Object.keys(value).slice(0, MOST)) {
    for (const inner of wrong) yield { at: `${key} ${JSON.stringify(inner)}`, whole: put(key, inner) };
    const within = (value as Record<string, unknown>)[key];
    for (const { at, whole } of spoiled(within, depth - 1)) yield { at: `${key}.${at}`, whole: put(key, whole) };
  }
}
/** Of a vocabulary the first places stand for all. */
const MOST = 8;

/** Reads a folder with each place of a file at each wrong value; how many were refused. */
function sweep(name: string, value: unknown, read: () => unknown, folder: string): number {
  let refused = 0;
  for (const { at, whole } of [
    ...wrong.map((one) => ({ at: JSON.stringify(one), whole: one })),
    ...spoiled(value, 3),
  ]) {
    writeFileSync(join(folder, name), JSON.stringify(whole));
    try {
      scope(read);
    } catch (error) {
      const { message } = error as Error;
      expect(error, `${name}: ${at}: ${(error as Error).stack}`).toMatchObject({
        name: "CheckpointError",
        sentence: true,
      });
      expect(message.startsWith(folder), `${at}: ${message}`).toBe(true);
      expect(message, at).not.toMatch(FOREIGN);
      refused++;
    }
  }
  return refused;
}

function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(root, "folder-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), JSON.stringify(content));
  }
  return folder;
}

describe("what is said of a wrong value in", () => {
  const token = { content: "<end>", lstrip: false, rstrip: false, normalized: false, single_word: false };
  const tokenizer: Readonly<Record<string, unknown>> = {
    "tokenizer.json": tinyTokenizerFiles()["tokenizer.json"],
    "tokenizer_config.json": {
      eos_token: token,
      bos_token: "<end>",
      additional_special_tokens: ["<end>"],
      add_bos_token: true,
      chat_template: [{ name: "default", template: "x" }],
      added_tokens_decoder: { "95": { ...token, special: true } },
    },
    "special_tokens_map.json": { eos_token: token, bos_token: "<end>", additional_special_tokens: [token] },
    "added_tokens.json": { "<end>": 95 },
  };

  it.each(Object.keys(tokenizer))("%s", (name) => {
    const folder = folderOf(tokenizer);
    expect(sweep(name, tokenizer[name], () => loadTokenizer(folder).encode("a b"), folder)).toBeGreaterThan(5);
  });

  it("tokenizer.json of every part", () => {
    const folder = folderOf({});
    expect(sweep("tokenizer.json", tinyJson(), () => loadTokenizer(folder).encode("a b"), folder)).toBeGreaterThan(50);
  });

  it("generation_config.json", () => {
    const folder = folderOf({});
    cpSync(fixturePath("llama/tiny"), folder, { recursive: true });
    const file = {
      eos_token_id: [2, 3],
      temperature: 0.5,
      top_k: 5,
      top_p: 0.5,
      min_p: 0.1,
      do_sample: true,
      max_length: 20,
      min_length: 1,
      repetition_penalty: 1.1,
      suppress_tokens: [1],
      bad_words_ids: [[1, 2]],
      sequence_bias: [[[1], 2]],
      no_repeat_ngram_size: 2,
    };
    expect(sweep("generation_config.json", file, () => loadGeneration(folder), folder)).toBeGreaterThan(50);
  });

  it("model.safetensors.index.json", () => {
    const folder = folderOf({});
    cpSync(join(fixturePath("llama/tiny"), "model.safetensors"), join(folder, "one.safetensors"));
    const names = [...scope(() => readSafetensors(join(folder, "one.safetensors")).tensors.keys())].slice(0, 3);
    const index = {
      metadata: { total_size: 1 },
      weight_map: Object.fromEntries(names.map((name) => [name, "one.safetensors"])),
    };
    const read = () => readShards(findWeights(folder).path);
    expect(sweep("model.safetensors.index.json", index, read, folder)).toBeGreaterThan(20);
  });

  it("the header of a safetensors file", () => {
    const file = join(root, "header.safetensors");
    const header = { __metadata__: { format: "pt" }, a: { dtype: "F32", shape: [2, 1], data_offsets: [0, 8] } };
    let refused = 0;
    for (const { at, whole } of spoiled(header, 4)) {
      const text = Buffer.from(JSON.stringify(whole));
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(text.length));
      writeFileSync(file, Buffer.concat([length, text, Buffer.alloc(8)]));
      try {
        scope(() => readSafetensors(file));
      } catch (error) {
        expect(error, at).toMatchObject({ name: "CheckpointError" });
        expect((error as Error).message, at).not.toMatch(FOREIGN);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(50);
  });

  it("the files of a sentence encoder", () => {
    const files = {
      "modules.json": [
        { idx: 0, name: "0", path: "", type: "sentence_transformers.models.Transformer" },
        { idx: 1, name: "1", path: "1_Pooling", type: "sentence_transformers.models.Pooling" },
      ],
      "1_Pooling/config.json": {
        word_embedding_dimension: 8,
        pooling_mode_mean_tokens: true,
        pooling_mode_cls_token: false,
      },
      "sentence_bert_config.json": { max_seq_length: 8, do_lower_case: false },
    };
    const folder = folderOf(files);
    let refused = 0;
    for (const [name, file] of Object.entries(files)) {
      refused += sweep(name, file, () => sentenceDefaults(folder, readSentenceFiles(folder), {}), folder);
      writeFileSync(join(folder, name), JSON.stringify(file));
    }
    expect(refused).toBeGreaterThan(20);
  });
});
