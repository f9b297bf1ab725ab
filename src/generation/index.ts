/** Writing text with a model: logits processors, samplers, decoding over a cache, and LocalLM behind the port. */
export { Decoding, type DecodingOptions, type Sequence } from "./decoding.ts";
export { LocalLM, type LocalOptions } from "./local-lm.ts";
export { philox, uniform } from "./philox.ts";
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
} from "./processors.ts";
export { greedy, multinomial, type Sampler } from "./sampler.ts";
export { scoreTokens } from "./score-tokens.ts";
export { openWorker, type WorkerOptions } from "./worker.ts";
export type { ModelFactory } from "./worker-host.ts";
