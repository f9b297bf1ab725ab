/** Trainings with the settings that tools/subword_parity.py gives the reference's trainers. */
import { byteAlphabet } from "../../src/tokenizers/byte-level.ts";
import { type Trained, trainMerges } from "../../src/tokenizers/merge-trainer.ts";
import { normalizerOf } from "../../src/tokenizers/normalizers.ts";
import { PreTokenizerConfig, preTokenizerOf } from "../../src/tokenizers/pre-tokenizers.ts";
import { countWords } from "../../src/tokenizers/word-counts.ts";

const preTokenizer = (config: object) => preTokenizerOf(PreTokenizerConfig.parse(config));

export function byteLevelAsReference(texts: readonly string[], vocabularySize: number): Trained {
  const words = countWords(texts, undefined, preTokenizer({ type: "ByteLevel", add_prefix_space: false }));
  return trainMerges(words, { vocabularySize, initialAlphabet: byteAlphabet, specialTokens: ["<|endoftext|>"] });
}

export function bpeAsReference(texts: readonly string[], vocabularySize: number): Trained {
  const words = countWords(texts, undefined, preTokenizer({ type: "BertPreTokenizer" }));
  return trainMerges(words, { vocabularySize, specialTokens: ["<unk>"] });
}

/** The characters' ids are given beforehand, as the reference had to be given them: see `wordPieceApart`. */
export function wordPieceAsReference(texts: readonly string[], tokens: readonly string[]): Trained {
  const bert = { clean_text: true, handle_chinese_chars: true, lowercase: true } as const;
  const normalizer = normalizerOf({ type: "BertNormalizer", ...bert });
  const words = countWords(texts, normalizer, preTokenizer({ type: "BertPreTokenizer" }));
  const isCharacter = (token: string) => [...token.replace(/^##(?=.)/su, "")].length === 1;
  const given = tokens.filter((token, id) => id < 5 || isCharacter(token));
  return trainMerges(words, { vocabularySize: tokens.length, specialTokens: given, prefix: "##" });
}
