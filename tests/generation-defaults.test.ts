/** What a checkpoint's generation_config.json says holds where the caller says nothing: equal to transformers', here and in a worker. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { loadGeneration, loadModel, loadTokenizer } from "../src/checkpoints/index.ts";
import { LocalLM } from "../src/generation/index.ts";
import { type GenerateOptions, type LanguageModel, open } from "../src/open/index.ts";
import { built, tenon } from "./built.ts";
import { fixture, fixturePath } from "./fixtures.ts";
import { tinyTokenizer, tinyTokenizerFiles } from "./tiny-lm.ts";

const Case = z.strictObject({
  prompt: z.array(z.int()),
  file: z.record(z.string(), z.unknown()),
  tokens: z.array(z.int()),
});
const { cases } = fixture("generation/defaults.json.gz", z.looseObject({ cases: z.array(Case) }));

const folder = mkdtempSync(join(tmpdir(), "tenon-defaults-"));
afterAll(() => rmSync(folder, { recursive: true }));
const tiny = fixturePath("llama/tiny");
copyFileSync(join(tiny, "model.safetensors"), join(folder, "model.safetensors"));
const writeJson = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content));
const { eos_token_id: _, ...silent } = JSON.parse(readFileSync(join(tiny, "config.json"), "utf8"));
writeJson("config.json", silent);
const { "tokenizer.json": json, "tokenizer_config.json": config } = tinyTokenizerFiles();
writeJson("tokenizer.json", json);
writeJson("tokenizer_config.json", { chat_template: (config as { chat_template: string }).chat_template });

const { model } = loadModel(folder);

/** What a model answers by a file: here where nothing else is said. */
async function tokensOf(
  file: object,
  prompt: readonly number[],
  options: GenerateOptions = {},
  opened?: () => Promise<LanguageModel>,
): Promise<readonly number[]> {
  writeJson("generation_config.json", file);
  const tokenizer = loadTokenizer(folder);
  const here = () => new LocalLM({ name: "tiny", model, tokenizer, context: 64, defaults: loadGeneration(folder) });
  const lm = (await opened?.()) ?? here();
  const { tokens } = await lm.generate(tinyTokenizer().decode(prompt), options).completion;
  if (opened !== undefined) await lm.close();
  return tokens;
}

describe("a file's settings without a word from the caller", () => {
  it.each(cases.map((one) => [JSON.stringify(one.file), one] as const))("%s", async (_, { file, prompt, tokens }) => {
    const limit = "max_new_tokens" in file || "max_length" in file ? {} : { maxTokens: 12 };
    const greedy = "do_sample" in file ? {} : { temperature: 0 };
    expect(await tokensOf(file, prompt, { ...limit, ...greedy })).toEqual(tokens);
  });
});

describe("an option of the caller", () => {
  const [{ prompt }] = cases as [z.infer<typeof Case>];
  const file = { do_sample: true, temperature: 0.5, top_p: 0.9, top_k: 40, min_p: 0.01, typical_p: 0.95, seed: 7 };
  const given = { temperature: 0.5, topP: 0.9, topK: 40, minP: 0.01, typicalP: 0.95 };
  const drawn = { maxTokens: 12, seed: 3 };

  it("is what the file stands for", async () => {
    const expected = await tokensOf({}, prompt, { ...given, ...drawn });
    expect(await tokensOf(file, prompt, drawn)).toEqual(expected);
    expect(await tokensOf(file, prompt, { ...drawn, temperature: undefined, topP: undefined })).toEqual(expected);
    expect(await tokensOf({}, prompt, drawn)).not.toEqual(expected);
  });

  it("is what the file stands for in a worker and on the command line too", async () => {
    const expected = await tokensOf({}, prompt, { ...given, ...drawn });
    const { open: opened } = (await import(built("open/index.js").href)) as { open: typeof open };
    expect(await tokensOf(file, prompt, drawn, () => opened(folder, { worker: true }))).toEqual(expected);
    const text = tinyTokenizer().decode(prompt);
    const asked = ["generate", folder, "--prompt", text, "--seed", "3", "--max-tokens", "12", "--json"];
    expect(JSON.parse((await tenon(asked)).stdout).tokens).toEqual(expected);
    writeJson("generation_config.json", { max_new_tokens: 3 });
    expect((await tenon(["chat", folder], `${text}\n`)).stdout.trimEnd()).toHaveLength(3);
    const greedy = await tokensOf({}, prompt, { temperature: 0, maxTokens: 12 });
    writeJson("generation_config.json", file);
    expect(JSON.parse((await tenon([...asked, "--temperature", "0"])).stdout).tokens).toEqual(greedy);
  });

  it.each<[object, GenerateOptions]>([
    [{ max_new_tokens: 3 }, { maxTokens: 5, temperature: 0 }],
    [{ do_sample: false }, { temperature: 2, ...drawn }],
    [{ repetition_penalty: 1.3 }, { repetitionPenalty: 1, maxTokens: 5, temperature: 0 }],
    [
      { do_sample: true, temperature: 0.1 },
      { temperature: 3, ...drawn },
    ],
    [{ stop_strings: ["x"] }, { stop: ["y"], maxTokens: 5, temperature: 0 }],
  ])("wins over %j", async (against, options) => {
    expect(await tokensOf(against, prompt, options)).toEqual(await tokensOf({}, prompt, options));
  });

  it("is asked for where the prompt is as long as the file's max_length", async () => {
    await expect(tokensOf({ max_length: 5 }, prompt)).rejects.toThrow(
      "the prompt has 5 tokens, and the checkpoint's max_length of prompt and answer is 5: give maxTokens",
    );
    expect(await tokensOf({ max_length: 5 }, prompt, { maxTokens: 4, temperature: 0 })).toHaveLength(4);
  });
});

it("a conversation ends where its template ends a turn, and a text does not", async () => {
  const written = cases[0]!.tokens; // of a text, with nothing that ends it
  const template = "{% for m in messages %}{{ m.content }}<stop>{% endfor %}";
  const stop = { id: written[3], content: "<stop>", special: true };
  writeJson("tokenizer.json", {
    ...(json as object),
    added_tokens: [{ ...stop, single_word: false, lstrip: false, rstrip: false, normalized: false }],
  });
  writeFileSync(
    join(folder, "chat_template.jinja"),
    `{{ messages[0].content if messages | length == 1 else "" }}${template.replace("messages", "messages[1:]")}`,
  );
  writeJson("generation_config.json", {});
  const model = await open(folder);
  const text = tinyTokenizer().decode(cases[0]!.prompt);
  const options = { temperature: 0, maxTokens: 12 };
  const asText = await model.generate(text, options).completion;
  const asChat = await model.generate([{ role: "user", content: text }], options).completion;
  expect([asText.tokens, asText.finish]).toEqual([written, "length"]);
  expect([asChat.tokens, asChat.finish]).toEqual([written.slice(0, written.indexOf(written[3]!)), "stop"]);
  await model.close();
});
