/**
 * Mistral (Jiang et al. 2023, arXiv:2310.06825). Notes: LLM architectures, decoder-only.
 *
 * LLaMA in which a token sees the last `window` tokens alone: what a layer knows of farther ones has come through the layers below.
 * From version 0.2 on its files have no window, and it is LLaMA.
 */
import type { z } from "zod";
import { causal, type Decoder, window } from "../nn/index.ts";
import { checked } from "../sentences/index.ts";
import type { Architecture } from "./architecture.ts";
import { configOf, count } from "./fields.ts";
import { huggingFace } from "./forms.ts";
import * as family from "./llama.ts";
import { rotaryRefusals } from "./transformers.ts";

const fields = {
  ...family.llamaFields,
  window: count("tokens that one sees, itself among them; null for all").nullable().default(null),
};

export const MistralConfig = configOf("mistral", fields, family.llamaRules);
export type MistralConfig = z.infer<typeof MistralConfig>;

export function mistral(input: z.input<typeof MistralConfig>): Decoder {
  const c = checked(MistralConfig, input, "mistral");
  return family.assembleLlama(c, { sight: c.window === null ? causal : window(c.window) });
}

export const mistralArchitecture = {
  kind: "mistral",
  config: MistralConfig,
  build: (c) => mistral(c),
  facts: (c) => c,
  huggingFace: huggingFace(MistralConfig, {
    type: "mistral",
    class: "MistralForCausalLM",
    names: family.llamaNames,
    derived: family.llamaDerived,
    fields: { ...family.llamaFile, sliding_window: "window" },
    absent: {
      ...family.llamaAbsent,
      kvHeads: ({ heads }, value) => (value === null ? heads : 8),
      context: () => 131_072,
      window: () => 4096,
    },
    only: { hidden_act: family.llamaOnly.hidden_act },
    refused: rotaryRefusals,
  }),
} satisfies Architecture<MistralConfig, Decoder>;
