import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { logits } from "../../tests/contracts/intervention.ts";
import { tinyJson } from "../../tests/contracts/tiny-tokenizer.ts";
import { fixturePath } from "../../tests/fixtures.ts";
import { LlamaConfig, llama, type ModelConfig, Qwen2Config, qwen2 } from "../models/index.ts";
import { distinctWeights, initialize, type Writes } from "../nn/index.ts";
import { dequantize, encodingCodecs, quantize } from "../quantization/index.ts";
import { liveTensors, randn, scope, seed, type Tensor } from "../tensor/index.ts";
import { convert } from "./convert.ts";
import { readGguf } from "./gguf.ts";
import { load, loadModel } from "./load.ts";
import { readSafetensors } from "./safetensors.ts";
import { save } from "./save.ts";

const root = mkdtempSync(join(tmpdir(), "tenon-convert-"));
afterAll(() => rmSync(root, { recursive: true }));
const sizes = { vocabulary: 280, width: 32, depth: 2, heads: 4, kvHeads: 2, hidden: 256, context: 64 };
const files = {
  "tokenizer.json": tinyJson(),
  "tokenizer_config.json": { bos_token: "<s>", eos_token: "</s>", chat_template: "{{ messages }}" },
};

/** A model whose every weight is drawn, norms and biases too. */
function drawn(model: Writes): Writes {
  initialize(model, 7);
  for (const [, weight] of distinctWeights(model))
    weight.copyFrom(randn(weight.shape, 0.2).add(weight.shape.length < 2 ? 1 : 0));
  return model;
}
const architectures: Record<string, () => { model: Writes; config: ModelConfig & { eps: number } }> = {
  llama: () => ({ model: drawn(llama(sizes)), config: LlamaConfig.parse(sizes) }),
  "llama with a tied head": () => ({
    model: drawn(llama({ ...sizes, tied: true })),
    config: LlamaConfig.parse({ ...sizes, tied: true }),
  }),
  qwen2: () => ({ model: drawn(qwen2(sizes)), config: Qwen2Config.parse(sizes) }),
};

async function saved(name: string, kind = "llama") {
  const folder = join(root, name);
  seed(1);
  const made = architectures[kind]!();
  await save(folder, { ...made, tokenizerFiles: files });
  return { folder, ...made };
}
const byPath = (model: Writes) => new Map(distinctWeights(model));
function expectSame(model: Writes, expected: (path: string) => Tensor): void {
  for (const [path, weight] of distinctWeights(model)) {
    expect({ path, values: weight.floats() }).toEqual({ path, values: expected(path).floats() });
  }
}

describe.each(Object.keys(architectures))("%s, from safetensors to GGUF and back", (kind) => {
  it("is the same to the bit in F32, with its logits, its config and its tokenizer", async () => {
    const { folder, model, config } = await saved("f32", kind);
    const [gguf, back] = [join(root, "f32.gguf"), join(root, "f32-back")];
    await convert(folder, gguf);
    await convert(gguf, back);
    for (const path of [gguf, back]) {
      const again = await load(path);
      expect(again.config).toEqual({ ...config, eps: Math.fround(config.eps), headWidth: undefined });
      expectSame(again.model, (at) => byPath(model).get(at)!);
      expect(logits(again.model, [3, 1, 4, 1], []).data()).toEqual(logits(model, [3, 1, 4, 1], []).data());
      expect(again.tokenizer.encode("hello world 12")).toEqual((await load(folder)).tokenizer.encode("hello world 12"));
      expect(again.tokenizer.chatTemplate?.source).toBe("{{ messages }}");
    }
    expect(readFileSync(join(back, "model.safetensors")).equals(readFileSync(join(folder, "model.safetensors")))).toBe(
      true,
    );
  });

  it.each(["F16", "BF16", "Q8_0", "Q5_1", "Q4_0"] as const)("is what %s keeps of each matrix", async (name) => {
    const codec = encodingCodecs.find((one) => one.name === name)!;
    const { folder, model } = await saved("quantized", kind);
    const [gguf, back] = [join(root, `${name}.gguf`), join(root, `${name}-back`)];
    await convert(folder, gguf, { quantize: name });
    await convert(gguf, back);
    const kept = (path: string) => {
      const weight = byPath(model).get(path)!;
      return weight.shape.length < 2 ? weight : dequantize(quantize(weight, codec), codec, weight.shape);
    };
    expectSame(loadModel(gguf).model, kept);
    expectSame(loadModel(back).model, kept);
    for (const [path, tensor] of readSafetensors(join(back, "model.safetensors")).tensors) {
      const float = tensor.shape.length < 2 ? undefined : { F16: "float16", BF16: "bfloat16" }[name as string];
      expect({ path, dtype: tensor.dtype }).toEqual({ path, dtype: float ?? "float32" });
    }
  });
});

