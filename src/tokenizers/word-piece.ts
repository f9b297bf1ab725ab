/**
 * WordPiece (Schuster & Nakajima 2012; BERT, Devlin et al. 2019): a word is cut into the longest token that it begins
 * with, then the longest one that the rest begins with, written with a prefix there, and so on:
 *
 *     mcdonalds  ->  mcdonald ##s
 *
 * A word that cannot be cut so, or is very long, is one unknown token as a whole.
 */

import { type Model, UnknownTokenError, Vocabulary, type Word } from "./model.ts";

export interface WordPieceParts {
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Stands for a word that the vocabulary cannot spell. */
  readonly unknown: string;
  /** What tokens inside a word begin with, "##". */
  readonly prefix: string;
  /** A word of more characters is unknown. */
  readonly longestWord: number;
}

export class WordPiece implements Model {
  readonly size: number;
  readonly separable = false; // what begins a word is written otherwise
  readonly #vocabulary: Vocabulary;
  /** The tokens that stand inside a word, by what follows their prefix. */
  readonly #inside = new Map<string, number>();
  /** UTF-16 units of the longest token. */
  readonly #longest: number;
  readonly #unknown: string;
  readonly #longestWord: number;

  constructor({ vocabulary, unknown, prefix, longestWord }: WordPieceParts) {
    this.#vocabulary = new Vocabulary(vocabulary);
    this.size = this.#vocabulary.tokens.length;
    this.#longestWord = longestWord;
    this.#unknown = unknown;
    let longest = 0;
    for (const [token, id] of vocabulary) {
      longest = Math.max(longest, token.length);
      if (token.startsWith(prefix)) this.#inside.set(token.slice(prefix.length), id);
    }
    this.#longest = longest;
  }

  tokenToId(token: string): number | undefined {
    return this.#vocabulary.ids.get(token);
  }

  idToToken(id: number): string | undefined {
    return this.#vocabulary.tokens[id];
  }

  encode(word: string): Word {
    const ids: number[] = [];
    const ends: number[] = [];
    const tooLong = word.length > this.#longestWord && [...word].length > this.#longestWord;
    for (let start = 0; start < word.length && !tooLong; start = ends.at(-1)!) {
      const tokens = start === 0 ? this.#vocabulary.ids : this.#inside;
      let end = Math.min(word.length, start + this.#longest);
      let id: number | undefined;
      while (end > start) {
        id = tokens.get(word.slice(start, end));
        if (id !== undefined) break;
        end -= 1;
      }
      if (id === undefined) break;
      ids.push(id);
      ends.push(end);
    }
    if ((ends.at(-1) ?? 0) === word.length) return { ids, ends };
    const unknownId = this.#vocabulary.ids.get(this.#unknown);
    if (unknownId === undefined) throw new UnknownTokenError(word, this.#unknown);
    return { ids: [unknownId], ends: [word.length] };
  }
}
