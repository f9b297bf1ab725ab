/** Architectures: one file each, and the list that loading reads. */
export type {
  Architecture,
  Arrangement,
  ConfigSchema,
  Facts,
  GgufForm,
  GgufNumber,
  HuggingFaceForm,
  ModelConfig,
  NameMap,
} from "./architecture.ts";
export { paired, pieceOf, shapeOf, wholeOf } from "./arrangements.ts";
export * from "./bert.ts";
export * from "./elmo.ts";
export { ConfigError } from "./forms.ts";
export * from "./gpt2.ts";
export { type HuffmanPath, huffmanPaths } from "./huffman.ts";
export * from "./llama.ts";
export * from "./mistral.ts";
export { fits, type Holding, holding, translate } from "./names.ts";
export * from "./qwen2.ts";
export * from "./recurrent.ts";
export { architecture, architectures, type KnownArchitecture } from "./registry.ts";
export * from "./transformer.ts";
export * from "./word2vec.ts";
