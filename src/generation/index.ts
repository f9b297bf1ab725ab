/** Writing text with a model: logits processors, samplers, decoding over a cache, and LocalLM behind the port. */
export { type BeamOptions, beamSearch } from "./beam.ts";
export type { Constraints, GenerationDefaults, SequenceBias } from "./constraints.ts";
export { type ContrastiveOptions, contrastiveSearch } from "./contrastive.ts";
export { Decoding, type DecodingOptions, type Sequence } from "./decoding.ts";
export type { SentenceDefaults } from "./embed-texts.ts";
export { type Forwarded, type ForwardInputs, forward, type PlainArray } from "./forward.ts";
export { LocalEncoder } from "./local-encoder.ts";
export { LocalLM } from "./local-lm.ts";
export type { LocalOptions } from "./local-options.ts";
export { philox, uniform } from "./philox.ts";
export { PrefixCache, type PrefixCacheOptions, type ReadPrefix } from "./prefix-cache.ts";
export {
  frequency,
  minP,
  type Processor,
  type ProcessorSettings,
  presence,
  processors,
  type Row,
  repetition,
  temperature,
  topK,
  topP,
  typical,
} from "./processors.ts";
export { Prompts, type PromptsOptions, type Turn } from "./prompts.ts";
export { greedy, multinomial, type Sampler } from "./sampler.ts";
export { scoreTokens, scoreWindows } from "./score-tokens.ts";
export { type Choice, exhaustiveSearch, type Frontier, type Hypothesis, logSoftmax } from "./search.ts";
export { openWorker, type WorkerOptions } from "./worker.ts";
export type { ModelFactory } from "./worker-host.ts";
