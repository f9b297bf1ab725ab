/** Tokenizers: text to ids and back, and chat templates. No tensors. */

export { ChatTemplate, ChatTemplateError, type RenderOptions } from "./chat-template.ts";
export { tokenizerFromGguf } from "./gguf.ts";
export { type GgufTokenizer, ggufFromTokenizerFiles, tokenizerFilesFromGguf } from "./gguf-files.ts";
export { MalformedTokenizerError } from "./malformed.ts";
export type { PairEncoding } from "./pairs.ts";
export { type Cut, type DictionarySegmenter, dictionarySegmenter, intlSegmenter, type Segmenter } from "./segmenter.ts";
export {
  type ApplyChatTemplateOptions,
  type DecodeOptions,
  type EncodeOptions,
  type Encoding,
  type SpecialIds,
  type StreamDecoder,
  Tokenizer,
} from "./tokenizer.ts";
export { type TokenizerFiles, tokenizerFromJson } from "./tokenizer-json.ts";
export {
  type BpeOptions,
  type ByteLevelBpeOptions,
  type TrainedTokenizer,
  trainBpe,
  trainByteLevelBpe,
  trainWordPiece,
  type WordPieceOptions,
} from "./train.ts";
export { trainUnigram, type UnigramOptions } from "./train-unigram.ts";
export type { EmStep } from "./unigram-trainer.ts";
