/** WordLevel: each word is a token, or unknown. */

import { type Model, UnknownTokenError, Vocabulary, type Word } from "./model.ts";

export interface WordLevelParts {
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Stands for a word that the vocabulary lacks. */
  readonly unknown: string;
}

export class WordLevel implements Model {
  readonly size: number;
  readonly separable = false;
  readonly #vocabulary: Vocabulary;
  readonly #unknown: string;

  constructor({ vocabulary, unknown }: WordLevelParts) {
    this.#vocabulary = new Vocabulary(vocabulary);
    this.size = this.#vocabulary.tokens.length;
    this.#unknown = unknown;
  }

  tokenToId(token: string): number | undefined {
    return this.#vocabulary.ids.get(token);
  }

  idToToken(id: number): string | undefined {
    return this.#vocabulary.tokens[id];
  }

  encode(word: string): Word {
    const id = this.#vocabulary.ids.get(word) ?? this.#vocabulary.ids.get(this.#unknown);
    if (id === undefined) throw new UnknownTokenError(word, this.#unknown);
    return { ids: [id], ends: [word.length] };
  }
}
