/**
 * Byte-pair encoding of one word (Sennrich et al. 2016, arXiv:1508.07909).
 *
 * Start from single characters; as long as some neighbours form a pair of the merge list, join the pair that stands
 * earliest in the list (leftmost first among equals), in O(n log n) of the word's length, so that a megabyte without a space
 * is no trap (`merges.ts`).
 */

import { ByteTokens } from "./byte-tokens.ts";
import { Merges } from "./merges.ts";
import { type Model, ModelError, UnknownTokenError, Vocabulary, type Word } from "./model.ts";
import { SymbolList } from "./symbol-list.ts";

export interface BpeParts {
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Pairs of tokens, the earliest joined first; a pair listed twice has its later rank. */
  readonly merges: readonly (readonly [left: string, right: string])[];
  /** Stands for characters that the vocabulary lacks; without it they are dropped. */
  readonly unknown?: string | undefined;
  /** Neighbouring unknown characters become one token. */
  readonly fuseUnknown?: boolean | undefined;
  /** A word that is itself a token is not cut, whatever the merges say (LLaMA 3). */
  readonly ignoreMerges?: boolean | undefined;
  /** A character that the vocabulary lacks is spelled by its bytes, "<0xE4>", where it has them all. */
  readonly byteFallback?: boolean | undefined;
  /** What tokens inside a word begin with, and what the last token of a word ends with. */
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}

/** As many as a UTF-16 unit has values. */
const UNITS = 2 ** 16;

export class Bpe implements Model {
  readonly size: number;
  readonly separable: boolean;
  readonly #vocabulary: Vocabulary;
  readonly #unknown: string | undefined;
  readonly #unknownId: number | undefined;
  readonly #fuseUnknown: boolean;
  readonly #ignoreMerges: boolean;
  readonly #bytes: ByteTokens | undefined;
  readonly #prefix: string;
  readonly #suffix: string;
  readonly #merges: Merges;
  /** Id of a character within a word by its one UTF-16 unit, -1 where there is none. */
  readonly #ofUnit = new Int32Array(UNITS).fill(-1);
  #symbols: SymbolList;

  constructor(parts: BpeParts) {
    this.#vocabulary = new Vocabulary(parts.vocabulary);
    this.size = this.#vocabulary.tokens.length;
    this.#fuseUnknown = parts.fuseUnknown ?? false;
    this.#ignoreMerges = parts.ignoreMerges ?? false;
    this.#bytes = parts.byteFallback ? new ByteTokens(parts.vocabulary) : undefined;
    this.#symbols = new SymbolList(64, this.#bytes !== undefined);
    this.#prefix = parts.prefix ?? "";
    this.#suffix = parts.suffix ?? "";
    this.#unknown = parts.unknown;
    const isListed = new Set(parts.vocabulary.values()).size === parts.vocabulary.size; // each token by its id
    // A word that is a token as it stands is taken whole before any merge, and a part of one is not.
    const isMerged = isListed && !this.#ignoreMerges;
    this.separable = this.#prefix === "" && this.#suffix === "" && this.#bytes === undefined && isMerged;
    this.#unknownId = parts.unknown === undefined ? undefined : parts.vocabulary.get(parts.unknown);
    if (this.#prefix === "" && this.#suffix === "")
      for (const [token, id] of parts.vocabulary) if (token.length === 1) this.#ofUnit[token.charCodeAt(0)] = id;
    this.#merges = new Merges(parts.merges.length);
    parts.merges.forEach(([left, right], rank) => {
      const id = (token: string) => {
        const found = parts.vocabulary.get(token);
        if (found === undefined)
          throw new ModelError(
            `merges[${rank}]`,
            `needs the token ${JSON.stringify(token)}, which is not in the vocabulary`,
          );
        return found;
      };
      this.#merges.add(rank, id(left), id(right), id(left + right.slice(this.#prefix.length)));
    });
  }

  tokenToId(token: string): number | undefined {
    return this.#vocabulary.ids.get(token);
  }

  idToToken(id: number): string | undefined {
    return this.#vocabulary.tokens[id];
  }

  encode(word: string): Word {
    if (this.#ignoreMerges) {
      const id = this.#vocabulary.ids.get(word);
      if (id !== undefined) return { ids: [id], ends: [word.length] };
    }
    const symbols = this.#open(word);
    this.#merges.apply(symbols);
    return symbols.read();
  }

  /** One symbol a character that the vocabulary has, most by one look; others are spelled by bytes, replaced, fused or dropped. */
  #open(word: string): SymbolList {
    const most = word.length * (this.#bytes === undefined ? 1 : 3); // UTF-8 takes three bytes a unit at most
    if (this.#symbols.capacity < most) this.#symbols = new SymbolList(most * 2, this.#bytes !== undefined);
    const symbols = this.#symbols;
    symbols.length = 0;
    let end = 0;
    let afterUnknown = false;
    while (end < word.length) {
      const start = end;
      const known = this.#ofUnit[word.charCodeAt(start)]!;
      if (known >= 0) {
        symbols.add(known, start, ++end);
        afterUnknown = false;
        continue;
      }
      const character = String.fromCodePoint(word.codePointAt(start)!);
      end += character.length;
      const written = (start === 0 ? "" : this.#prefix) + character + (end === word.length ? this.#suffix : "");
      const id = this.#vocabulary.ids.get(written);
      const bytes = id === undefined ? this.#bytes?.of(written) : undefined;
      if (id !== undefined) symbols.add(id, start, end);
      else if (bytes !== undefined) for (const byte of bytes) symbols.add(byte, start, end);
      else if (this.#unknownId !== undefined) {
        if (afterUnknown && this.#fuseUnknown) symbols.ends[symbols.length - 1] = end;
        else symbols.add(this.#unknownId, start, end);
      } else if (this.#unknown !== undefined) throw new UnknownTokenError(character, this.#unknown);
      afterUnknown = id === undefined && bytes === undefined;
    }
    return symbols;
  }
}
