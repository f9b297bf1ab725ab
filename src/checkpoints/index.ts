/** Checkpoints: safetensors, GGUF, the folders of Hugging Face, and loading and saving a model whole. */

export { ADAPTER_WEIGHTS } from "./adapter-files.ts";
export { type AdapterFacts, adapterFacts, type CombineOptions, combineAdapters, type Term } from "./adapters.ts";
export { writeAtomically } from "./atomic.ts";
export { CheckpointError, refused } from "./checkpoint-error.ts";
export { type ConvertOptions, convert } from "./convert.ts";
export { weightFiles } from "./files.ts";
export { type GgufFile, type GgufTensor, readGguf } from "./gguf.ts";
export { loadIntervention, saveIntervention } from "./interventions.ts";
export {
  type Built,
  type Loaded,
  type LoadModelOptions,
  type LoadOptions,
  load,
  loadGeneration,
  loadModel,
  loadTokenizer,
  type NoteOptions,
  type PullOptions,
  pull,
} from "./load.ts";
export { type Merged, merge } from "./merge.ts";
export { type Quantization, quantizations } from "./mixtures.ts";
export type { Base } from "./peft-names.ts";
export { readMetadata, readSafetensors, type SafetensorsFile, writeSafetensors } from "./safetensors.ts";
export { type Saved, type SaveOptions, save } from "./save.ts";
export { readSentenceFiles, type SentenceFiles } from "./sentence-files.ts";
export type { WeightDType } from "./stored.ts";
export { readTokenizerFiles } from "./tokenizer-files.ts";
