/** Tokenizers: text to ids and back, and chat templates. No tensors. */

export type { AddedToken } from "./added-tokens.ts";
export { ChatTemplate, ChatTemplateError, type ConversationText, type RenderOptions } from "./chat-template.ts";
export { ChatTemplates } from "./chat-templates.ts";
export type { ApplyChatTemplateOptions, ConversationEncoding } from "./conversation.ts";
export type { DecodeOptions, EncodeOptions, Encoding, Located, StreamDecoder } from "./encoding.ts";
export { tokenizerFilesFromGguf, tokenizerFromGguf } from "./gguf.ts";
export { type GgufTokenizer, ggufFromTokenizerFiles } from "./gguf-files.ts";
export { MalformedTokenizerError } from "./malformed.ts";
export type { PairEncoding } from "./pairs.ts";
export type { Quotable } from "./quotes.ts";
export type { Range } from "./ranges.ts";
export { type Cut, type DictionarySegmenter, dictionarySegmenter, intlSegmenter, type Segmenter } from "./segmenter.ts";
export { tokenizerFilesFromSentencePiece } from "./sentencepiece-files.ts";
export { Tokenizer } from "./tokenizer.ts";
export { type TokenizerFiles, tokenizerFromJson } from "./tokenizer-json.ts";
export type { SpecialIds } from "./tokenizer-parts.ts";
export { type BpeOptions, type TrainedTokenizer, trainBpe, trainWordPiece, type WordPieceOptions } from "./train.ts";
export { type ByteLevelBpeOptions, trainByteLevelBpe, trainByteLevelBpeAsync } from "./train-byte-level.ts";
export { trainUnigram, type UnigramOptions } from "./train-unigram.ts";
export type { EmStep } from "./unigram-trainer.ts";
