/** What `config.json` and an index say of a model: told where nothing reads it, refused where it cannot be. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { mutated } from "../../tests/mutations.ts";
import { distinctWeights } from "../nn/index.ts";
import { release } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { readJson } from "./config.ts";
import { writeGguf } from "./gguf-writing.ts";
import { loadModel } from "./load.ts";
import { readSafetensors } from "./safetensors.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-load-config-"));
afterAll(() => rmSync(root, { recursive: true }));
const tiny = fixturePath("llama/tiny");

/** A folder as Hugging Face lays it out, of the tiny LLaMA. */
const folder = join(root, "model");
function writeConfig(change: object): void {
  const config = { ...(readJson(join(tiny, "config.json")) as object), ...change };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
}

describe("what a folder says of its model", () => {
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const name of ["config.json", "model.safetensors"]) copyFileSync(join(tiny, name), join(folder, name));
  });

  it("is named once where nobody here reads it", () => {
    writeConfig({ rope_interleaved: false, is_llama_config: true });
    const said: string[] = [];
    loadModel(folder, { onNote: (line) => said.push(line) });
    expect(said).toEqual([
      `${join(folder, "config.json")}: passed over, since nothing here reads it: rope_interleaved, is_llama_config`,
    ]);
  });

  it.each<[string, object | string, string]>([
    [
      "an architecture that we have not",
      { model_type: "mamba" },
      'config.json: model_type: "mamba" is not supported (known: bert, gpt2, llama, mistral, qwen2)',
    ],
    ["no architecture", { model_type: undefined }, "config.json: model_type: is missing"],
    ["no depth", { num_hidden_layers: undefined }, "config.json: num_hidden_layers: is missing"],
    [
      "a depth in words",
      { num_hidden_layers: "two" },
      'config.json: num_hidden_layers: is "two", and must be a number',
    ],
    [
      "deeper than its weights",
      { num_hidden_layers: 2 ** 40 },
      "model.safetensors: holds 21 weights, which is too few for the 1099511627776 blocks of the config",
    ],
    [
      "wider than can be counted",
      { intermediate_size: 2 ** 53 - 1 },
      "config.json: a weight of shape [9007199254740991, 32] has more elements than can be counted",
    ],
    ["half a block", { num_hidden_layers: 1.5 }, "config.json: num_hidden_layers: is 1.5, and must be a whole number"],
    [
      "scaled positions",
      { rope_scaling: { type: "linear" } },
      'config.json: rope_scaling: is {"type":"linear"}, and scaled rotary positions are not supported',
    ],
    [
      "heads that do not divide",
      { num_key_value_heads: 3 },
      "config.json: num_attention_heads: is 4, and must be a multiple of num_key_value_heads, 3",
    ],
    ["no JSON", "{", "config.json: is no JSON"],
    ["a list", "[]", "config.json: is [], and must be an object"],
  ])("is refused where it is %s", (_, change, sentence) => {
    if (typeof change === "string") writeFileSync(join(folder, "config.json"), change);
    else writeConfig(change);
    expect(() => loadModel(folder)).toThrow(CheckpointError);
    expect(() => loadModel(folder)).toThrow(join(folder, sentence));
  });

  it("meets every damage of config.json and index with a sentence or a model", () => {
    const weight_map = Object.fromEntries(
      [...readSafetensors(join(folder, "model.safetensors")).tensors.keys()].map((name) => [name, "part.safetensors"]),
    );
    copyFileSync(join(folder, "model.safetensors"), join(folder, "part.safetensors"));
    rmSync(join(folder, "model.safetensors"));
    const whole = {
      "config.json": Buffer.from(JSON.stringify(readJson(join(tiny, "config.json")))),
      "model.safetensors.index.json": Buffer.from(JSON.stringify({ weight_map })),
    };
    let refused = 0;
    for (const [name, bytes] of Object.entries(whole)) {
      for (const [other, content] of Object.entries(whole)) writeFileSync(join(folder, other), content);
      for (const damaged of mutated(bytes, bytes.length, 200)) {
        writeFileSync(join(folder, name), damaged);
        try {
          const { model } = loadModel(folder);
          release(...[...distinctWeights(model)].map(([, weight]) => weight));
        } catch (error) {
          expect(error).toBeInstanceOf(CheckpointError);
          expect((error as Error).message).toMatch(/^[^\n]{10,}$/);
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(200);
  });
});

it.each<[string, Record<string, string>, string]>([
  ["no architecture", {}, "is missing"],
  ["one that we have not", { "general.architecture": "mamba" }, '"mamba" is not supported'],
])("a GGUF file is refused where it says %s", (_, metadata, sentence) => {
  const path = join(root, "model.gguf");
  writeGguf(path, metadata, new Map());
  expect(() => loadModel(path)).toThrow(`${path}: general.architecture: ${sentence} (known: llama, qwen2)`);
});
