import type { z } from "zod";
import type { Decoder } from "../nn/index.ts";
import { checked } from "../sentences/index.ts";
import type { Architecture, NameMap } from "./architecture.ts";
import { type Config, configOf, positive } from "./fields.ts";
import { gguf, huggingFace } from "./forms.ts";
import * as family from "./llama.ts";
import { prefixed } from "./names.ts";
import { rotaryRefusals } from "./transformers.ts";

const fields = { ...family.llamaFields, theta: positive.default(1_000_000), eps: positive.default(1e-6) };

/** What `qwen2` is built from. */
export const Qwen2Config: Config<"qwen2", typeof family.llamaFields> = configOf("qwen2", fields, family.llamaRules);
export type Qwen2Config = z.infer<typeof Qwen2Config>;

/**
 * Qwen2 (Yang et al. 2024, arXiv:2407.10671). Notes: LLM architectures, decoder-only.
 *
 * LLaMA with a bias on q, k and v, and a larger base of the rotary angles.
 *
 * The model's weights have no numbers yet. Throws where the config is no `Qwen2Config`.
 */
export function qwen2(input: z.input<typeof Qwen2Config>): Decoder {
  return family.assembleLlama(checked(Qwen2Config, input, "qwen2"), { bias: true });
}

/** Its tensors in checkpoints of Hugging Face, theirs on the left. */
export const qwen2Names: NameMap = {
  ...family.llamaNames,
  ...prefixed("model.", { "layers.*.self_attn.{q,k,v}_proj.bias": "blocks.*.mixer.{q,k,v}.bias" }),
};

const slides = (types: unknown) => Array.isArray(types) && types.includes("sliding_attention");
const window = "sliding-window attention is not supported";

/** How Qwen2 is built, loaded and saved. */
export const qwen2Architecture = {
  kind: "qwen2",
  config: Qwen2Config,
  build: (c) => qwen2(c),
  facts: (c) => c,
  huggingFace: huggingFace(Qwen2Config, {
    type: "qwen2",
    class: "Qwen2ForCausalLM",
    names: qwen2Names,
    derived: family.llamaDerived,
    fields: family.llamaFile,
    absent: {
      ...family.llamaAbsent,
      kvHeads: ({ heads }, value) => (value === null ? heads : 32),
      context: () => 32_768,
    },
    only: { hidden_act: family.llamaOnly.hidden_act },
    refused: { ...rotaryRefusals, use_sliding_window: window, layer_types: { when: slides, why: window } },
    harmless: ["sliding_window", "max_window_layers"], // of a window that is not used
  }),
  // llama.cpp turns halves here, as the checkpoint does.
  gguf: gguf(Qwen2Config, {
    architecture: "qwen2",
    absent: family.llamaGgufAbsent,
    follows: family.llamaGgufFollows,
  }),
} satisfies Architecture<Qwen2Config, Decoder>;
