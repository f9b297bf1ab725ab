/** What the files of a sentence encoder mean; vectors that come of it are compared in tests/sentence-encoders.test.ts. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readSentenceFiles, sentenceDefaults } from "./sentence-files.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-sentences-"));
afterAll(() => rmSync(root, { recursive: true }));

const module = (kind: string, path = "") => ({ path, type: `sentence_transformers.models.${kind}` });
const [transformer, pooling] = [module("Transformer"), module("Pooling", "1_Pooling")];
const usual = [transformer, pooling];
const idle = { normalize: false, lowerCase: false, prompt: "", includePrompt: true, unsupported: "" };

/** What files mean beside the usual modules. */
const meaning = (files: Readonly<Record<string, unknown>>, tokenizer?: unknown) =>
  sentenceDefaults("folder", { "modules.json": usual, ...files }, tokenizer);

describe("files of a sentence encoder", () => {
  it("say nothing where there is no list of modules", () => {
    expect(sentenceDefaults("folder", {})).toBeUndefined();
    expect(meaning({})).toEqual({ ...idle, pooling: ["mean"] });
  });

  it.each([
    [{ pooling_mode: "cls" }, ["first"]],
    [{ pooling_mode: ["max", "mean"] }, ["max", "mean"]],
    [{ pooling_mode: "mean_sqrt_len_tokens" }, ["mean-sqrt-length"]],
    [{ pooling_mode: "weightedmean" }, ["weighted-mean"]],
    [{ pooling_mode: "lasttoken", pooling_mode_mean_tokens: true }, ["last"]],
    [{ pooling_mode_cls_token: true, pooling_mode_mean_tokens: false }, ["first"]],
    [{ pooling_mode_max_tokens: true, pooling_mode_mean_tokens: true }, ["max", "mean"]],
    [{ pooling_mode_mean_sqrt_len_tokens: true, pooling_mode_lasttoken: true }, ["mean-sqrt-length", "last"]],
    [{ pooling_mode_weightedmean_tokens: true }, ["weighted-mean"]],
    [{ pooling_mode_mean_tokens: false }, ["mean"]],
  ])("say how tokens become a vector, in either spelling: %j", (config, expected) => {
    expect(meaning({ "1_Pooling/config.json": config })?.pooling).toEqual(expected);
  });

  it.each<[object, object | undefined, object]>([
    [{ "sentence_bert_config.json": { max_seq_length: 7 } }, { model_max_length: 9 }, { maxLength: 7 }],
    [{}, { model_max_length: 9 }, { maxLength: 9 }],
    [{ "sentence_bert_config.json": { do_lower_case: true } }, undefined, { lowerCase: true }],
    [{ "1_Pooling/config.json": { include_prompt: false } }, undefined, { includePrompt: false }],
    [{ "config_sentence_transformers.json": { prompts: { q: "query: " } } }, undefined, { prompt: "" }],
    [
      { "config_sentence_transformers.json": { prompts: { q: "query: " }, default_prompt_name: "q" } },
      undefined,
      { prompt: "query: " },
    ],
  ])("say how long a text may be, and what is done to it: %j, %j", (files, tokenizer, said) => {
    expect(meaning({ ...files }, tokenizer)).toEqual({ ...idle, pooling: ["mean"], ...said });
  });

  it.each([
    [[...usual, module("Normalize")], { normalize: true, unsupported: "" }],
    [[...usual, module("Normalize"), module("Normalize")], { normalize: true, unsupported: "" }],
    [[...usual, module("Dense")], { normalize: false, unsupported: "Dense" }],
    [
      [pooling, transformer],
      { unsupported: "modules in another order than Transformer, Pooling, Normalize (Pooling, Transformer)" },
    ],
    [[transformer], { unsupported: expect.stringMatching(/^modules in another order/) }],
  ])("say what stands behind one another: %j", (modules, said) => {
    expect(sentenceDefaults("folder", { "modules.json": modules })).toMatchObject(said);
  });

  it("are refused where the prompt that they name is none", () => {
    const prompts = { "config_sentence_transformers.json": { prompts: {}, default_prompt_name: "q" } };
    expect(() => meaning(prompts)).toThrow(
      'folder/config_sentence_transformers.json: default_prompt_name: prompts has no "q"',
    );
  });

  it("are found by the modules that are listed, and by their own names", () => {
    const files: Record<string, unknown> = {
      "modules.json": usual,
      "1_Pooling/config.json": { pooling_mode: "cls" },
      "config_sentence_transformers.json": {},
      "sentence_bert_config.json": {},
    };
    const others = { "2_Other/config.json": {}, "config.json": {}, "sentences.json": {}, "tokenizer.json": {} };
    for (const [name, content] of Object.entries({ ...files, ...others })) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), JSON.stringify(content));
    }
    expect(readSentenceFiles(root)).toEqual(files);
    rmSync(join(root, "1_Pooling/config.json"));
    expect(Object.keys(readSentenceFiles(root))).not.toContain("1_Pooling/config.json");
    rmSync(join(root, "modules.json"));
    expect(readSentenceFiles(root)).toEqual({});
  });
});
