import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { fixturePath } from "../../tests/fixtures.ts";
import { LlamaConfig, llama } from "../models/index.ts";
import { distinctWeights, initialize, Linear } from "../nn/index.ts";
import { full } from "../tensor/index.ts";
import { tokenizerFromJson } from "../tokenizers/index.ts";
import { readJson } from "./config.ts";
import { convert } from "./convert.ts";
import { load, loadModel } from "./load.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";
import { save } from "./save.ts";
import { readTokenizerFiles } from "./tokenizer-files.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-save-"));
afterAll(() => rmSync(root, { recursive: true }));

describe("save", () => {
  it.each(["llama/tiny", "qwen2/tied", "qwen2/untied"])("writes %s so that it reads back the same", async (name) => {
    const folder = join(root, name);
    const { model, config } = loadModel(fixturePath(name));
    await save(folder, { model, config });
    const again = loadModel(folder);
    expect(again.config).toEqual(config);
    const read = [...distinctWeights(again.model)];
    expect(read.map(([path]) => path)).toEqual([...distinctWeights(model)].map(([path]) => path));
    for (const [i, [, weight]] of [...distinctWeights(model)].entries())
      expect(read[i]![1].data()).toEqual(weight.data());
    expect(readdirSync(folder).sort()).toEqual(["config.json", "model.safetensors"]);
  });

  it("stores a tie once, in the names and with the config that transformers reads", async () => {
    const folder = join(root, "tie");
    await save(folder, loadModel(fixturePath("checkpoints/tiny.gguf"), { dtype: "bfloat16" }));
    const { metadata, tensors } = readSafetensors(join(folder, "model.safetensors"));
    expect(metadata).toEqual({ format: "pt" });
    expect(tensors.has("model.embed_tokens.weight")).toBe(true);
    expect(tensors.has("lm_head.weight")).toBe(false);
    expect(tensors.get("model.norm.weight")!.dtype).toBe("bfloat16");
    expect(readJson(join(folder, "config.json"))).toMatchObject({
      architectures: ["LlamaForCausalLM"],
      model_type: "llama",
      tie_word_embeddings: true,
      torch_dtype: "bfloat16",
    });
  });

  it("writes a tokenizer beside the model, which is then loaded whole", async () => {
    const files = {
      "tokenizer.json": readJson(fixturePath("tokenizers/gpt2.tokenizer.json")),
      "chat_template.jinja": "榫{{ 1 }}",
      "additional_chat_templates/tool_use.jinja": "榫{{ 2 }}",
    };
    const folder = join(root, "whole");
    await save(folder, { ...loadModel(fixturePath("llama/tiny")), tokenizerFiles: files });
    expect(readTokenizerFiles(folder)).toMatchObject(files);
    const { model, tokenizer } = await load(folder);
    expect(model.blocks.length).toBe(2);
    expect(tokenizer.encode("a joint")).toEqual(tokenizerFromJson(files).encode("a joint"));
    expect([...tokenizer.chatTemplates.sources]).toEqual([
      ["default", "榫{{ 1 }}"],
      ["tool_use", "榫{{ 2 }}"],
    ]);
    expect((await load(join(folder, "model.safetensors"))).path).toBe(join(folder, "model.safetensors"));
  });

  it("writes the GGUF file that the folder is converted to", async () => {
    const tokenizer = tinyJson();
    const config = LlamaConfig.parse({ vocabulary: 273, width: 32, depth: 1, heads: 4, kvHeads: 2, hidden: 64 });
    const saved = { model: initialize(llama(config)), config, tokenizerFiles: { "tokenizer.json": tokenizer } };
    const [folder, converted, direct] = ["model", "converted/model.gguf", "direct/model.gguf"].map((name) =>
      join(root, name),
    );
    await save(folder!, saved);
    for (const quantize of ["F32", "Q8_0"] as const) {
      await convert(folder!, converted!, { quantize });
      await save(direct!, { ...saved, quantize });
      expect(readFileSync(direct!).equals(readFileSync(converted!))).toBe(true);
    }
    await expect(save(direct!, { model: saved.model, config })).rejects.toThrow(
      "model.gguf: a GGUF file holds a tokenizer: give one",
    );
  });

  it("refuses a model that is not what its config says", async () => {
    const { config } = loadModel(fixturePath("llama/tiny"));
    await expect(save(root, { model: new Linear(2, 2), config })).rejects.toThrow(
      `${root}: weight: llama has no such weight`,
    );
  });

  it.each([
    ["its first write", "writeSync", 1, "old"],
    ["a later write", "writeSync", 3, "old"],
    ["its way to the disk", "fsyncSync", 1, "old"],
    ["the rename", "renameSync", 1, "old"],
    ["the end", "fsyncSync", 2, "new"],
  ])("leaves a whole file when the process is killed before %s", async (_, call, count, whole) => {
    const path = join(root, "killed.safetensors");
    writeSafetensors(path, new Map([["w", full([9_000_000], 1)]]));
    const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
    const source = `
      import fs from "node:fs";
      import { syncBuiltinESMExports } from "node:module";
      import { full } from ${module("../tensor/index.ts")};
      import { writeSafetensors } from ${module("./safetensors.ts")};
      const real = fs.${call};
      let left = ${count};
      fs.${call} = (...args) => --left === 0 ? process.kill(process.pid, "SIGKILL") : real(...args);
      syncBuiltinESMExports();
      writeSafetensors(${JSON.stringify(path)}, new Map([["w", full([9_000_000], 2)]]));`;
    const loader = fileURLToPath(new URL("../setup/typescript.mjs", import.meta.url));
    const child = spawn(process.execPath, ["--import", loader, "--input-type=module", "-e", source], {
      stdio: "inherit",
    });
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
    const w = readSafetensors(path).tensors.get("w")!;
    expect(w.shape).toEqual([9_000_000]);
    const value = whole === "old" ? 1 : 2;
    expect([w.min().item(), w.max().item()]).toEqual([value, value]);

    // What it leaves is swept by the next save, and what a process still writes is not.
    const unfinished = join(root, `.other.safetensors.${process.pid}.partial`);
    writeFileSync(unfinished, "");
    writeSafetensors(join(root, "next.safetensors"), new Map());
    const partial = readdirSync(root).filter((name) => name.endsWith(".partial"));
    expect(partial).toEqual([`.other.safetensors.${process.pid}.partial`]);
    rmSync(unfinished);
  });
});
