import { MalformedTokenizerError } from "./malformed.ts";

/** What every tokenizer model offers the tokenizer: words to ids, and its vocabulary. */
export interface Model {
  /** One more than the highest id. */
  readonly size: number;
  /** Whether the two sides of a place that no token reaches across may be encoded apart. */
  readonly separable: boolean;
  tokenToId(token: string): number | undefined;
  idToToken(id: number): string | undefined;
  /** Cuts one word, spelled in the model's alphabet. */
  encode(word: string): Word;
}

/**
 * A word's tokens; token i covers the word's UTF-16 units from `starts[i]` to `ends[i]`. Without `starts` each begins
 * where the one before it ends.
 */
export interface Word {
  readonly ids: readonly number[];
  readonly starts?: readonly number[];
  readonly ends: readonly number[];
}

/** A text that the vocabulary cannot spell, where what should stand for it is not in the vocabulary either. */
export class UnknownTokenError extends MalformedTokenizerError {
  /** @param unknown the token's name; absent: there is none */
  constructor(word: string, unknown?: string) {
    const shown = (text: string) => JSON.stringify(text.slice(0, 40));
    const lacks = unknown === undefined ? "it names none" : `it lacks the one it names, ${shown(unknown)}`;
    super("tokenizer.json", "model", `cannot spell ${shown(word)}; it would be the unknown token, but ${lacks}`);
  }
}

/** What a model says against what it is made of; `field` names which part, as in `merges[3]`. */
export class ModelError extends Error {
  constructor(
    readonly field: string,
    readonly reason: string,
  ) {
    super(`${field} ${reason}`);
  }
}

/** Token string -> id and back; the array has a hole where no token carries that id. */
export class Vocabulary {
  readonly ids: ReadonlyMap<string, number>;
  readonly tokens: readonly (string | undefined)[];

  constructor(ids: ReadonlyMap<string, number>) {
    const tokens: (string | undefined)[] = [];
    for (const [token, id] of ids) tokens[id] = token;
    this.ids = ids;
    this.tokens = tokens;
  }
}
