/** One tokenizer of each kind, trained on the same lines: what tools/trained.ts writes for the reference to read. */
import {
  type TrainedTokenizer,
  trainBpe,
  trainByteLevelBpe,
  trainUnigram,
  trainWordPiece,
} from "../../src/tokenizers/index.ts";
import { hardLines } from "./hard-lines.ts";

export function trainedHere(): Record<"byteLevel" | "bpe" | "wordPiece" | "unigram", TrainedTokenizer> {
  const texts = hardLines().slice(0, 1_500);
  const special = { specialTokens: ["<|endoftext|>"], roles: { eos: "<|endoftext|>" } };
  return {
    byteLevel: trainByteLevelBpe(texts, { vocabularySize: 1000, ...special, normalizer: { type: "NFC" } }),
    bpe: trainBpe(texts, { vocabularySize: 1000, alphabetSize: 200 }),
    wordPiece: trainWordPiece(texts, { vocabularySize: 1000, alphabetSize: 200 }),
    unigram: trainUnigram(texts, { vocabularySize: 700, characterCoverage: 0.99 }),
  };
}
