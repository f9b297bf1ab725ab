/**
 * The four normalization forms of Unicode (Unicode Standard Annex 15), aligned with the text they came from: NFC and NFD
 * compose and decompose what is canonically the same, NFKC and NFKD also what is so by compatibility (ﬁ, ②, ｶ).
 */

import { AlignmentBuilder, type Normalizer } from "./normalizer.ts";

export type Form = "NFC" | "NFD" | "NFKC" | "NFKD";

/**
 * A character and all that may compose or change places with it: marks, the vowels and finals of Hangul, halfwidth ones
 * included, and the vowel signs of Kirat Rai, which are letters that compose. No form crosses these borders (a test
 * walks all of Unicode).
 */
const COMPOSABLE = /.[\p{M}\u{1160}-\u{11ff}\u{3131}-\u{318e}\u{ff9e}-\u{ffdc}\u{16d63}-\u{16d6a}]*/gsv;

export function unicodeForm(form: Form): Normalizer {
  const written = (text: string) => inOrder(text).normalize(form);
  return {
    normalize: written,
    align(text) {
      if (written(text) === text) return undefined;
      const alignment = new AlignmentBuilder(text.length);
      let at = 0;
      for (const [segment] of text.matchAll(COMPOSABLE)) {
        const whole = written(segment);
        const characters = [...segment];
        const apart = characters.map((character) => character.normalize(form));
        // What changed by itself stands for its character; what composed or changed places, for the whole segment.
        if (apart.join("") === whole) {
          let start = at;
          for (const [i, character] of characters.entries()) {
            const end = start + character.length;
            if (apart[i] === character) alignment.keep(start, end);
            else alignment.put(apart[i]!.length, start, end);
            start = end;
          }
        } else alignment.put(whole.length, at, at + segment.length);
        at += segment.length;
      }
      return alignment.done();
    },
  };
}

/** Marks in a row beyond which they are put in order here: what `String.normalize` does takes squared time. */
const LONG_RUN = /\p{M}{64,}/gv;
/** A mark, or half of a character that may be one. */
const MAY_BE_MARK = /[\p{M}\p{Surrogate}]/v;

/** Whether there may be such a run, which would meet every 64th unit: it is found sooner. */
function mayRun(text: string): boolean {
  for (let at = 63; at < text.length; at += 64) if (MAY_BE_MARK.test(text[at]!)) return true;
  return false;
}

/** The same text to all forms, its long runs of marks in canonical order. */
function inOrder(text: string): string {
  if (!mayRun(text)) return text;
  return text.replace(LONG_RUN, (run) => {
    const marks = [...run].flatMap((mark) => [...mark.normalize("NFD")]);
    const ranks = ranksOf(new Set(marks));
    let ordered = "";
    let movable: string[] = [];
    const settle = () => {
      ordered += movable.sort((a, b) => ranks.get(a)! - ranks.get(b)!).join("");
      movable = [];
    };
    for (const mark of marks) {
      if (ranks.has(mark)) movable.push(mark);
      else {
        settle(); // one that stays where it is, and that none passes
        ordered += mark;
      }
    }
    settle();
    return ordered;
  });
}

/** The order among marks, which equal ones of Unicode's combining classes share; those that never move have none. */
function ranksOf(marks: ReadonlySet<string>): Map<string, number> {
  const swaps = (a: string, b: string) => a !== b && (a + b).normalize("NFD") === b + a;
  // The lowest class is that of U+0334, the highest that of U+0345.
  const movable = [...marks].filter((mark) => swaps(mark, "\u0334") || swaps("\u0345", mark));
  const sorted = movable.sort((a, b) => (swaps(a, b) ? 1 : swaps(b, a) ? -1 : 0));
  const ranks = new Map<string, number>();
  let rank = 0;
  for (const [i, mark] of sorted.entries()) {
    if (i > 0 && swaps(mark, sorted[i - 1]!)) rank += 1;
    ranks.set(mark, rank);
  }
  return ranks;
}
