/** The pieces of a SentencePiece vocabulary, and what each is for: `tokenizer.model` and GGUF number that alike. */

export const NORMAL = 1;
export const UNKNOWN = 2;
export const CONTROL = 3;
export const USER_DEFINED = 4;
export const UNUSED = 5;
export const BYTE = 6;

export interface ScoredPiece {
  readonly text: string;
  /** A log-probability (Unigram), or the higher the earlier the piece is joined (BPE). */
  readonly score: number;
  readonly type: number;
}
