/** The steps that decoders are made of: tokens in, tokens out, each as soon as it is certain. */

import { byteOfToken } from "./byte-tokens.ts";
import { escapeLiteral } from "./pattern-reader.ts";

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

/** A space between tokens, which is how they are written where a file names no decoder. */
export const spaced = (): Step => each((token, isFirst) => (isFirst ? token : ` ${token}`));

/** A step that sees the whole text as one token, where nothing of it is certain before the end. */
export function whole(step: Step): Step {
  let text = "";
  return {
    push(token) {
      text += token;
      return [];
    },
    flush: () => [...step.push(text), ...step.flush()],
  };
}

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

export const STRAY_SPACES = [
  ...[".", "?", "!", ","].map((mark) => [` ${mark}`, mark] as const),
  [" ' ", "'"],
  [" n't", "n't"],
  [" 'm", "'m"],
  [" do not", " don't"],
  [" 's", "'s"],
  [" 've", "'ve"],
  [" 're", "'re"],
] as const;

/** A space for each end of a word, but for those of the last token: one that has an end waits for the next. */
export function endOfWord(suffix: string): Step {
  const ends = new RegExp(escapeLiteral(suffix), "gu");
  let waiting: string | undefined;
  return {
    push(token) {
      const before = waiting?.replace(ends, " ");
      waiting = token.includes(suffix) ? token : undefined;
      const certain = waiting === undefined ? [token] : [];
      return before === undefined ? certain : [before, ...certain];
    },
    flush: () => (waiting === undefined ? [] : [waiting.replace(ends, "")]),
  };
}

/**
 * Connectionist temporal classification (Graves et al. 2006), as Wav2Vec2 writes text: of equal tokens in a row one, without pads, and a
 * space for each delimiter.
 */
export function ctc(pad: string, delimiter: string, cleanup: boolean): Step {
  let last: string | undefined;
  return {
    push(token) {
      if (token === last) return [];
      last = token;
      const text = token.replaceAll(pad, "");
      const written = cleanup ? withoutStraySpaces(text).replaceAll(delimiter, " ") : text;
      return written === "" ? [] : [written];
    },
    flush: () => [],
  };
}

/** `content` for each `found` of the whole text; what may be the beginning of one waits. */
export function replaceWhole(found: string, content: string): Step {
  let held = "";
  return {
    push(token) {
      const text = held + token;
      let written = "";
      let at = 0;
      for (let next = text.indexOf(found); next >= 0; next = text.indexOf(found, at)) {
        written += text.slice(at, next) + content;
        at = next + found.length;
      }
      let kept = Math.min(found.length - 1, text.length - at);
      while (kept > 0 && !found.startsWith(text.slice(text.length - kept))) kept -= 1;
      held = text.slice(text.length - kept);
      return [written + text.slice(at, text.length - kept)];
    },
    flush: () => [held],
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

/** Up to `start` times `content`, one character, off the front of a token, and `stop` times off its end. */
export function strip(token: string, content: string, start: number, stop: number): string {
  let from = 0;
  for (let i = 0; i < start && token.startsWith(content, from); i++) from += content.length;
  let to = token.length;
  for (let i = 0; i < stop && to - content.length >= from && token.endsWith(content, to); i++) to -= content.length;
  return token.slice(from, to);
}

/** The same off the front and the end of the whole text. */
export function stripWhole(content: string, start: number, stop: number): Step {
  let left = start; // how many may still go
  let held = ""; // may turn out to be the end
  return {
    push(token) {
      const begun = strip(token, content, left, 0);
      if (token !== "") left = begun === "" ? left - token.length / content.length : 0;
      const text = held + begun;
      const kept = strip(text, content, 0, stop);
      held = text.slice(kept.length);
      return [kept];
    },
    flush: () => [],
  };
}