describe("convert", () => {
  it("writes what llama.cpp wants to know", async () => {
    const { folder } = await saved("about");
    const gguf = join(root, "about.gguf");
    await convert(folder, gguf, { quantize: "Q8_0" });
    const { metadata, tensors } = scope(() => readGguf(gguf));
    expect(metadata).toMatchObject({
      "general.architecture": "llama",
      "general.name": "about",
      "general.file_type": 7,
      "general.quantization_version": 2,
      "llama.context_length": 64,
      "llama.rope.dimension_count": 8,
      "llama.rope.freq_base": 10_000,
      "tokenizer.ggml.pre": "gpt-2",
      "tokenizer.ggml.bos_token_id": 0,
      "tokenizer.ggml.add_bos_token": false,
    });
    expect((metadata["tokenizer.ggml.tokens"] as string[]).at(-1)).toBe("[PAD279]");
    const codecs = (name: string) => tensors.get(name)!.codec.name;
    expect([codecs("token_embd.weight"), codecs("blk.1.attn_norm.weight"), codecs("output.weight")]).toEqual([
      "Q8_0",
      "F32",
      "Q8_0",
    ]);
  });

  it("keeps rows that are not whole blocks in F16", async () => {
    const folder = join(root, "narrow");
    const narrow = { ...sizes, hidden: 48 };
    await save(folder, { model: drawn(llama(narrow)), config: LlamaConfig.parse(narrow), tokenizerFiles: files });
    await convert(folder, join(root, "narrow.gguf"), { quantize: "Q4_0" });
    const { tensors } = scope(() => readGguf(join(root, "narrow.gguf")));
    expect(tensors.get("blk.0.ffn_down.weight")!.codec.name).toBe("F16");
    expect(tensors.get("blk.0.ffn_up.weight")!.codec.name).toBe("Q4_0");
  });

  it("quantizes to a mixture, and tells which rows are not whole blocks and what they became", async () => {
    const { folder, model } = await saved("mixture");
    const notes: string[] = [];
    const gguf = join(root, "mixture.GGUF");
    await convert(folder, gguf, { quantize: "Q4_K_M", onNote: (line) => notes.push(line) });
    const { metadata, tensors } = scope(() => readGguf(gguf));
    const of = (name: string) => tensors.get(name)!.codec.name;
    expect(metadata["general.file_type"]).toBe(15);
    expect([of("blk.0.ffn_down.weight"), of("blk.1.ffn_down.weight"), of("blk.0.ffn_up.weight")]).toEqual([
      ...["Q4_K", "Q6_K", "Q5_0"],
    ]);
    expect([of("output.weight"), of("token_embd.weight"), of("output_norm.weight")]).toEqual(["Q8_0", "Q5_0", "F32"]);
    expect(notes).toEqual([
      `${gguf}: token_embd.weight and 11 more: a row of 32 is not whole blocks of 256, so Q5_0 in place of Q4_K, 0.0 MB`,
      expect.stringMatching(/blk\.1\.attn_v\.weight and 1 more: a row of 32 .* Q8_0 in place of Q6_K/),
    ]);
    const [off, whole] = ["blocks.1.mlp.down.weight"].flatMap((path) => {
      const [mine, theirs] = [byPath(model).get(path)!, byPath(loadModel(gguf).model).get(path)!];
      return [theirs.sub(mine).norm().item(), mine.norm().item()];
    });
    expect(off! / whole!).toBeLessThan(0.03);
  });

  it("refuses to make finite numbers infinite, by name", async () => {
    const folder = join(root, "large");
    const large = drawn(llama(sizes));
    byPath(large).get("blocks.1.mlp.up.weight")!.narrow(0, 3, 1).fill(7e4);
    await save(folder, { model: large, config: LlamaConfig.parse(sizes), tokenizerFiles: files });
    for (const [to, options] of [
      ["large.gguf", { quantize: "F16" }],
      ["large-halves", { dtype: "float16" }],
    ] as const) {
      await expect(convert(folder, join(root, to), options)).rejects.toThrow(
        /(blk\.1\.ffn_up|blocks\.1\.mlp\.up)\.weight: holds values up to 70000\.0, and in \w+ numbers end at 65504: take BF16 or F32$/,
      );
    }
    for (const quantize of ["BF16", "F32", "Q8_0", "Q4_K_M"] as const)
      await convert(folder, join(root, "ok.gguf"), { quantize });
  });

  it("converts elements and divides files between folders, and formats between GGUF files", async () => {
    const { folder, model } = await saved("wide");
    const [divided, small, smaller] = [join(root, "divided"), join(root, "q8.gguf"), join(root, "q4.gguf")];
    await convert(folder, divided, { dtype: "bfloat16", shardBytes: 30_000 });
    expect(readdirSync(divided)).toContain("model.safetensors.index.json");
    expectSame(loadModel(divided).model, (path) => byPath(model).get(path)!.to("bfloat16"));
    await convert(folder, small, { quantize: "Q8_0" });
    await convert(small, smaller, { quantize: "Q4_0" });
    const large = byPath(loadModel(small).model);
    const [q4] = encodingCodecs.filter(({ name }) => name === "Q4_0");
    expectSame(loadModel(smaller).model, (path) => {
      const weight = large.get(path)!;
      return weight.shape.length < 2 ? weight : dequantize(quantize(weight, q4!), q4!, weight.shape);
    });
  });

  it("holds one weight at a time and leaves none", async () => {
    const { folder } = await saved("one");
    const before = liveTensors();
    const live: number[] = [];
    await convert(folder, join(root, "one.gguf"), { quantize: "Q8_0", onProgress: () => live.push(liveTensors()) });
    expect(live.length).toBe(21);
    expect(Math.max(...live) - Math.min(...live)).toBe(0);
    expect(liveTensors()).toBe(before);
  });

  it("refuses what it cannot do, in one sentence", async () => {
    const { folder } = await saved("refused");
    const gguf = join(root, "refused.gguf");
    await convert(folder, gguf);
    await expect(convert(folder, `${folder}/.`)).rejects.toThrow("a checkpoint cannot be converted into itself");
    await expect(convert(gguf, gguf)).rejects.toThrow("a checkpoint cannot be converted into itself");
    await expect(convert(fixturePath("llama/tiny"), join(root, "x.gguf"))).rejects.toThrow(
      "holds no tokenizer: none of tokenizer.json, tokenizer.model",
    );

    // A smaller format of the same shape leaves a hole, which GGUF allows.
    const bytes = readFileSync(gguf);
    const name = "blk.0.ffn_down.weight";
    bytes.writeUInt32LE(10, bytes.indexOf(name) + name.length + 4 + 2 * 8);
    writeFileSync(gguf, bytes);
    await expect(convert(gguf, join(root, "x.gguf"))).rejects.toThrow(
      `${join(root, "x.gguf")}: blocks.0.mlp.down.weight: Q2_K can be read but not written: name a format to quantize to`,
    );
    await convert(gguf, join(root, "x.gguf"), { quantize: "Q8_0" });
    const written = scope(() => readGguf(join(root, "x.gguf")).tensors.get(name)!);
    expect([written.codec.name, written.shape]).toEqual(["Q8_0", [32, 256]]);
  });
});
