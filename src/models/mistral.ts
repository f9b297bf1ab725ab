import type { z } from "zod";
import { causal, type Decoder, window } from "../nn/index.ts";
import { checked } from "../sentences/index.ts";
import type { Architecture } from "./architecture.ts";
import { type Config, configOf, count } from "./fields.ts";
import { huggingFace } from "./forms.ts";
import * as family from "./llama.ts";
import { rotaryRefusals } from "./transformers.ts";

const own = {
  /** Tokens that one sees, itself among them; null for all. */
  window: count.nullable().default(null),
};

/** What `mistral` is built from. */
export const MistralConfig: Config<"mistral", typeof family.llamaFields & typeof own> = configOf(
  "mistral",
  { ...family.llamaFields, ...own },
  family.llamaRules,
);
export type MistralConfig = z.infer<typeof MistralConfig>;

/**
 * Mistral (Jiang et al. 2023, arXiv:2310.06825). Notes: LLM architectures, decoder-only.
 *
 * LLaMA in which a token sees the last `window` tokens alone: what a layer knows of farther ones has come through the layers below.
 * From version 0.2 on its files have no window, and it is LLaMA.
 *
 * The model's weights have no numbers yet. Throws where the config is no `MistralConfig`.
 */
export function mistral(input: z.input<typeof MistralConfig>): Decoder {
  const c = checked(MistralConfig, input, "mistral");
  return family.assembleLlama(c, { sight: c.window === null ? causal : window(c.window) });
}

/** How Mistral is built, loaded and saved. */
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
