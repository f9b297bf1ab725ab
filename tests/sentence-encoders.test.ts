/** Vectors of a sentence encoder whose files say how they are made: equal to sentence-transformers' `encode`, whatever they say. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { convert, loadModel, readSentenceFiles, readTokenizerFiles, save } from "../src/checkpoints/index.ts";
import { type EmbedOptions, open } from "../src/open/index.ts";
import { fixture, fixturePath, packed } from "./fixtures.ts";

const Case = z.strictObject({
  options: z.looseObject({ pooling_mode: z.unknown() }),
  files: z.record(z.string(), z.string()),
  vectors: packed("float32"),
});
const { texts, cases, tokenizer } = fixture(
  "bert/encoders.json.gz",
  z.looseObject({
    texts: z.array(z.string()),
    cases: z.array(Case),
    tokenizer: z.record(z.string(), z.unknown()),
  }),
);
type Case = z.output<typeof Case>;

const root = mkdtempSync(join(tmpdir(), "tenon-encoders-"));
afterAll(() => rmSync(root, { recursive: true }));

function write(folder: string, files: Readonly<Record<string, unknown>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
}
let made = 0;
function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = join(root, `${made++}`);
  write(folder, { ...tokenizer, ...files });
  for (const name of ["config.json", "model.safetensors"])
    copyFileSync(fixturePath(`bert/tiny/${name}`), join(folder, name));
  return folder;
}
async function embed(folder: string, read: readonly string[] = texts, options: EmbedOptions = {}) {
  const model = await open(folder);
  try {
    return (await model.embed(read, options)).map(([vector]) => vector!);
  } finally {
    await model.close();
  }
}
/** The texts that are not longer than a case reads: what is longer is cut, or refused, as of any model. */
const within = ({ files }: Case) => {
  const longest = Number(JSON.parse(files["tokenizer_config.json"]!).model_max_length);
  return [...texts.keys()].filter((i) => texts[i]!.replaceAll(" ", "").length + 2 <= longest);
};
function expectVectors(found: readonly (readonly number[])[], { vectors }: Case, rows: readonly number[]): void {
  const width = vectors.shape[1]!;
  expect(found.map(({ length }) => length)).toEqual(rows.map(() => width));
  const expected = rows.map((row) => vectors.data.subarray(row * width, (row + 1) * width));
  const largest = Math.max(...found.flatMap((one, i) => one.map((x, j) => Math.abs(x - expected[i]![j]!))));
  expect(largest).toBeLessThan(5e-6);
}

describe("vectors by the files of a sentence encoder", () => {
  it.each(cases.map((one) => [JSON.stringify(one.options), one] as const))("%s", async (_, one) => {
    const rows = within(one);
    expect(rows.length).toBeGreaterThan(0);
    const folder = folderOf(one.files);
    expectVectors(
      await embed(
        folder,
        rows.map((row) => texts[row]!),
      ),
      one,
      rows,
    );
  });

  it("are the same where an older version wrote them", async () => {
    const older = { cls: "cls_token", mean: "mean_tokens", max: "max_tokens", lasttoken: "lasttoken" };
    for (const [mode, name] of Object.entries(older)) {
      const one = cases.find(({ options }) => options.pooling_mode === mode)!;
      const others = Object.values(older).map((other) => [`pooling_mode_${other}`, other === name]);
      const pooling = { word_embedding_dimension: 16, ...Object.fromEntries(others) };
      const modules = ["models.Transformer", "models.Pooling"].map((type, idx) => {
        return { idx, name: `${idx}`, path: idx === 0 ? "" : "1_Pooling", type: `sentence_transformers.${type}` };
      });
      const files = { "modules.json": modules, "1_Pooling/config.json": pooling };
      expectVectors(await embed(folderOf(files)), one, [...texts.keys()]);
    }
  });

  it("are those that the caller asks for, where they ask", async () => {
    const [cls, unit] = ["cls", "mean"].map(
      (mode) => cases.find(({ options }) => options.pooling_mode === mode && options.normalize === (mode === "mean"))!,
    ) as [Case, Case];
    const rows = [...texts.keys()];
    expectVectors(await embed(folderOf(unit.files), texts, { pooling: "first", normalize: false }), cls, rows);
    expectVectors(await embed(folderOf(cls.files), texts, { pooling: "mean", normalize: true }), unit, rows);
  });

  it("are kept by convert and save, to the byte of every file, and leave with a model that has none", async () => {
    const one = cases.find(({ options }) => "include_prompt" in options)!;
    const [folder, converted, saved] = [folderOf(one.files), join(root, "converted"), join(root, "saved")];
    await convert(folder, converted);
    const { model, config } = loadModel(folder, { able: "read" });
    const beside = { tokenizerFiles: readTokenizerFiles(folder), sentenceFiles: readSentenceFiles(folder) };
    await save(saved, { model, config, ...beside });
    for (const place of [converted, saved]) {
      expectVectors(await embed(place), one, [...texts.keys()]);
      for (const [name, text] of Object.entries(one.files)) expect(readFileSync(join(place, name), "utf8")).toBe(text);
    }
    await save(saved, { model, config, tokenizerFiles: beside.tokenizerFiles });
    const plain = await embed(saved);
    expect(plain).toEqual(await embed(folder, texts, { pooling: "mean", normalize: false }));
  });
});

describe("what is not supported or is no sentence encoder", () => {
  const [one] = cases as [Case];
  const modules: object[] = JSON.parse(one.files["modules.json"]!);
  const changed = (name: string, content: unknown) => folderOf({ ...one.files, [name]: content });
  const dense = { idx: 2, name: "2", path: "2_Dense", type: "sentence_transformers.models.Dense" };

  it("is refused by name where a vector is asked for, and not where a pooling is named", async () => {
    const folder = changed("modules.json", [...modules, dense]);
    await expect(embed(folder)).rejects.toThrow(`embed: ${folder} needs Dense, which is not supported: name a pooling`);
    expect((await embed(folder, texts, { pooling: "first" })).length).toBe(texts.length);
    const alone = changed("modules.json", modules.slice(0, 1));
    await expect(embed(alone)).rejects.toThrow("modules in another order than Transformer, Pooling, Normalize");
  });

  it.each<[string, unknown, string]>([
    ["modules.json", {}, "modules.json: is {}, and must be a list"],
    [
      "modules.json",
      [{ path: "../x", type: "Pooling" }],
      'modules.json: 0.path: is "../x", and must be the name of a folder',
    ],
    ["modules.json", [{ path: "" }], "modules.json: 0.type: is missing"],
    ["modules.json", "no JSON", "modules.json: is no JSON"],
    [
      "1_Pooling/config.json",
      { pooling_mode: "median" },
      '1_Pooling/config.json: pooling_mode: is "median", and must be "cls", "max", "mean"',
    ],
    [
      "1_Pooling/config.json",
      { include_prompt: 1 },
      "1_Pooling/config.json: include_prompt: is 1, and must be true or false",
    ],
    ["1_Pooling/config.json", [], "1_Pooling/config.json: is [], and must be an object"],
    [
      "sentence_bert_config.json",
      { max_seq_length: "x" },
      'sentence_bert_config.json: max_seq_length: is "x", and must be a number',
    ],
    ["config_sentence_transformers.json", { default_prompt_name: "q" }, 'default_prompt_name: prompts has no "q"'],
    ["config_sentence_transformers.json", { prompts: { q: 1 } }, "prompts.q: is 1, and must be a text"],
  ])("is refused in one sentence: %s %j", async (name, content, sentence) => {
    await expect(open(changed(name, content))).rejects.toThrow(sentence);
  });
});
