/** LLaMA 2's shape small enough to read: marks, the 256 bytes, a few pieces that are joined by score. */

import { byteToken } from "../../src/tokenizers/byte-tokens.ts";
import { BYTE, CONTROL, NORMAL, type ScoredPiece, UNKNOWN } from "../../src/tokenizers/pieces.ts";

const JOINED = "▁t he ▁the ▁a re in ▁▁ ▁▁▁▁ ll ▁he ▁hell ▁hello or ld ▁w ▁wor ▁world xx xxxx 12 ck , ' ab ba aba".split(
  " ",
);
const CHARACTERS = [..."▁abcdefghijklmnopqrstuvwxyz0123456789.,!'春眠é"].filter((one) => !JOINED.includes(one));

/** The earlier a piece is joined, the higher its score; characters are never joined. */
export const TINY_PIECES: readonly ScoredPiece[] = [
  { text: "<unk>", score: 0, type: UNKNOWN },
  { text: "<s>", score: 0, type: CONTROL },
  { text: "</s>", score: 0, type: CONTROL },
  ...Array.from({ length: 256 }, (_, byte) => ({ text: byteToken(byte), score: 0, type: BYTE })),
  ...[...JOINED, ...CHARACTERS].map((text, i) => ({ text, score: -i, type: NORMAL })),
];

/** Metadata as a GGUF file of this vocabulary holds them. */
export const tinySentencePieceGguf = (pieces = TINY_PIECES): Record<string, unknown> => ({
  "tokenizer.ggml.model": "llama",
  "tokenizer.ggml.pre": "default",
  "tokenizer.ggml.tokens": pieces.map(({ text }) => text),
  "tokenizer.ggml.scores": Float32Array.from(pieces, ({ score }) => score),
  "tokenizer.ggml.token_type": Int32Array.from(pieces, ({ type }) => type),
  "tokenizer.ggml.bos_token_id": 1,
  "tokenizer.ggml.eos_token_id": 2,
  "tokenizer.ggml.unknown_token_id": 0,
});

/** BERT's shape, as GGUF writes it. */
const TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "▁un", "aff", "able", "▁[x]", "[unused1]", "▁!", "▁cafe"];
export const TINY_BERT_GGUF = {
  "tokenizer.ggml.model": "bert",
  "tokenizer.ggml.tokens": TOKENS,
  "tokenizer.ggml.token_type": TOKENS.map((_, id) => (id === 1 ? UNKNOWN : id < 5 ? CONTROL : NORMAL)),
  "tokenizer.ggml.unknown_token_id": 1,
  "tokenizer.ggml.bos_token_id": 2,
  "tokenizer.ggml.seperator_token_id": 3,
  "tokenizer.ggml.padding_token_id": 0,
  "tokenizer.ggml.mask_token_id": 4,
};
