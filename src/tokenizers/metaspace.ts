/**
 * Metaspace (SentencePiece, Kudo & Richardson 2018): spaces are written as "▁", and a word begins with the one before it,
 * so that spaces are part of the vocabulary and text comes back as it was.
 */

import type { Piece, PreTokenizer } from "./pre-tokenizers.ts";

export interface MetaspaceParts {
  readonly replacement: string;
  /** Put one before a text that has none: every stretch of text, the very first, or none. */
  readonly prepend: "always" | "first" | "never";
  /** Cut before each; otherwise the whole stretch is one word. */
  readonly split: boolean;
}

export function metaspaceCut({ replacement, prepend, split }: MetaspaceParts): PreTokenizer["cut"] {
  return (text, isFirst = true) => {
    if (text === "") return [];
    const written = text.replaceAll(" ", replacement);
    const wants = prepend === "always" || (prepend === "first" && isFirst);
    const prefix = wants && !written.startsWith(replacement) ? 1 : 0;
    const whole = prefix > 0 ? replacement + written : written;
    const pieces: Piece[] = [];
    let from = 0;
    while (from < whole.length) {
      const next = split ? whole.indexOf(replacement, from + 1) : -1;
      const to = next < 0 ? whole.length : next;
      const piece = { text: whole.slice(from, to), start: from - prefix };
      pieces.push(from === 0 && prefix > 0 ? { ...piece, prefix } : piece);
      from = to;
    }
    return pieces;
  };
}
