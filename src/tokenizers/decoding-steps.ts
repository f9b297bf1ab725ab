/** The steps that decoders are made of: tokens in, tokens out, each as soon as it is certain. */

import { byteOfToken } from "./byte-tokens.ts";

export interface Step {
  push(token: string): readonly string[];
  /** What is left at the end. */
  flush(): readonly string[];
}

/** Each token by itself. */
export const each = (rewrite: (token: string, isFirst: boolean) => string): Step => {
  let isFirst = true;
  return {
    push(token) {
      const written = rewrite(token, isFirst);
      isFirst = false;
      return [written];
    },
    flush: () => [],
  };
};

/** A space before each word but the first; what has the prefix goes on the word before it. */
export const wordPiece = (prefix: string, cleanup: boolean): Step =>
  each((token, isFirst) => {
    const text = isFirst ? token : token.startsWith(prefix) ? token.slice(prefix.length) : ` ${token}`;
    return cleanup ? withoutStraySpaces(text) : text;
  });

/** English as it is written, of a token and the space before it: "it 's" becomes "it's". These are BERT's own rules. */
function withoutStraySpaces(text: string): string {
  let clean = text;
  for (const [stray, written] of STRAY_SPACES) clean = clean.replaceAll(stray, written);
  return clean;
}

const STRAY_SPACES = [
  ...[".", "?", "!", ","].map((mark) => [` ${mark}`, mark] as const),
  [" ' ", "'"],
  [" n't", "n't"],
  [" 'm", "'m"],
  [" do not", " don't"],
  [" 's", "'s"],
  [" 've", "'ve"],
  [" 're", "'re"],
] as const;

/** A space after each token that ends a word, but for the last of all. */
export function endOfWord(suffix: string): Step {
  let owed = "";
  return {
    push(token) {
      const text = owed + token.replaceAll(suffix, "");
      owed = token.endsWith(suffix) ? " " : "";
      return [text];
    },
    flush: () => [],
  };
}

/** Spaces where they are written as "▁"; the first token has none where one was put before every text. */
export const metaspace = (replacement: string, isPrefixed: boolean): Step =>
  each((token, isFirst) => token.replaceAll(replacement, isFirst && isPrefixed ? "" : " "));

/**
 * Byte tokens in a row are read as UTF-8 together; where they are none, each becomes U+FFFD, so that nothing of a row is
 * certain before it ends.
 */
export function byteFallback(): Step {
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let bytes: number[] = [];
  const flush = () => {
    if (bytes.length === 0) return [];
    const row = bytes;
    bytes = [];
    try {
      return [utf8.decode(Uint8Array.from(row))];
    } catch {
      return row.map(() => "\ufffd");
    }
  };
  return {
    push(token) {
      const byte = byteOfToken(token);
      if (byte === undefined) return [...flush(), token];
      bytes.push(byte);
      return [];
    },
    flush,
  };
}

/** Up to `start` times `content` off the front of a token, and `stop` times off its end. */
export function strip(token: string, content: string, start: number, stop: number): string {
  let from = 0;
  while (from < start && token[from] === content) from++;
  let to = token.length;
  while (token.length - to < stop && to > from && token[to - 1] === content) to--;
  return token.slice(from, to);
}

/** The same off the front and the end of the whole text. */
export function stripWhole(content: string, start: number, stop: number): Step {
  let left = start; // how many may still go
  let held = ""; // may turn out to be the end
  return {
    push(token) {
      let from = 0;
      while (left > 0 && from < token.length && token[from] === content) {
        from += 1;
        left -= 1;
      }
      if (from < token.length) left = 0;
      const text = held + token.slice(from);
      const kept = strip(text, content, 0, stop);
      held = text.slice(kept.length);
      return [kept];
    },
    flush: () => [],
  };
}
