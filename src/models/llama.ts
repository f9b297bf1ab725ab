import type { z } from "zod";
import * as nn from "../nn/index.ts";
import { checked } from "../sentences/index.ts";
import type { Architecture, NameMap } from "./architecture.ts";
import { paired } from "./arrangements.ts";
import { configOf, count, flag, positive, type Rule } from "./fields.ts";
import { type FieldMap, gguf, huggingFace } from "./forms.ts";
import { prefixed } from "./names.ts";
import { rotaryRefusals } from "./transformers.ts";

/** The numbers that make a LLaMA; architectures of its family spread them and change defaults. */
export const llamaFields = {
  /** V, tokens in the vocabulary. */
  vocabulary: count,
  /** D, width of the residual stream. */
  width: count,
  /** L, number of blocks. */
  depth: count,
  /** H, query heads. */
  heads: count,
  /** G, key-value heads; H is a multiple of them. */
  kvHeads: count,
  /** K, width of a head. Default width / heads. */
  headWidth: count.optional(),
  /** F, width of the MLP. */
  hidden: count,
  /** Longest sequence that the model was trained for, in tokens. */
  context: count.default(2048),
  /** Base of the rotary angles. */
  theta: positive.default(10_000),
  /** Added to the mean square in RMSNorm. */
  eps: positive.default(1e-5),
  /** Whether the head is the embedding table. */
  tied: flag.default(false),
};
/** A config of LLaMA's family, whichever of its architectures it is of. */
export type Llama = z.infer<z.ZodObject<typeof llamaFields>>;

/** What holds between the fields of the family. */
export const llamaRules: readonly Rule<Llama>[] = [
  ["heads", (c) => c.heads % c.kvHeads === 0, "must be a multiple of kvHeads"],
  ["width", (c) => c.headWidth !== undefined || c.width % c.heads === 0, "must be a multiple of heads"],
];
/** K, as the config says it or D / H. */
export const headWidth = (c: Llama) => c.headWidth ?? c.width / c.heads;

/** What `llama` is built from. */
export const LlamaConfig = configOf("llama", llamaFields, llamaRules);
export type LlamaConfig = z.infer<typeof LlamaConfig>;

/**
 * LLaMA (Touvron et al. 2023, arXiv:2302.13971). Notes: LLM architectures, decoder-only.
 *
 * A GPT with three modules swapped: LayerNorm -> RMSNorm, learned positions -> rotary, GELU MLP -> gated SiLU MLP.
 * LLaMA 2 (34B, 70B) and 3 share each key-value head among heads / kvHeads query heads; SmolLM2 is such a model.
 *
 * The model's weights have no numbers yet. Throws where the config is no `LlamaConfig`.
 */
export function llama(input: z.input<typeof LlamaConfig>): nn.Decoder {
  return assembleLlama(checked(LlamaConfig, input, "llama"));
}

/** The assembly, also of architectures that differ from LLaMA in a bias or in what a token sees. */
export function assembleLlama(c: Llama, { bias = false, sight = nn.causal } = {}): nn.Decoder {
  const { width, heads, kvHeads, headWidth } = c;
  const norm = () => new nn.RMSNorm(width, c.eps);
  const rotary = new nn.Rotary(c.theta, c.context);
  const embed = new nn.Embedding(c.vocabulary, width);
  const block = () =>
    new nn.PreNormBlock({
      mixerNorm: norm(),
      mixer: new nn.Attention({ width, heads, kvHeads, headWidth, rotary, bias, score: { sight } }),
      mlpNorm: norm(),
      mlp: new nn.GatedMLP(width, c.hidden),
    });
  const head = new nn.Linear(width, c.vocabulary, { weight: c.tied ? embed.table : undefined });
  return nn.named(new nn.Decoder({ embed, blocks: nn.times(c.depth, block), norm: norm(), head }));
}

/** Tensors of the family in checkpoints of Hugging Face, theirs on the left. */
export const llamaNames: NameMap = {
  ...prefixed("model.", {
    "embed_tokens.weight": "embed.table",
    "layers.*.input_layernorm.weight": "blocks.*.mixerNorm.gain",
    "layers.*.self_attn.{q,k,v,o}_proj.weight": "blocks.*.mixer.{q,k,v,o}.weight",
    "layers.*.post_attention_layernorm.weight": "blocks.*.mlpNorm.gain",
    "layers.*.mlp.{gate,up,down}_proj.weight": "blocks.*.mlp.{gate,up,down}.weight",
    "norm.weight": "norm.gain",
  }),
  "lm_head.weight": "head.weight",
};

/** Fields of the family in `config.json`, theirs on the left. */
export const llamaFile = {
  vocab_size: "vocabulary",
  hidden_size: "width",
  num_hidden_layers: "depth",
  num_attention_heads: "heads",
  num_key_value_heads: "kvHeads",
  head_dim: "headWidth",
  intermediate_size: "hidden",
  max_position_embeddings: "context",
  rms_norm_eps: "eps",
  "rope_scaling/rope_theta": "theta", // the older name of what transformers calls so from version 5 on
  "rope_parameters/rope_theta": "theta",
  rope_theta: "theta",
  tie_word_embeddings: "tied",
} as const satisfies FieldMap;

/** What transformers means where a file of this family is silent. */
export const llamaAbsent = {
  kvHeads: ({ heads }: Partial<Llama>) => heads,
  context: () => 2048,
  theta: () => 10_000,
  eps: () => 1e-6,
  tied: () => false,
};
/** Fields of theirs with which one thing is computed here: the values that ask for it. */
export const llamaOnly = { hidden_act: ["silu", "swish"], attention_bias: [false], mlp_bias: [false] } as const;
/** Tensors of older checkpoints that follow from the config. */
export const llamaDerived = ["", "model."].flatMap((base) => [
  `${base}layers.*.self_attn.rotary_emb.inv_freq`,
  `${base}rotary_emb.inv_freq`,
]);

/** And where a GGUF file is: llama.cpp asks for all others. */
export const llamaGgufAbsent = { kvHeads: llamaAbsent.kvHeads, theta: llamaAbsent.theta };
/** Keys of theirs that follow from other fields. */
export const llamaGgufFollows = (c: Llama) => ({ "rope.dimension_count": headWidth(c) });

/** How LLaMA is built, loaded and saved. */
export const llamaArchitecture = {
  kind: "llama",
  config: LlamaConfig,
  build: (c) => llama(c),
  facts: (c) => c,
  huggingFace: huggingFace(LlamaConfig, {
    type: "llama",
    class: "LlamaForCausalLM",
    names: llamaNames,
    derived: llamaDerived,
    fields: llamaFile,
    absent: llamaAbsent,
    only: llamaOnly,
    refused: { ...rotaryRefusals, sliding_window: "sliding-window attention is not supported" },
  }),
  gguf: gguf(LlamaConfig, {
    architecture: "llama",
    names: { "blk.*.attn_{q,k}.weight": paired("blocks.*.mixer.{q,k}.weight", headWidth) },
    absent: llamaGgufAbsent,
    follows: llamaGgufFollows,
  }),
} satisfies Architecture<LlamaConfig, nn.Decoder>;
