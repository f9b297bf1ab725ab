/** What `config.json` says in every architecture of transformers. */
import type { Refusal, Spelt } from "./forms.ts";

const filled = (value: NonNullable<unknown>) => typeof value === "object" && Object.keys(value).length > 0;

export const refusals: Readonly<Record<string, Refusal>> = {
  quantization_config: "quantized weights of this form are not supported",
  quantization: "quantized weights of this form are not supported", // where mlx has it
  pruned_heads: { when: filled, why: "pruned heads are not supported" },
  add_cross_attention: "attention to another model's states is not supported",
  is_encoder_decoder: "an encoder-decoder is not supported",
};

/** Fields that change nothing of what a trained model computes: what begins a training, what drops out in it, what is said of outputs. */
export const harmless = [
  ...[
    "architectures",
    "model_type",
    "transformers_version",
    "_name_or_path",
    "torch_dtype",
    "dtype",
    "tokenizer_class",
  ],
  ...["bos_token_id", "eos_token_id", "pad_token_id", "sep_token_id", "cls_token_id", "mask_token_id", "unk_token_id"],
  ...["initializer_range", "initializer_factor", "attention_dropout", "hidden_dropout", "hidden_dropout_prob"],
  ...["attention_probs_dropout_prob", "classifier_dropout", "gradient_checkpointing", "pretraining_tp"],
  ...[
    "use_cache",
    "output_attentions",
    "output_hidden_states",
    "return_dict",
    "torchscript",
    "chunk_size_feed_forward",
  ],
  ...["num_labels", "id2label", "label2id", "problem_type", "finetuning_task", "task_specific_params"],
  ...["_attn_implementation", "attn_implementation", "is_decoder", "decoder_start_token_id", "tie_encoder_decoder"],
];

/** Whether positions are turned otherwise than by the base alone, in either spelling of what says so. */
const isScaled = (rope: NonNullable<unknown>) =>
  Object.entries(rope).some(
    ([name, kind]) => (name === "rope_type" || name === "type") && (kind ?? "default") !== "default",
  );
const scaled = { when: isScaled, why: "scaled rotary positions are not supported" };

/** What architectures with rotary positions refuse. */
export const rotaryRefusals: Readonly<Record<string, Refusal>> = {
  rope_scaling: scaled,
  rope_parameters: scaled,
  partial_rotary_factor: { when: (share) => share !== 1, why: "partly turned heads are not supported" },
  "rope_parameters/partial_rotary_factor": {
    when: (share) => share !== 1,
    why: "partly turned heads are not supported",
  },
};

/** The activations of MLPs that are not gated, by every name that transformers has for the same function. */
export const spelledActivation: Spelt = {
  field: "activation",
  values: {
    gelu: "gelu",
    gelu_python: "gelu",
    gelu_new: "gelu-tanh",
    gelu_pytorch_tanh: "gelu-tanh",
    gelu_python_tanh: "gelu-tanh",
    gelu_fast: "gelu-tanh",
    gelu_accurate: "gelu-tanh",
    relu: "relu",
  },
};
