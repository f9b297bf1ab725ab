import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { fixturePath } from "../../tests/fixtures.ts";
import { architecture, translate } from "../models/index.ts";
import { distinctWeights, type Writes, weights } from "../nn/index.ts";
import { arange, full, liveTensors, release, scope, type Tensor, zeros } from "../tensor/index.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { load, loadModel } from "./load.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-load-"));
afterAll(() => rmSync(root, { recursive: true }));
const gguf = fixturePath("checkpoints/tiny.gguf");
const tiny = fixturePath("llama/tiny");

/** A folder as Hugging Face lays it out, of the tiny LLaMA, with something changed. */
const folder = join(root, "model");
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  copyFileSync(join(tiny, "config.json"), join(folder, "config.json"));
});
function writeJson(name: string, content: unknown): void {
  writeFileSync(join(folder, name), JSON.stringify(content));
}
function writeWeights(change: (tensors: Map<string, Tensor>) => void, name = "model.safetensors"): void {
  scope(() => {
    const { tensors } = readSafetensors(join(tiny, "model.safetensors"));
    change(tensors);
    writeSafetensors(join(folder, name), tensors);
  });
}

/** Weights by Hugging Face's names. */
function named(model: Writes, kind: string): Map<string, Tensor> {
  const { names } = architecture(kind).huggingFace!;
  return new Map(
    [...distinctWeights(model)].map(([path, weight]) => [translate(names, path, { reverse: true })!, weight]),
  );
}
function expectSame(model: Writes, kind: string, file: string): void {
  const expected = readSafetensors(file).tensors;
  const found = named(model, kind);
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [name, weight] of found) expect(weight.data()).toEqual(expected.get(name)!.data());
}

function tied(model: Writes): boolean {
  const all = new Map(weights(model));
  return all.get("head.weight") === all.get("embed.table");
}

describe("load", () => {
  it("gives the weights that transformers reads from the same GGUF file, rows of q and k in its order", async () => {
    const { name, path, model, config, tokenizer } = await load(gguf);
    expect({ name, path }).toEqual({ name: gguf, path: gguf });
    expect(config).toMatchObject({
      kind: "llama",
      width: 32,
      depth: 2,
      heads: 4,
      kvHeads: 2,
      context: 128,
      tied: true,
    });
    expectSame(model, "llama", fixturePath("checkpoints/tiny.safetensors"));
    expect(tokenizer.encode("in the").map((id) => tokenizer.idToToken(id))).toEqual(["in", "Ġthe"]);
    expect(tokenizer.chatTemplate).toBeDefined();
  });

  it("tells nothing of a checkpoint that is read whole", async () => {
    const said: string[] = [];
    const onNote = (line: string) => said.push(line);
    await load(gguf, { onNote });
    for (const path of [gguf, tiny]) loadModel(path, { onNote });
    expect(said).toEqual([]);
  });

  it.each([
    ["llama", "llama/tiny"],
    ["qwen2", "qwen2/tied"],
    ["qwen2", "qwen2/untied"],
  ])("gives the weights of a folder: %s, %s", (kind, name) => {
    const { model, config } = loadModel(fixturePath(name));
    expect(config.kind).toBe(kind);
    expectSame(model, kind, fixturePath(`${name}/model.safetensors`));
  });

  it("keeps a tie a tie", () => {
    const { model } = loadModel(fixturePath("qwen2/tied"));
    expect(tied(model)).toBe(true);
    expect(tied(loadModel(fixturePath("qwen2/untied")).model)).toBe(false);
  });

  it("holds the weights alone, outside of every scope", () => {
    for (const path of [gguf, tiny]) {
      const before = liveTensors();
      const { model } = scope(() => loadModel(path));
      const all = [...distinctWeights(model)].map(([, weight]) => weight);
      expect(liveTensors()).toBe(before + all.length);
      expect(all.every((weight) => Number.isFinite(weight.sum().item()))).toBe(true);
      release(...all);
    }
  });

  it("converts to the dtype that is asked for, and copies nothing where it is the file's", () => {
    for (const path of [gguf, tiny]) {
      const exact = named(loadModel(path).model, "llama");
      for (const [name, weight] of named(loadModel(path, { dtype: "bfloat16" }).model, "llama")) {
        expect(weight.dtype).toBe("bfloat16");
        expect(weight.floats()).toEqual(exact.get(name)!.to("bfloat16").floats());
      }
    }
    const all = new Map(weights(loadModel(tiny).model));
    expect(all.get("embed.table")!.sharesStorage(all.get("head.weight")!)).toBe(true); // one mapping
  });

  it("reads weights in several files", () => {
    const { tensors } = readSafetensors(join(tiny, "model.safetensors"));
    const shard = (name: string) => `part-${name.includes("layers.1") ? 2 : 1}.safetensors`;
    for (const part of ["part-1.safetensors", "part-2.safetensors"]) {
      writeWeights((all) => {
        for (const name of tensors.keys()) if (shard(name) !== part) all.delete(name);
      }, part);
    }
    const weight_map = Object.fromEntries([...tensors.keys()].map((name) => [name, shard(name)]));
    writeJson("model.safetensors.index.json", { metadata: { total_size: 1 }, weight_map });
    expectSame(loadModel(folder).model, "llama", join(tiny, "model.safetensors"));

    const lost = { ...weight_map, "model.norm.weight": "part-2.safetensors" };
    writeJson("model.safetensors.index.json", { weight_map: lost });
    expect(() => loadModel(folder)).toThrow("weight_map.model.norm.weight: part-2.safetensors has no such tensor");
    writeJson("model.safetensors.index.json", {
      weight_map: { ...weight_map, "model.norm.weight": "../x.safetensors" },
    });
    expect(() => loadModel(folder)).toThrow(
      "model.safetensors.index.json: weight_map.model.norm.weight: is no name of a safetensors file",
    );
    writeJson("model.safetensors.index.json", {
      weight_map: { ...weight_map, "model.norm.weight": "part-3.safetensors" },
    });
    expect(() => loadModel(folder)).toThrow("weight_map.model.norm.weight: there is no file part-3.safetensors");
  });
});

