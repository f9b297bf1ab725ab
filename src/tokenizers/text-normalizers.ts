/** Small normalizers, each after what it does to text. */

import { byteSpelling } from "./byte-level.ts";
import { AlignmentBuilder, type Normalizer, perMatch } from "./normalizer.ts";
import { eachMatch, replaceMatches } from "./pattern-matches.ts";

/** Each character by itself: the whole text's own `toLowerCase` would write the last sigma of a word differently. */
export const lowercase = perMatch(
  /./gsv,
  (character) => character.toLowerCase(),
  (text) => text.replaceAll("Σ", "σ").toLowerCase(),
);

/** Puts `content` where the pattern of a file matches. */
export function replaced(pattern: RegExp, content: string): Normalizer {
  return {
    normalize: (text) => replaceMatches(pattern, text, content),
    align(text) {
      const alignment = new AlignmentBuilder(text.length);
      let at = 0;
      eachMatch(pattern, text, (start, end) => {
        alignment.keep(at, start);
        alignment.put(content.length, start, end);
        at = end;
      });
      alignment.keep(at, text.length);
      return alignment.done();
    },
  };
}

/** Takes all marks away, which works where they stand apart from their letters: after NFD or NFKD. */
export const stripAccents = perMatch(/\p{M}/gv, () => "");

export function strip(left: boolean, right: boolean): Normalizer {
  // From within a run of spaces nothing else is found than from its beginning; to look from each would take squared time.
  const atEnd = "(?<!\\p{White_Space})\\p{White_Space}+$";
  const sides = [...(left ? ["^\\p{White_Space}+"] : []), ...(right ? [atEnd] : [])];
  return sides.length === 0 ? perMatch(/(?!)/g, () => "") : perMatch(new RegExp(sides.join("|"), "gv"), () => "");
}

/** Spells the whole text by its bytes, before it is cut. */
export const byteLevel: Normalizer = {
  normalize: byteSpelling.spell,
  align(text) {
    const { starts, ends } = byteSpelling.spans(text);
    return { starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
  },
};

/** Puts a text before every text that is not empty; nobody wrote it, so that it takes no room there. */
export function prepend(before: string): Normalizer {
  return {
    normalize: (text) => (text === "" ? "" : before + text),
    align(text) {
      if (text === "" || before === "") return undefined;
      const alignment = new AlignmentBuilder(before.length + text.length);
      alignment.put(before.length, 0, 0);
      alignment.keep(0, text.length);
      return alignment.done();
    },
  };
}

/** First and last code point of runs of controls that `nmt` drops. */
const DROPPED = [
  [0x01, 0x08],
  [0x0b, 0x0b],
  [0x0e, 0x1f],
  [0x7f, 0x7f],
  [0x8f, 0x8f],
  [0x9f, 0x9f],
] as const;

/** What Google's neural translation of 2016 did beside NFKC: controls go, and rare spaces become plain ones. */
export const nmt = perMatch(/[\p{Cc}\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]/gv, (character) => {
  const code = character.charCodeAt(0);
  if (DROPPED.some(([first, last]) => first <= code && code <= last)) return "";
  return code === 0 || (code >= 0x80 && code <= 0x9f) ? character : " ";
});
