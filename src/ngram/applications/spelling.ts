import type { NgramModel } from "../model.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Every word one edit away: a letter left out, two neighbours changed over, a letter put in place of another or in between. */
export const edits = (word: string): Set<string> => new Set(eachEdit(word));

function* eachEdit(word: string): Generator<string> {
  for (let i = 0; i <= word.length; i++) {
    const [left, right] = [word.slice(0, i), word.slice(i)];
    if (right !== "") yield left + right.slice(1);
    if (right.length > 1) yield left + right[1] + right[0] + right.slice(2);
    for (const letter of LETTERS) {
      if (right !== "") yield left + letter + right.slice(1);
      yield left + letter + right;
    }
  }
}

/** The words of the dictionary two edits away, nearer ones among them. */
function twoEdits(word: string, counts: ReadonlyMap<string, number>): Set<string> {
  const found = new Set<string>();
  for (const near of edits(word)) for (const far of eachEdit(near)) if (counts.has(far)) found.add(far);
  return found;
}

/**
 * The words of the dictionary that may have been meant, as Norvig (2007, "How to write a spelling corrector") has them: the word
 * itself if it is one, else those one edit away, else those two edits away, else the word as it stands.
 */
export function candidates(word: string, counts: ReadonlyMap<string, number>): string[] {
  if (counts.has(word)) return [word];
  const near = [...edits(word)].filter((each) => counts.has(each));
  if (near.length > 0) return near;
  const far = twoEdits(word, counts);
  return far.size > 0 ? [...far] : [word];
}

/** Norvig's corrector: of the candidates the most frequent one; of equally frequent ones the first in the alphabet. */
export function mostFrequent(word: string, counts: ReadonlyMap<string, number>): string {
  return candidates(word, counts)
    .sort()
    .reduce((best, each) => ((counts.get(each) ?? 0) > (counts.get(best) ?? 0) ? each : best));
}

/**
 * How letters are mistaken (Kernighan, Church & Gale 1990, "A spelling correction program based on a noisy channel model"): the number
 * of times that each edit was seen in pairs of a word and its misspelling. An edit is what was meant, ">", and what was written, with
 * the letter before it: "e>ea" an a put in behind e, "ei>ie" neighbours changed over, "mm>m" an m left out behind m. "^" stands before a word.
 */
export class ErrorModel {
  readonly #edits = new Map<string, number>();
  readonly #letters = new Map<string, number>();

  /** Counts the single edits in pairs of words, [meant, written]; pairs that are further apart teach nothing. */
  constructor(pairs: Iterable<readonly [meant: string, written: string]>) {
    for (const [meant, written] of pairs) {
      const edit = editBetween(meant, written);
      if (edit !== undefined) this.#edits.set(edit, (this.#edits.get(edit) ?? 0) + 1);
      const marked = `^${meant}`;
      for (let i = 0; i < marked.length; i++)
        for (let n = 1; n <= 2 && i + n <= marked.length; n++) {
          const seen = marked.slice(i, i + n);
          this.#letters.set(seen, (this.#letters.get(seen) ?? 0) + 1);
        }
    }
  }

  /** log P(written | meant) for words at most two edits apart, by the likeliest way; -Infinity beyond. */
  logProb(meant: string, written: string): number {
    if (meant === written) return 0;
    const one = editBetween(meant, written);
    if (one !== undefined) return this.#logEdit(one);
    let best = Number.NEGATIVE_INFINITY;
    for (const between of edits(meant)) {
      const second = between === meant ? undefined : editBetween(between, written);
      if (second === undefined) continue;
      best = Math.max(best, this.#logEdit(editBetween(meant, between)!) + this.#logEdit(second));
    }
    return best;
  }

  /** log of (count + 1/2) / (occurrences of the letters that were meant + 1000). */
  #logEdit(edit: string): number {
    const meant = edit.slice(0, edit.indexOf(">"));
    return Math.log(((this.#edits.get(edit) ?? 0) + 0.5) / ((this.#letters.get(meant) ?? 0) + 1000));
  }
}

/** The one edit that makes `written` of `meant`; undefined where there is none. */
export function editBetween(meant: string, written: string): string | undefined {
  if (meant === written || Math.abs(meant.length - written.length) > 1) return undefined;
  let i = 0;
  while (meant[i] === written[i]) i++; // somewhere they differ
  const before = i === 0 ? "^" : meant[i - 1]!;
  const [m, w] = [meant.slice(i), written.slice(i)];
  if (m.slice(1) === w) return `${before}${m[0]}>${before}`;
  if (m === w.slice(1)) return `${before}>${before}${w[0]}`;
  if (m.slice(1) === w.slice(1)) return `${m[0]}>${w[0]}`;
  return m[0] === w[1] && m[1] === w[0] && m.slice(2) === w.slice(2) ? `${m.slice(0, 2)}>${w.slice(0, 2)}` : undefined;
}

/** The noisy channel for a word alone: argmax over words at most two edits away of c(w) P(written | w). */
export function likeliest(written: string, counts: ReadonlyMap<string, number>, errors: ErrorModel): string {
  if (counts.has(written)) return written;
  let [best, score] = [written, Number.NEGATIVE_INFINITY];
  for (const word of [...twoEdits(written, counts)].sort()) {
    const own = Math.log(counts.get(word)!) + errors.logProb(word, written);
    if (own > score) [best, score] = [word, own];
  }
  return best;
}

/** A language model of words, which ids they have, and whether it knows a word at all. */
export interface Context {
  /** How probable words are behind each other. */
  readonly model: NgramModel;
  /** The id of a word, that of the unknown one where it has none. */
  readonly idOf: (word: string) => number;
  /** Whether a word is one of the language. */
  readonly knows: (word: string) => boolean;
}

/** The words that are one edit away, in the order of the alphabet: what may stand where another word was meant. */
export function neighbours(word: string, knows: (word: string) => boolean): string[] {
  return [...edits(word)].filter((other) => other !== word && knows(other)).sort();
}

/**
 * The word at one place of a sentence, words around it considered, also where it is a word itself:
 *
 *     argmax over w at most one edit away of  log P(sentence with w) + log P(written | w),   P(written | written) = 1 - errorRate
 *
 * The rest of the errors is shared by the words that are one edit away.
 */
export function inContext(
  sentence: readonly string[],
  place: number,
  { model, idOf, knows }: Context,
  errorRate = 0.01,
): string {
  const written = sentence[place]!;
  const others = neighbours(written, knows);
  const until = Math.min(sentence.length, place + model.order); // as far as the word is context to others
  let [best, score] = [written, Number.NEGATIVE_INFINITY];
  for (const word of [written, ...others]) {
    const ids = [...sentence.slice(0, place), word, ...sentence.slice(place + 1, until)].map(idOf);
    const row = [model.begin, ...ids, ...(until === sentence.length && model.end !== undefined ? [model.end] : [])];
    let logProb = word === written ? Math.log(1 - errorRate) : Math.log(errorRate / others.length);
    for (let i = place + 1; i < row.length; i++) logProb += model.logProb(row.slice(0, i), row[i]!);
    if (logProb > score) [best, score] = [word, logProb];
  }
  return best;
}
