/** What files of others mean: what they leave out, what they ask for that is not done, and what nobody here knows. */
import { describe, expect, it } from "vitest";
import {
  architecture,
  bertArchitecture,
  ConfigError,
  fits,
  gpt2Architecture,
  llamaArchitecture,
  mistralArchitecture,
  qwen2Architecture,
} from "./index.ts";

const llamaSizes = {
  vocab_size: 7,
  hidden_size: 8,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  intermediate_size: 12,
};
const ownSizes = { vocabulary: 7, width: 8, depth: 1, heads: 2, kvHeads: 1, hidden: 12 };
const gpt2Sizes = { vocab_size: 7, n_embd: 8, n_layer: 1, n_head: 2 };

const refusal = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return [error.message];
    throw error;
  }
  return [];
};

describe("a file that leaves fields out means what its library means (transformers 5, defaults of the config classes)", () => {
  it("LLaMA", () => {
    const told = llamaArchitecture.huggingFace.read(llamaSizes);
    expect(told).toMatchObject({ kvHeads: 2, context: 2048, theta: 10_000, eps: 1e-6, tied: false });
    expect(told.headWidth).toBeUndefined();
    expect(llamaArchitecture.config.parse({ ...told, eps: undefined }).eps).toBe(1e-5); // what our users get
  });
  it("Qwen2", () => {
    const told = qwen2Architecture.huggingFace.read({ ...llamaSizes, num_key_value_heads: null });
    expect(told).toMatchObject({ kvHeads: 2, context: 32_768, theta: 10_000, eps: 1e-6, tied: false });
    expect(qwen2Architecture.config.parse({ ...told, theta: undefined }).theta).toBe(1_000_000);
  });
  it("Mistral, where null is another thing than nothing", () => {
    const { read } = mistralArchitecture.huggingFace;
    const none = { ...llamaSizes, num_attention_heads: 8, sliding_window: null };
    expect(read(none)).toMatchObject({
      kvHeads: 8,
      context: 131_072,
      theta: 10_000,
      eps: 1e-6,
      tied: false,
      window: null,
    });
    expect(read({ ...none, num_attention_heads: 4, num_key_value_heads: null })).toMatchObject({ kvHeads: 4 });
    expect(refusal(() => read({ ...none, num_attention_heads: 4 }))).toEqual([
      "num_attention_heads: is 4, and must be a multiple of num_key_value_heads, 8",
    ]);
    expect(read({ ...none, sliding_window: undefined }).window).toBe(4096);
    expect(read({ ...none, sliding_window: 4 }).window).toBe(4);
  });
  it("GPT-2", () => {
    const told = gpt2Architecture.huggingFace.read({ ...gpt2Sizes, n_inner: null });
    expect(told).toMatchObject({ hidden: 32, context: 1024, activation: "gelu-tanh", eps: 1e-5, tied: true });
  });
  it("BERT", () => {
    const told = bertArchitecture.huggingFace.read(llamaSizes);
    expect(told).toMatchObject({ context: 512, segments: 2, activation: "gelu", eps: 1e-12 });
  });
  it("a GGUF file, by llama.cpp, which asks for the norm's eps and the context", () => {
    const { read, write } = llamaArchitecture.gguf;
    const config = llamaArchitecture.config.parse(ownSizes);
    const numbers = Object.entries(write(config)).map(([name, value]) => [name, Object.values(value)[0]] as const);
    const shapes = new Map([["token_embd.weight", [7, 8]]]);
    const without = (left: string) => Object.fromEntries(numbers.filter(([name]) => name !== `llama.${left}`));
    expect(read(without("rope.freq_base"), shapes).theta).toBe(10_000);
    expect(read(without("vocab_size"), shapes)).toMatchObject({ vocabulary: 7, tied: true });
    expect(read(without(""), new Map([...shapes, ["output.weight", [7, 8]]])).tied).toBe(false);
    expect(read(without("attention.head_count_kv"), shapes).kvHeads).toBe(2);
    for (const name of ["attention.layer_norm_rms_epsilon", "context_length", "block_count"]) {
      expect(refusal(() => read(without(name), shapes))[0]).toMatch(new RegExp(`^llama\\.${name}: `));
    }
    const scaled = new Map([...shapes, ["rope_freqs.weight", [2]]]);
    expect(refusal(() => read(without(""), scaled))).toEqual([
      "rope_freqs.weight: is there, and scaled rotary positions are not supported",
    ]);
    expect(refusal(() => read({ ...without(""), "llama.rope.dimension_count": 2 }, shapes))).toEqual([
      "llama.rope.dimension_count: is 2, and must be 4",
    ]);
    expect(write({ ...config, headWidth: 6 })).toMatchObject({
      "llama.rope.dimension_count": { uint32: 6 },
      "llama.attention.key_length": { uint32: 6 },
      "llama.rope.freq_base": { float32: 10_000 },
    });
  });
});