describe("a checkpoint that does not fit its config", () => {
  it.each<[string, (tensors: Map<string, Tensor>) => void, string]>([
    [
      "a weight is missing",
      (all) => all.delete("model.layers.1.mlp.up_proj.weight"),
      "model.safetensors: the weight model.layers.1.mlp.up_proj.weight is missing",
    ],
    [
      "a weight is unknown",
      (all) => all.set("model.layers.0.self_attn.q_proj.bias", zeros([32])),
      "model.safetensors: model.layers.0.self_attn.q_proj.bias: this config's llama has no such weight",
    ],
    [
      "a block too many",
      (all) => all.set("model.layers.2.mlp.up_proj.weight", zeros([64, 32])),
      "model.layers.2.mlp.up_proj.weight: this config's llama has no such weight",
    ],
    [
      "a shape differs",
      (all) => all.set("model.norm.weight", zeros([33])),
      "model.norm.weight: its shape is [33], and the config asks for [32]",
    ],
    [
      "a weight of whole numbers",
      (all) => all.set("model.norm.weight", zeros([32], { dtype: "int64" })),
      "model.norm.weight: int64 is no weight's dtype",
    ],
  ])("is refused where %s", (_, change, sentence) => {
    writeWeights(change);
    expect(() => loadModel(folder)).toThrow(CheckpointError);
    expect(() => loadModel(folder)).toThrow(sentence);
  });

  it("may carry what follows from the config", () => {
    writeWeights((all) => all.set("model.layers.0.self_attn.rotary_emb.inv_freq", zeros([4])));
    expectSame(loadModel(folder).model, "llama", join(tiny, "model.safetensors"));
  });

  it("may hold strays, which are told in one line: masks, positions, nothing, other heads, a name twice", () => {
    writeWeights((all) => {
      all.set("model.position_ids", arange(0, 4).to("int64"));
      all.set("model.layers.0.self_attn.bias", zeros([4, 4], { dtype: "bool" }));
      all.set("model.layers.0.nothing", zeros([0, 32]));
      all.set("v_head.summary.weight", zeros([1, 32]));
      all.set("score.weight", zeros([2, 32]));
      all.set("norm.weight", full([32], 9)); // beside model.norm.weight
    });
    const said: string[] = [];
    expectSame(
      loadModel(folder, { onNote: (line) => said.push(line) }).model,
      "llama",
      join(tiny, "model.safetensors"),
    );
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/config\.json: its model has no place for .*: passed over$/);
    for (const name of ["position_ids", "self_attn.bias", "nothing", "v_head", "score.weight", " norm.weight"])
      expect(said[0]).toContain(name);
  });

  it("is refused for want of a weight, whatever strays look like it", () => {
    writeWeights((all) => {
      const whole = [...all];
      all.clear();
      for (const [name, weight] of whole) all.set(`language_model.${name}`, weight);
    });
    expect(() => loadModel(folder)).toThrow(
      /the weight model\.embed_tokens\.weight is missing|too few for the 2 blocks/,
    );
    writeWeights((all) => {
      all.set("score.weight", all.get("lm_head.weight")!);
      all.delete("lm_head.weight");
    });
    expect(() => loadModel(folder)).toThrow("the weight lm_head.weight is missing");
  });

  it.each([
    ["llama", "llama/tiny", /^model\./],
    ["qwen2", "qwen2/untied", /^model\./],
    ["mistral", "architectures/mistral/whole", /^model\./],
    ["gpt2", "architectures/gpt2/tied", /^transformer\./],
  ])("may be a base model's by its names: %s", (kind, name, base) => {
    const source = fixturePath(name);
    copyFileSync(join(source, "config.json"), join(folder, "config.json"));
    scope(() => {
      const { tensors } = readSafetensors(join(source, "model.safetensors"));
      const without = new Map([...tensors].map(([full, weight]) => [full.replace(base, ""), weight]));
      expect([...without.keys()]).not.toEqual([...tensors.keys()]);
      writeSafetensors(join(folder, "model.safetensors"), without);
    });
    const expected = new Map(distinctWeights(loadModel(source).model));
    const { model, config } = loadModel(folder);
    expect(config.kind).toBe(kind);
    for (const [path, weight] of distinctWeights(model))
      expect(weight.data(), path).toEqual(expected.get(path)!.data());
  });
});
