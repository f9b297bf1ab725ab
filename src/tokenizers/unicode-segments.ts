/**
 * What `Intl.Segmenter` finds, in time that grows with the text. Asked about a whole text, V8 takes time for each segment that
 * grows with the text too, so that 100,000 characters take seconds and a megabyte minutes. So it is asked about one window after
 * another, each beginning where a segment does: the rules of Unicode Standard Annex 29 look back no further than that.
 */

/** UTF-16 units looked at together. */
const WINDOW = 512;

/** How many segments at the end of a window may be others once it is known what follows. */
export type Unsure = number;
/** A cluster ends by what stands in it and the one character after it. */
export const CLUSTERS: Unsure = 1;
/** A word by what stands two segments on ("a." of "a.b"); where words come out of a dictionary, by some more. */
export const WORDS: Unsure = 8;

/** The segments of a text in order; joined, they are the text. */
export function* segmentsOf(segmenter: Intl.Segmenter, text: string, unsure: Unsure): Generator<string> {
  let size = WINDOW;
  for (let start = 0; start < text.length; ) {
    const end = wholeCharacters(text, start + size);
    const found = Array.from(segmenter.segment(text.slice(start, end)), ({ segment }) => segment);
    const sure = end === text.length ? found : found.slice(0, -unsure);
    for (const segment of sure) {
      yield segment;
      start += segment.length;
    }
    // Segments longer than the window are looked at again in a wider one.
    size = sure.length === 0 ? size * 2 : WINDOW;
  }
}

/** `at`, or one less where it would cut a surrogate pair; never beyond the text. */
function wholeCharacters(text: string, at: number): number {
  if (at >= text.length) return text.length;
  return text.codePointAt(at - 1)! > 0xffff ? at - 1 : at;
}
