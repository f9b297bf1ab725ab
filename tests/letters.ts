/** The smallest corpora: texts, and a tokenizer of single characters. */
import type { TextEncoding } from "../src/data/index.ts";

/** Each character is its code point; the end of a document is 0. */
export const letters = (vocabularySize: number): TextEncoding => ({
  vocabularySize,
  eosId: 0,
  encode: (text) => [...text].map((c) => c.codePointAt(0)! % vocabularySize),
  idToToken: (id) => String.fromCodePoint(id),
});

/** Texts as documents. */
export const documents = (texts: readonly string[]) => texts.map((text, i) => ({ id: String(i), text }));
