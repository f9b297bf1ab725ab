/**
 * Qwen2 (Yang et al. 2024, arXiv:2407.10671). Notes: LLM architectures, decoder-only.
 *
 * LLaMA with a bias on q, k and v, and a larger base of the rotary angles.
 */
import { z } from "zod";
import type { Decoder } from "../nn/index.ts";
import type { DecoderArchitecture, NameMap } from "./architecture.ts";
import {
  assembleLlama,
  checkedLlama,
  LlamaFields,
  LlamaFile,
  llamaGgufNames,
  llamaNames,
  readLlamaFile,
  readLlamaGguf,
  writeLlamaFile,
  writeLlamaGguf,
} from "./llama.ts";

export const Qwen2Config = checkedLlama(
  z.strictObject({
    kind: z.literal("qwen2").default("qwen2"),
    ...LlamaFields,
    theta: LlamaFields.theta.default(1_000_000),
    eps: LlamaFields.eps.default(1e-6),
  }),
);
export type Qwen2Config = z.infer<typeof Qwen2Config>;

export function qwen2(input: z.input<typeof Qwen2Config>): Decoder {
  return assembleLlama(Qwen2Config.parse(input), { bias: true });
}

export const qwen2Names = {
  ...llamaNames,
  "model.layers.*.self_attn.{q,k,v}_proj.bias": "blocks.*.mixer.{q,k,v}.bias",
} as const satisfies NameMap;

export const qwen2GgufNames = {
  ...llamaGgufNames,
  "blk.*.attn_{q,k,v}.bias": "blocks.*.mixer.{q,k,v}.bias",
} as const satisfies NameMap;

export const qwen2Architecture: DecoderArchitecture<Qwen2Config> = {
  kind: "qwen2",
  config: Qwen2Config,
  build: qwen2,
  huggingFace: {
    names: qwen2Names,
    read(file) {
      const own = LlamaFile.extend({
        use_sliding_window: z.literal(false, { error: "sliding-window attention is not supported" }).optional(),
      });
      return Qwen2Config.parse({ kind: "qwen2", ...readLlamaFile(own.parse(file)) });
    },
    write: (config) => ({ architectures: ["Qwen2ForCausalLM"], model_type: "qwen2", ...writeLlamaFile(config) }),
  },
  gguf: {
    architecture: "qwen2",
    names: qwen2GgufNames,
    read: (metadata, shapes) => Qwen2Config.parse({ kind: "qwen2", ...readLlamaGguf("qwen2", metadata, shapes) }),
    write: (config) => writeLlamaGguf("qwen2", config),
    // llama.cpp turns halves here, as the checkpoint does.
    pairedRows: () => ({}),
  },
};
