import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { fixture } from "../../tests/fixtures.ts";
import { LlamaConfig, llama } from "../models/index.ts";
import { initialize } from "../nn/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { readJson } from "./config.ts";
import { convert } from "./convert.ts";
import { readGeneration } from "./generation-config.ts";
import { readGguf } from "./gguf.ts";
import { load, loadGeneration } from "./load.ts";
import { generationFromGguf, unreadSampling } from "./sampling-keys.ts";
import { save } from "./save.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-generation-"));
afterAll(() => rmSync(root, { recursive: true }));
const read = (file: unknown) => readGeneration("generation_config.json", file);

describe("each field of transformers' GenerationConfig", () => {
  const { fields } = fixture("generation/defaults.json.gz", z.looseObject({ fields: z.array(z.string()) }));
  /** A value that asks for something, of the type that a field has. */
  const asks: Readonly<Record<string, unknown>> = {
    ...{ do_sample: false, temperature: 0.5, top_k: 3, top_p: 0.5, min_p: 0.5, typical_p: 0.5 },
    ...{ repetition_penalty: 1.5, max_new_tokens: 3, max_length: 9, min_new_tokens: 2, min_length: 2 },
    ...{ stop_strings: "x", suppress_tokens: [1], begin_suppress_tokens: [1], no_repeat_ngram_size: 2 },
    ...{ bad_words_ids: [[1, 2]], sequence_bias: [[[1], 2.5]] },
  };
  const idle = { settings: {}, constraints: {} };

  it("is honoured, passed over by name, or known to change nothing", () => {
    const honoured = fields.filter((name) => name in asks);
    expect(honoured.length).toBe(Object.keys(asks).length);
    for (const name of honoured) {
      const { passedOver, ...said } = read({ [name]: asks[name] });
      expect({ name, passedOver, idle: JSON.stringify(said) === JSON.stringify(idle) }).toEqual({
        name,
        passedOver: [],
        idle: false,
      });
    }
    const others = fields.filter((name) => !(name in asks));
    const told = others.filter((name) => read({ [name]: { some: "thing" } }).passedOver.length > 0);
    expect(told).toEqual(
      [
        ...["constraints", "dola_layers", "encoder_no_repeat_ngram_size", "encoder_repetition_penalty"],
        ...["epsilon_cutoff", "eta_cutoff", "exponential_decay_length_penalty", "force_words_ids"],
        ...["forced_bos_token_id", "forced_eos_token_id", "guidance_scale", "max_time", "num_beam_groups", "num_beams"],
        ...["num_return_sequences", "penalty_alpha", "remove_invalid_values", "token_healing", "top_h"],
        "watermarking_config",
      ].sort(),
    );
    expect(read({ never_heard_of: 1 }).passedOver).toEqual(["never_heard_of"]);
  });

  it("asks for nothing where it is null, or the value that changes nothing", () => {
    for (const name of fields) expect(read({ [name]: null })).toEqual({ ...idle, passedOver: [] });
    const neutral = {
      ...{ top_k: 0, top_p: 1, min_p: 0, typical_p: 1, repetition_penalty: 1, no_repeat_ngram_size: 0, min_length: 0 },
      ...{ num_beams: 1, num_return_sequences: 1, guidance_scale: 1, penalty_alpha: 0, suppress_tokens: [] },
      ...{ bad_words_ids: [], stop_strings: [], min_new_tokens: 0, max_length: 0, epsilon_cutoff: 0.0, eta_cutoff: 0 },
    };
    expect(read(neutral)).toEqual({ ...idle, passedOver: [] });
    expect(read(undefined)).toEqual({ ...idle, passedOver: [] });
  });

  it.each<[object, object]>([
    [{ do_sample: false, temperature: 0.6 }, { temperature: 0 }],
    [{ do_sample: true }, { temperature: 1 }],
    [{ temperature: 0.6 }, { temperature: 0.6 }],
    [{ top_p: 0.9 }, { topP: 0.9 }],
    [
      { do_sample: true, top_p: 0 },
      { temperature: 1, topK: 1 },
    ],
    [{ top_k: -1 }, {}],
    [{ stop_strings: ["a", ""] }, { stop: ["a"] }],
  ])("means what it means to transformers and vLLM: %j", (file, settings) => {
    expect(read(file).settings).toEqual(settings);
  });

  it.each<[object, string]>([
    [{ temperature: "hot" }, 'temperature: is "hot", and must be a number, at least 0'],
    [{ temperature: -1 }, "temperature: is -1, and must be a number, at least 0"],
    [{ top_p: 1.5 }, "top_p: is 1.5, and must be a number from 0 to 1"],
    [{ typical_p: 0 }, "typical_p: is 0, and must be a number above 0, at most 1"],
    [{ repetition_penalty: 0 }, "repetition_penalty: is 0, and must be a number above 0"],
    [{ max_new_tokens: 2.5 }, "max_new_tokens: is 2.5, and must be a whole number, at least 0"],
    [{ suppress_tokens: "1" }, 'suppress_tokens: is "1", and must be a list of ids'],
    [{ bad_words_ids: [1] }, "bad_words_ids: is [1], and must be a list of lists of ids"],
    [{ sequence_bias: [[1, 2]] }, "sequence_bias: is [[1,2]], and must be a list of pairs, ids and a number"],
    [{ do_sample: "no" }, 'do_sample: is "no", and must be true or false'],
    [{ stop_strings: [1] }, "stop_strings: is [1], and must be a text or a list of texts"],
  ])("is refused in one sentence: %j", (file, sentence) => {
    expect(() => read(file)).toThrow(`generation_config.json: ${sentence}`);
  });

  it("is read or refused, whatever it holds, and never by another error", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 20_000; i++) deep = [deep];
    const odd = [
      deep,
      {},
      [],
      [[]],
      [[[]]],
      [[[], 1]],
      [null],
      "",
      "x",
      -1,
      0,
      0.5,
      1e308,
      -1e308,
      true,
      [1e99],
      [[1e99]],
    ];
    for (const name of [...fields, "strange", "__proto__", "constructor"]) {
      for (const value of odd) {
        try {
          const { constraints } = read(Object.fromEntries([[name, value]]));
          expect(constraints.biases?.every(({ tokens }) => tokens.length > 0) ?? true).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(CheckpointError);
          expect((error as Error).message.length).toBeLessThan(600);
        }
      }
    }
  });

  it("is refused where the file is no object", () => {
    for (const file of [[], "x", 3, null])
      expect(() => read(file)).toThrow(/^generation_config\.json: is .*, and must be an object$/);
  });
});

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