describe("a field that asks for what is not done is refused by name", () => {
  it.each([
    [
      { rope_scaling: { type: "linear", factor: 2 } },
      'rope_scaling: is {"type":"linear","factor":2}, and scaled rotary positions are not supported',
    ],
    [
      { rope_parameters: { rope_type: "yarn", rope_theta: 1e4 } },
      'rope_parameters: is {"rope_type":"yarn","rope_theta":10000}, and scaled rotary positions are not supported',
    ],
    [{ partial_rotary_factor: 0.5 }, "partial_rotary_factor: is 0.5, and partly turned heads are not supported"],
    [{ attention_bias: true }, "attention_bias: is true, and must be false"],
    [{ mlp_bias: true }, "mlp_bias: is true, and must be false"],
    [{ hidden_act: "gelu" }, 'hidden_act: is "gelu", and must be "silu" or "swish"'],
    [{ sliding_window: 4 }, "sliding_window: is 4, and sliding-window attention is not supported"],
    [
      { quantization_config: { quant_method: "fp8" } },
      'quantization_config: is {"quant_method":"fp8"}, and quantized weights of this form are not supported',
    ],
    [
      { quantization: { bits: 4 } },
      'quantization: is {"bits":4}, and quantized weights of this form are not supported',
    ],
    [{ num_key_value_heads: 3 }, "num_attention_heads: is 2, and must be a multiple of num_key_value_heads, 3"],
    [{ head_dim: 0 }, "head_dim: is 0, and must be a number above 0"],
    [{ hidden_size: undefined }, "hidden_size: is missing"],
  ])("LLaMA %j", (change, sentence) => {
    expect(refusal(() => llamaArchitecture.huggingFace.read({ ...llamaSizes, ...change }))).toEqual([sentence]);
  });

  it.each([
    [
      { use_sliding_window: true, sliding_window: 4 },
      "use_sliding_window: is true, and sliding-window attention is not supported",
    ],
    [
      { layer_types: ["full_attention", "sliding_attention"] },
      'layer_types: is ["full_attention","sliding_attention"], and sliding-window attention is not supported',
    ],
  ])("Qwen2 %j", (change, sentence) => {
    expect(refusal(() => qwen2Architecture.huggingFace.read({ ...llamaSizes, ...change }))).toEqual([sentence]);
  });

  it.each([
    [{ scale_attn_weights: false }, /^scale_attn_weights: is false, and must be true$/],
    [{ scale_attn_by_inverse_layer_idx: true }, /^scale_attn_by_inverse_layer_idx: is true, and a scale that differs/],
    [
      { activation_function: "swish" },
      /^activation_function: "swish" is not supported \(known: gelu, gelu_python, gelu_new, /,
    ],
    [{ add_cross_attention: true }, /^add_cross_attention: /],
  ])("GPT-2 %j", (change, sentence) => {
    expect(refusal(() => gpt2Architecture.huggingFace.read({ ...gpt2Sizes, ...change }))[0]).toMatch(sentence);
  });

  it.each([
    [{ quantization_config: null }, { quantization_config: { bits: 4 } }],
    [{ pruned_heads: {} }, { pruned_heads: { "0": [1] } }],
    [{ pruned_heads: null }, { pruned_heads: { "2": [] } }],
    [{ add_cross_attention: false }, { add_cross_attention: true }],
    [{ is_encoder_decoder: false }, { is_encoder_decoder: true }],
    [{ rope_scaling: { rope_type: null } }, { rope_scaling: { rope_type: "linear" } }],
    [{ rope_scaling: { factor: 2 } }, { rope_scaling: { type: "dynamic" } }],
    [{ rope_parameters: { type: "default" } }, { rope_parameters: { rope_type: "llama3" } }],
    [{ partial_rotary_factor: 1 }, { partial_rotary_factor: 0.25 }],
    [{ rope_parameters: { partial_rotary_factor: 1 } }, { rope_parameters: { partial_rotary_factor: 0.25 } }],
  ])("%j asks for nothing, %j for what no architecture here does", (idle, asking) => {
    const { read } = llamaArchitecture.huggingFace;
    expect(read({ ...llamaSizes, ...idle })).toEqual(read(llamaSizes));
    expect(refusal(() => read({ ...llamaSizes, ...asking }))).not.toEqual([]);
  });

  it.each([
    ["rope.scaling.type", "none", "linear"],
    ["rope.scaling.factor", 1, 2],
    ["rope.scale_linear", 1, 4],
    ["attention.sliding_window", 0, 4],
    ["expert_count", 0, 8],
  ])("GGUF's %s: %j asks for nothing, %j does", (name, idle, asking) => {
    const { gguf, config } = llamaArchitecture;
    const numbers = Object.entries(gguf.write(config.parse(ownSizes)));
    const file = Object.fromEntries(numbers.map(([key, value]) => [key, Object.values(value)[0]]));
    const read = (value: unknown) =>
      gguf.read({ ...file, [`llama.${name}`]: value }, new Map([["token_embd.weight", [7, 8]]]));
    expect(read(idle)).toEqual(read(undefined));
    expect(refusal(() => read(asking))[0]).toMatch(new RegExp(`^llama\\.${name.replaceAll(".", "\\.")}: is `));
  });

  it("and one that is null, or says what is done anyway, is not", () => {
    const silent = {
      num_key_value_heads: null,
      head_dim: null,
      rope_scaling: null,
      rope_parameters: null,
      sliding_window: null,
    };
    const usual = { hidden_act: "swish", rope_scaling: { rope_type: "default" }, attention_bias: false };
    for (const change of [silent, usual]) {
      expect(llamaArchitecture.huggingFace.read({ ...llamaSizes, ...change })).toEqual(
        llamaArchitecture.huggingFace.read(llamaSizes),
      );
    }
  });
});

describe("a tensor beside the weights", () => {
  const { kvHeads: _, ...bertSizes } = ownSizes;
  it.each([
    ["llama", ownSizes, "model.layers.1.self_attn.rotary_emb.inv_freq"],
    ["gpt2", bertSizes, "transformer.h.0.attn.masked_bias"],
    ["bert", bertSizes, "bert.embeddings.position_ids"],
  ])("follows from the config where it is known to, and is no other head's: %s", (kind, sizes, name) => {
    const { config, huggingFace } = architecture(kind);
    const { derived, foreign } = huggingFace!;
    expect(derived.filter((pattern) => fits(pattern, name))).toHaveLength(1);
    const names = [name, "score.weight", "v_head.bias"];
    expect(names.map((one) => foreign(one, config.parse(sizes)))).toEqual([false, true, true]);
  });

  it("is another task's where a BERT has no such head", () => {
    const { config, huggingFace } = bertArchitecture;
    const names = ["classifier.weight", "classifier.bias", "cls.predictions.bias"];
    const foreign = (heads: object) =>
      names.map((name) => huggingFace.foreign(name, config.parse({ ...bertSizes, ...heads })));
    expect(foreign({})).toEqual([true, true, false]);
    expect(foreign({ classifier: { labels: 2, each: "token" } })).toEqual([false, false, false]);
  });
});

describe("a field that nobody here knows is named", () => {
  it("and one that is known to change nothing is not", () => {
    const { unknown } = llamaArchitecture.huggingFace;
    const file = { ...llamaSizes, use_cache: true, torch_dtype: "float32", rope_parameters: { rope_theta: 1 } };
    expect(unknown(file)).toEqual([]);
    expect(unknown({ ...file, residual_multiplier: 2, is_llama_config: true })).toEqual([
      "residual_multiplier",
      "is_llama_config",
    ]);
    const gguf = { "llama.block_count": 1, "llama.attention.scale": 2, "tokenizer.ggml.model": "gpt2" };
    expect(llamaArchitecture.gguf.unknown(gguf)).toEqual(["llama.attention.scale"]);
  });
});
