/**
 * What llama.cpp calls things in a GGUF file. It gives one name to one thing in every architecture, and so do we: one table of
 * weights and one of fields serve all of them, and an architecture adds what it alone has.
 */
import type { NameMap } from "./architecture.ts";
import type { FieldMap, Refusal } from "./forms.ts";

export const ggufNames = {
  "token_embd.weight": "embed.table",
  "blk.*.attn_norm.weight": "blocks.*.mixerNorm.gain",
  "blk.*.attn_{q,k,v,output}.{weight,bias}": "blocks.*.mixer.{q,k,v,o}.{weight,bias}",
  "blk.*.ffn_norm.weight": "blocks.*.mlpNorm.gain",
  "blk.*.ffn_{gate,up,down}.{weight,bias}": "blocks.*.mlp.{gate,up,down}.{weight,bias}",
  "output_norm.weight": "norm.gain",
  "output.weight": "head.weight",
} as const satisfies NameMap;

export const ggufFields = {
  vocab_size: "vocabulary",
  context_length: "context",
  embedding_length: "width",
  block_count: "depth",
  feed_forward_length: "hidden",
  "attention.head_count": "heads",
  "attention.head_count_kv": "kvHeads",
  "attention.key_length": "headWidth",
  "attention.value_length": "headWidth",
  "attention.layer_norm_rms_epsilon": "eps",
  "rope.freq_base": "theta",
} as const satisfies FieldMap;

const scaled = "scaled rotary positions are not supported";

export const ggufRefusals: Readonly<Record<string, Refusal>> = {
  "rope.scaling.type": { when: (type) => type !== "none", why: scaled },
  "rope.scaling.factor": { when: (factor) => factor !== 1, why: scaled }, // without a type it means linear
  "rope.scale_linear": { when: (factor) => factor !== 1, why: scaled }, // its older name
  "attention.sliding_window": "sliding-window attention is not supported",
  expert_count: "a mixture of experts is not supported",
};

/** What the type says already, or an older writer put there besides. */
export const ggufHarmless = [
  "rope.dimension_count",
  "rope.scaling.original_context_length",
  "rope.scaling.finetuned",
  "tensor_data_layout",
  "expert_used_count",
];
