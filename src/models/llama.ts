/**
 * LLaMA (Touvron et al. 2023, arXiv:2302.13971). Notes: LLM architectures, decoder-only.
 *
 * A GPT with three modules swapped: LayerNorm -> RMSNorm, learned positions -> rotary, GELU MLP -> gated SiLU MLP.
 * LLaMA 2 (34B, 70B) and 3 share each key-value head among heads / kvHeads query heads; SmolLM2 is such a model.
 */
import { z } from "zod";
import {
  Attention,
  Decoder,
  Embedding,
  GatedMLP,
  Linear,
  named,
  PreNormBlock,
  RMSNorm,
  Rotary,
  times,
} from "../nn/index.ts";
import type { DecoderArchitecture, GgufNumber, NameMap } from "./architecture.ts";

const count = z.int().positive();

/** The numbers that make a LLaMA; architectures of its family add their own `kind` and defaults. */
export const LlamaFields = {
  vocabulary: count.describe("tokens in the vocabulary, V"),
  width: count.describe("width of the residual stream, D"),
  depth: count.describe("number of blocks, L"),
  heads: count.describe("query heads, H"),
  kvHeads: count.describe("key-value heads, G"),
  headWidth: count.optional().describe("width of a head, K; default width / heads"),
  hidden: count.describe("width of the MLP, F"),
  context: count.default(2048).describe("longest sequence the model was trained for"),
  theta: z.number().positive().default(10_000).describe("base of the rotary angles"),
  eps: z.number().positive().default(1e-5).describe("added to the mean square in RMSNorm"),
  tied: z.boolean().default(false).describe("whether the head is the embedding table"),
};

const isCountable = (elements: number) => elements <= Number.MAX_SAFE_INTEGER;

/** Adds to a schema of such fields what holds between them. */
export function checkedLlama<S extends z.ZodType<z.infer<z.ZodObject<typeof LlamaFields>>>>(schema: S): S {
  return schema
    .refine((c) => c.heads % c.kvHeads === 0, { path: ["heads"], error: "must be a multiple of kvHeads" })
    .refine((c) => c.headWidth !== undefined || c.width % c.heads === 0, {
      path: ["width"],
      error: "must be a multiple of heads",
    })
    .refine(
      (c) => isCountable(c.width * Math.max(c.vocabulary, c.hidden, c.heads * (c.headWidth ?? c.width / c.heads))),
      {
        path: ["width"],
        error: "makes weights with more elements than can be counted",
      },
    );
}

export const LlamaConfig = checkedLlama(z.strictObject({ kind: z.literal("llama").default("llama"), ...LlamaFields }));
export type LlamaConfig = z.infer<typeof LlamaConfig>;

export function llama(input: z.input<typeof LlamaConfig>): Decoder {
  return assembleLlama(LlamaConfig.parse(input));
}

/** The assembly, also of architectures that differ from LLaMA in a bias. */
export function assembleLlama(c: Omit<LlamaConfig, "kind">, { bias = false } = {}): Decoder {
  const rotary = new Rotary(c.theta);
  const embed = new Embedding(c.vocabulary, c.width);
  const block = () =>
    new PreNormBlock({
      mixerNorm: new RMSNorm(c.width, c.eps),
      mixer: new Attention({ ...c, rotary, bias }),
      mlpNorm: new RMSNorm(c.width, c.eps),
      mlp: new GatedMLP(c.width, c.hidden),
    });
  return named(
    new Decoder(
      embed,
      times(c.depth, block),
      new RMSNorm(c.width, c.eps),
      new Linear(c.width, c.vocabulary, { weight: c.tied ? embed.table : undefined }),
    ),
  );
}

export const llamaNames = {
  "model.embed_tokens.weight": "embed.table",
  "model.layers.*.input_layernorm.weight": "blocks.*.mixerNorm.gain",
  "model.layers.*.self_attn.{q,k,v,o}_proj.weight": "blocks.*.mixer.{q,k,v,o}.weight",
  "model.layers.*.post_attention_layernorm.weight": "blocks.*.mlpNorm.gain",
  "model.layers.*.mlp.{gate,up,down}_proj.weight": "blocks.*.mlp.{gate,up,down}.weight",
  "model.norm.weight": "norm.gain",
  "lm_head.weight": "head.weight",
} as const satisfies NameMap;

export const llamaGgufNames = {
  "token_embd.weight": "embed.table",
  "blk.*.attn_norm.weight": "blocks.*.mixerNorm.gain",
  "blk.*.attn_{q,k,v,output}.weight": "blocks.*.mixer.{q,k,v,o}.weight",
  "blk.*.ffn_norm.weight": "blocks.*.mlpNorm.gain",
  "blk.*.ffn_{gate,up,down}.weight": "blocks.*.mlp.{gate,up,down}.weight",
  "output_norm.weight": "norm.gain",
  "output.weight": "head.weight",
} as const satisfies NameMap;

/** The fields of `config.json` that decide what is computed; a value we would compute otherwise is refused. */
export const LlamaFile = z.looseObject({
  vocab_size: count,
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  num_key_value_heads: count.optional(),
  head_dim: count.nullish(),
  max_position_embeddings: count.optional(),
  rms_norm_eps: z.number().positive().optional(),
  // Up to transformers 4 the base stands alone, from 5 on inside `rope_parameters`.
  rope_theta: z.number().positive().optional(),
  rope_parameters: z
    .looseObject({ rope_theta: z.number().positive(), rope_type: z.literal("default").optional() })
    .nullish(),
  rope_scaling: z.null({ error: "scaled rotary positions are not supported" }).optional(),
  tie_word_embeddings: z.boolean().optional(),
  hidden_act: z.literal("silu").optional(),
  mlp_bias: z.literal(false).optional(),
});

