/**
 * Words of a text that has no spaces between them: the segmentation of highest probability under a dictionary of word counts.
 *
 *     best(i) = max over words w that begin at i of  log c(w) / N + best(i + |w|),     best(end) = 0
 *
 * by dynamic programming from the end, in time linear in the text. A character that is no word by itself counts as one that was
 * seen once. Where two segmentations are equally probable, the one whose first word is longer is taken.
 */
export class Segmenter {
  readonly #counts: ReadonlyMap<string, number>;
  readonly #longest: number;
  readonly #logTotal: number;

  /** @param total N, where the counts are those of a part of a dictionary only */
  constructor(counts: ReadonlyMap<string, number>, total?: number) {
    this.#counts = counts;
    this.#longest = [...counts.keys()].reduce((most, word) => Math.max(most, [...word].length), 1);
    this.#logTotal = Math.log(total ?? [...counts.values()].reduce((sum, count) => sum + count, 0));
  }

  /** The words of the text, and the sum of their log probabilities. */
  segment(text: string): { words: string[]; logProb: number } {
    const characters = [...text];
    const best = new Float64Array(characters.length + 1);
    const ends = new Uint32Array(characters.length);
    for (let i = characters.length - 1; i >= 0; i--) {
      best[i] = Number.NEGATIVE_INFINITY;
      for (const { word, end } of this.#wordsAt(characters, i)) {
        const score = this.logProb(word) + best[end]!;
        if (score >= best[i]!) {
          best[i] = score;
          ends[i] = end;
        }
      }
    }
    const words: string[] = [];
    for (let i = 0; i < characters.length; i = ends[i]!) words.push(characters.slice(i, ends[i]).join(""));
    return { words, logProb: best[0] ?? 0 };
  }

  /** Every segmentation of a short text into words of the dictionary and single characters: 2^(n-1) at most. */
  *all(text: string): Generator<string[]> {
    const characters = [...text];
    const rest = function* (this: Segmenter, from: number): Generator<string[]> {
      if (from === characters.length) yield [];
      for (const { word, end } of this.#wordsAt(characters, from))
        for (const words of rest.call(this, end)) yield [word, ...words];
    };
    yield* rest.call(this, 0);
  }

  /** log P(word). */
  logProb(word: string): number {
    return Math.log(this.#counts.get(word) || 1) - this.#logTotal;
  }

  /** The words that begin at a place, shortest first; the single character is always one. */
  *#wordsAt(characters: readonly string[], from: number): Generator<{ word: string; end: number }> {
    let word = "";
    for (let end = from + 1; end <= Math.min(characters.length, from + this.#longest); end++) {
      word += characters[end - 1];
      if (end === from + 1 || (this.#counts.get(word) ?? 0) > 0) yield { word, end };
    }
  }
}
