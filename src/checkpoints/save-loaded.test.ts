/** What `load` gives is what `save` takes: a model with its tokenizer, from a folder or a GGUF file into a folder or a GGUF file. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { architecture, architectures } from "../models/index.ts";
import { distinctWeights, initialize, type Module, reads } from "../nn/index.ts";
import { type TokenizerFiles, tokenizerFromJson, trainUnigram } from "../tokenizers/index.ts";
import { load, loadModel } from "./load.ts";
import { save } from "./save.ts";
import { readTokenizerFiles } from "./tokenizer-files.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-save-loaded-"));
afterAll(() => rmSync(root, { recursive: true }));

const TEXTS = ["hello world 12", "a tenon fits a mortise", "榫", ""];
const read = Array.from({ length: 40 }, () => TEXTS).flat();
const ends = { bos: "<s>", eos: "</s>", unk: "<unk>" };
const generation = { do_sample: true, temperature: 0.25 };
const tokenizers: Record<string, TokenizerFiles> = {
  "byte-level BPE": {
    "tokenizer.json": tinyJson(),
    "tokenizer_config.json": { bos_token: "<s>", eos_token: "</s>", chat_template: "{{ messages }}" },
    "generation_config.json": { ...generation, eos_token_id: 1 },
  },
  Unigram: {
    ...trainUnigram(read, { vocabularySize: 300, specialTokens: Object.values(ends), roles: ends }).files,
    "generation_config.json": generation,
  },
};

const sizes = { vocabulary: 320, width: 16, depth: 1, heads: 2, kvHeads: 2, hidden: 32, context: 64 };
const valuesOf = (model: Module) => [...distinctWeights(model)].map(([path, weight]) => [path, weight.floats()]);

const kinds = architectures.filter((one) => one.huggingFace !== undefined && one.kind !== "bert");
const cases = [...kinds.map(({ kind }) => [kind, "byte-level BPE"] as const), ["llama", "Unigram"] as const];
describe.each(cases)("a %s with a tokenizer of %s", (kind, cut) => {
  const { config: schema, build, gguf } = architecture(kind);
  const config = schema.parse(Object.fromEntries(Object.entries(sizes).filter(([name]) => name in schema.shape)));
  const tokenizer = tokenizerFromJson(tokenizers[cut]!);

  it.each([[["folder", "model.gguf", "again", "again.gguf"]], [["model.gguf", "folder", "folder.gguf", "again"]]])(
    "goes through %j, where it has such a form",
    async (all) => {
      const places = all.filter((place) => !place.endsWith(".gguf") || gguf !== undefined);
      const model = initialize(build(config), 3);
      let saved: Parameters<typeof save>[1] = { model, config, tokenizer };
      for (const place of places) {
        const path = join(root, kind, cut, all[0]!, place);
        await save(path, saved);
        const again = await load(path);
        expect(valuesOf(again.model)).toEqual(valuesOf(model));
        for (const text of TEXTS) expect(again.tokenizer.encode(text)).toEqual(tokenizer.encode(text));
        expect([...again.tokenizer.turnEnds]).toEqual([...tokenizer.turnEnds]);
        expect([...again.tokenizer.chatTemplates.sources]).toEqual([...tokenizer.chatTemplates.sources]);
        expect(again.generation.settings).toMatchObject({ temperature: 0.25 });
        expect(tokenizerFromJson(readTokenizerFiles(path)).encode(TEXTS[0]!)).toEqual(tokenizer.encode(TEXTS[0]!));
        saved = again;
      }
    },
  );
});

it("names what a folder without a tokenizer is good for, and an option that there is not", async () => {
  const config = architecture("llama").config.parse(sizes);
  const model = initialize(architecture("llama").build(config), 3);
  const folder = join(root, "bare");
  await save(folder, { model, config });
  expect(reads(loadModel(folder).model)).toBe(true);
  await expect(load(folder)).rejects.toThrow(`${folder}: holds no tokenizer: none of tokenizer.json, tokenizer.model`);
  await expect(Reflect.apply(save, undefined, [folder, { model, config, tokeniser: 1 }])).rejects.toThrow(
    "save: tokeniser: is not a field known here (did you mean tokenizer?)",
  );
});
