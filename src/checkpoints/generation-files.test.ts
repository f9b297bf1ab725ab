/** How answers are drawn, as a folder and a GGUF file say it, and what is told where nothing here does it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { LlamaConfig, llama } from "../models/index.ts";
import { initialize } from "../nn/index.ts";
import { readJson } from "./config.ts";
import { convert } from "./convert.ts";
import { readGguf } from "./gguf.ts";
import { load, loadGeneration } from "./load.ts";
import { generationFromGguf, unreadSampling } from "./sampling-keys.ts";
import { save } from "./save.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-generation-"));
afterAll(() => rmSync(root, { recursive: true }));

describe("how answers are drawn, through GGUF", () => {
  const config = LlamaConfig.parse({ vocabulary: 280, width: 8, depth: 1, heads: 2, kvHeads: 2, hidden: 8 });
  const model = initialize(llama(config));
  const ids = { eos_token_id: 1 };

  async function through(file: object) {
    const [folder, gguf, back] = [join(root, "from"), join(root, "model.gguf"), join(root, "back")];
    const generation = { ...ids, ...file };
    await save(folder, {
      model,
      config,
      tokenizerFiles: { "tokenizer.json": tinyJson(), "generation_config.json": generation },
    });
    const lines: string[] = [];
    await convert(folder, gguf, { onNote: (line) => lines.push(line) });
    await convert(gguf, back);
    const told = lines.filter((line) => !line.startsWith("weight"));
    return { gguf, told, before: loadGeneration(folder), at: loadGeneration(gguf), back: loadGeneration(back) };
  }

  it.each([
    [{ do_sample: true, temperature: 0.6, top_k: 20, top_p: 0.95, min_p: 0.05, repetition_penalty: 1.05 }],
    [{ do_sample: false }],
    [{ do_sample: true }],
    [{ temperature: 0.7 }],
    [{}],
  ])("is the same before, there and behind: %j", async (file) => {
    const { told, before, at, back } = await through(file);
    expect([told, at, back]).toEqual([[], before, before]);
    expect(readJson(join(root, "back", "generation_config.json"))).toMatchObject(
      "temperature" in file || "do_sample" in file ? { do_sample: true, ...file } : ids,
    );
  });

  it("stands under the keys and types that llama.cpp reads", async () => {
    const { gguf } = await through({ do_sample: true, temperature: 0.5, top_k: 20, repetition_penalty: 1.5 });
    const { metadata } = readGguf(gguf);
    expect(metadata).toMatchObject({
      "general.sampling.temp": 0.5,
      "general.sampling.top_k": 20,
      "general.sampling.penalty_repeat": 1.5,
      "general.sampling.penalty_last_n": -1,
    });
    expect(unreadSampling(metadata)).toEqual([]);
  });

  it("names what is lost", async () => {
    const { told } = await through({ do_sample: true, suppress_tokens: [3], max_new_tokens: 9 });
    expect(told).toEqual([
      "generation_config.json: left out, since a GGUF file has no key for it: max_new_tokens, suppress_tokens",
    ]);
  });

  it("names what llama.cpp does besides, and reads the shortest number", () => {
    const metadata = {
      "general.sampling.temp": Math.fround(0.6),
      "general.sampling.mirostat": 2,
      "general.sampling.mirostat_tau": 5,
      "general.sampling.xtc_probability": 0,
      "general.sampling.sequence": "k;p",
      "general.sampling.penalty_last_n": 64,
    };
    expect(generationFromGguf(metadata)).toEqual({ do_sample: true, temperature: 0.6 });
    expect(unreadSampling(metadata)).toEqual([
      ...["general.sampling.mirostat", "general.sampling.sequence", "general.sampling.penalty_last_n"],
    ]);
  });
});

it("what is passed over is told when a model is loaded", async () => {
  const folder = join(root, "told");
  const config = LlamaConfig.parse({ vocabulary: 280, width: 8, depth: 1, heads: 2, kvHeads: 2, hidden: 8 });
  const generation = { eos_token_id: 1, num_beams: 4, temperature: 0.3 };
  await save(folder, {
    model: initialize(llama(config)),
    config,
    tokenizerFiles: { "tokenizer.json": tinyJson(), "generation_config.json": generation },
  });
  const lines: string[] = [];
  const { generation: read } = await load(folder, { onNote: (line) => lines.push(line) });
  expect(lines).toEqual([
    `${join(folder, "generation_config.json")}: passed over, since nothing here does it: num_beams`,
  ]);
  expect(read).toEqual({ settings: { temperature: 0.3 }, constraints: {} });
});