/** What LLaMA's `config.json` says, in our words. */
export function readLlamaFile(file: z.infer<typeof LlamaFile>): Omit<z.input<typeof LlamaConfig>, "kind"> {
  return {
    vocabulary: file.vocab_size,
    width: file.hidden_size,
    depth: file.num_hidden_layers,
    heads: file.num_attention_heads,
    kvHeads: file.num_key_value_heads ?? file.num_attention_heads,
    headWidth: file.head_dim ?? undefined,
    hidden: file.intermediate_size,
    context: file.max_position_embeddings,
    theta: file.rope_parameters?.rope_theta ?? file.rope_theta,
    eps: file.rms_norm_eps,
    tied: file.tie_word_embeddings,
  };
}

/** The inverse of `readLlamaFile`. */
export function writeLlamaFile(c: Omit<LlamaConfig, "kind">): Record<string, unknown> {
  return {
    vocab_size: c.vocabulary,
    hidden_size: c.width,
    intermediate_size: c.hidden,
    num_hidden_layers: c.depth,
    num_attention_heads: c.heads,
    num_key_value_heads: c.kvHeads,
    ...(c.headWidth !== undefined && { head_dim: c.headWidth }),
    max_position_embeddings: c.context,
    rms_norm_eps: c.eps,
    rope_theta: c.theta,
    tie_word_embeddings: c.tied,
    hidden_act: "silu",
  };
}

/** What GGUF metadata says under the prefix of an architecture, in our words. */
export function readLlamaGguf(
  prefix: string,
  metadata: Readonly<Record<string, unknown>>,
  shapes: ReadonlyMap<string, readonly number[]>,
): Omit<z.input<typeof LlamaConfig>, "kind"> {
  const key = (name: string) => `${prefix}.${name}`;
  const file = z
    .looseObject({
      [key("embedding_length")]: count,
      [key("block_count")]: count,
      [key("attention.head_count")]: count,
      [key("attention.head_count_kv")]: count.optional(),
      [key("attention.key_length")]: count.optional(),
      [key("feed_forward_length")]: count,
      [key("context_length")]: count.optional(),
      [key("rope.freq_base")]: z.number().positive().optional(),
      [key("rope.scaling.type")]: z.literal("none").optional(),
      [key("attention.layer_norm_rms_epsilon")]: z.number().positive(),
    })
    .parse(metadata) as Record<string, number | undefined>;
  const get = (name: string) => file[key(name)];
  return {
    vocabulary: shapes.get("token_embd.weight")?.[0] ?? 0,
    width: get("embedding_length")!,
    depth: get("block_count")!,
    heads: get("attention.head_count")!,
    kvHeads: get("attention.head_count_kv") ?? get("attention.head_count")!,
    headWidth: get("attention.key_length"),
    hidden: get("feed_forward_length")!,
    context: get("context_length"),
    theta: get("rope.freq_base"),
    eps: get("attention.layer_norm_rms_epsilon"),
    tied: !shapes.has("output.weight"),
  };
}

/** The inverse of `readLlamaGguf`, with what llama.cpp wants to be told besides. */
export function writeLlamaGguf(prefix: string, c: Omit<LlamaConfig, "kind">): Record<string, GgufNumber> {
  const headWidth = c.headWidth ?? c.width / c.heads;
  const fields: Record<string, GgufNumber> = {
    vocab_size: { uint32: c.vocabulary },
    context_length: { uint32: c.context },
    embedding_length: { uint32: c.width },
    block_count: { uint32: c.depth },
    feed_forward_length: { uint32: c.hidden },
    "attention.head_count": { uint32: c.heads },
    "attention.head_count_kv": { uint32: c.kvHeads },
    ...(c.headWidth !== undefined && {
      "attention.key_length": { uint32: headWidth },
      "attention.value_length": { uint32: headWidth },
    }),
    "attention.layer_norm_rms_epsilon": { float32: c.eps },
    "rope.dimension_count": { uint32: headWidth },
    "rope.freq_base": { float32: c.theta },
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}.${name}`, value]));
}

export const llamaArchitecture: DecoderArchitecture<LlamaConfig> = {
  kind: "llama",
  config: LlamaConfig,
  build: llama,
  huggingFace: {
    names: llamaNames,
    read(file) {
      const own = LlamaFile.extend({ attention_bias: z.literal(false).optional() });
      return LlamaConfig.parse({ kind: "llama", ...readLlamaFile(own.parse(file)) });
    },
    write: (config) => ({ architectures: ["LlamaForCausalLM"], model_type: "llama", ...writeLlamaFile(config) }),
  },
  gguf: {
    architecture: "llama",
    names: llamaGgufNames,
    read: (metadata, shapes) => LlamaConfig.parse({ kind: "llama", ...readLlamaGguf("llama", metadata, shapes) }),
    write: (config) => writeLlamaGguf("llama", config),
    pairedRows: (config) => ({
      "blocks.*.mixer.q.weight": config.heads,
      "blocks.*.mixer.k.weight": config.kvHeads,
    }),
  },
};
