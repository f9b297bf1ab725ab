import { NgramError } from "./ngram-error.ts";

/** What every vocabulary of words begins with; the ids are their places. */
export const MARKS = ["<unk>", "<s>", "</s>"] as const;
/** Id of `<unk>`. */
export const UNKNOWN = 0;
/** Id of `<s>`. */
export const BEGIN = 1;
/** Id of `</s>`. */
export const END = 2;

/**
 * Words and their ids, in the order in which they were first met: `<unk>`, which is also written `<UNK>`, 0, `<s>` 1, `</s>` 2,
 * then the text's own.
 */
export class Vocabulary {
  readonly #words: string[] = [...MARKS];
  readonly #ids = new Map<string, number>([...MARKS.entries()].map(([id, mark]) => [mark, id])).set("<UNK>", UNKNOWN);

  constructor(words: Iterable<string> = []) {
    for (const word of words) this.add(word);
  }

  /** Number of ids, the three marks included. */
  get size(): number {
    return this.#words.length;
  }

  /** The word's id, a new one where it is met for the first time. Throws an NgramError on `<s>` and `</s>`. */
  add(word: string): number {
    const known = this.#ids.get(word);
    if (known !== undefined) return this.#ordinary(known);
    this.#ids.set(word, this.#words.length);
    return this.#words.push(word) - 1;
  }

  /** The word's id, that of `<unk>` where it has none. Throws an NgramError on `<s>` and `</s>`. */
  id(word: string): number {
    return this.#ordinary(this.#ids.get(word) ?? UNKNOWN);
  }

  /** Whether the word has an id of its own; the marks have. */
  has(word: string): boolean {
    return this.#ids.has(word);
  }

  /** The word of an id. Throws an NgramError where there is none. */
  word(id: number): string {
    const word = this.#words[id];
    if (word === undefined) throw new NgramError(`the vocabulary has no id ${id}: it ends before ${this.size}`);
    return word;
  }

  /** All words by id. */
  words(): readonly string[] {
    return this.#words;
  }

  /** A mark within a text would be taken for the end or the beginning of a sentence. */
  #ordinary(id: number): number {
    if (id === BEGIN || id === END)
      throw new NgramError(`the text holds ${MARKS[id]}, which marks the bounds of a sentence`);
    return id;
  }
}
