/**
 * The four normalization forms of Unicode (Unicode Standard Annex 15), aligned with the text they came from: NFC and NFD
 * compose and decompose what is canonically the same, NFKC and NFKD also what is so by compatibility (ﬁ, ②, ｶ).
 */

import type { Normalizer } from "./normalizer.ts";

export type Form = "NFC" | "NFD" | "NFKC" | "NFKD";

/**
 * A character and all that may compose or change places with it: marks, the vowels and finals of Hangul, halfwidth ones
 * included, and the vowel signs of Kirat Rai, which are letters that compose. No form crosses these borders (a test
 * walks all of Unicode).
 */
const COMPOSABLE = /.[\p{M}\u{1160}-\u{11ff}\u{3131}-\u{318e}\u{ff9e}-\u{ffdc}\u{16d63}-\u{16d6a}]*/gsv;

export function unicodeForm(form: Form): Normalizer {
  return {
    normalize: (text) => text.normalize(form),
    align(text) {
      if (text.normalize(form) === text) return undefined;
      const starts: number[] = [];
      const ends: number[] = [];
      const put = (units: number, start: number, end: number) => {
        for (let i = 0; i < units; i++) {
          starts.push(start);
          ends.push(end);
        }
      };
      let at = 0;
      for (const [segment] of text.matchAll(COMPOSABLE)) {
        const whole = segment.normalize(form);
        const characters = [...segment];
        const apart = characters.map((character) => character.normalize(form));
        // What changed by itself stands for its character; what composed or changed places, for the whole segment.
        if (apart.join("") === whole) {
          let start = at;
          for (const [i, character] of characters.entries()) {
            if (apart[i] === character)
              for (let unit = 0; unit < character.length; unit++) put(1, start + unit, start + unit + 1);
            else put(apart[i]!.length, start, start + character.length);
            start += character.length;
          }
        } else put(whole.length, at, at + segment.length);
        at += segment.length;
      }
      return { starts, ends };
    },
  };
}
