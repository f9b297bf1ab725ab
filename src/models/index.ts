/** Architectures: one file each, and the list that loading reads. */
import type { z } from "zod";
import type { Decoder, Encoder } from "../nn/index.ts";
import type { Architecture } from "./architecture.ts";
import { bertArchitecture } from "./bert.ts";
import { llamaArchitecture } from "./llama.ts";
import { qwen2Architecture } from "./qwen2.ts";

export type { Architecture, DecoderArchitecture, GgufForm, GgufNumber, NameMap } from "./architecture.ts";
export { BertConfig, bert, bertNames } from "./bert.ts";
export { LlamaConfig, llama, llamaNames } from "./llama.ts";
export { translate } from "./names.ts";
export { Qwen2Config, qwen2, qwen2Names } from "./qwen2.ts";
export { RecurrentConfig, recurrent } from "./recurrent.ts";

export const architectures = [llamaArchitecture, qwen2Architecture, bertArchitecture] as const;

type Known = (typeof architectures)[number];
export type ModelConfig = z.infer<Known["config"]>;
export type DecoderConfig = z.infer<Extract<Known, { build(config: never): Decoder }>["config"]>;
export type EncoderConfig = z.infer<Extract<Known, { build(config: never): Encoder }>["config"]>;

/** The architecture of a kind, for example "llama". Throws where there is none. */
export function architecture<K extends Known["kind"]>(kind: K): Extract<Known, { kind: K }>;
export function architecture(kind: string): Architecture<ModelConfig>;
export function architecture(kind: string): Architecture<ModelConfig> {
  const found = architectures.find((a) => a.kind === kind);
  if (found === undefined) {
    throw new Error(`no architecture "${kind}" (known: ${architectures.map((a) => a.kind).join(", ")})`);
  }
  // Each entry reads only configs of its own kind, which `config` has checked.
  return found as unknown as Architecture<ModelConfig>;
}
export { Elmo, ElmoConfig, elmo, ScalarMix } from "./elmo.ts";
export { type HuffmanPath, huffmanPaths } from "./huffman.ts";
export { EncoderDecoder, TransformerConfig, transformer, transformerNames } from "./transformer.ts";
export {
  hierarchicalSoftmax,
  nearest,
  negativeSampling,
  unitRows,
  Word2Vec,
  Word2VecConfig,
  word2vec,
} from "./word2vec.ts";
export { keptShares, stepper, trainWord2Vec, Word2VecTraining } from "./word2vec-training.ts";
