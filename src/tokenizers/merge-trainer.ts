/**
 * Training of BPE (Sennrich et al. 2016) and of WordPiece as it is done in practice: begin with the characters, and as
 * long as the vocabulary has room, join the pair of neighbours that occurs most often into a token.
 *
 *     next merge = argmax over pairs (l, r) of  sum over words w of  count(w) * occurrences of l r in w
 *
 * Of equally frequent pairs the one with the smaller ids is first. Counts are kept up to date by visiting only the words
 * that hold the pair, and the heap is lazy: an entry whose count has changed goes back with the new one. The merges are
 * those of Hugging Face's trainer, one for one.
 */

import { MergeWords } from "./merge-words.ts";
import type { WordCounts } from "./word-counts.ts";

export interface MergeTraining {
  readonly vocabularySize: number;
  /** These have the first ids, in this order. */
  readonly specialTokens?: readonly string[] | undefined;
  /** Characters that the vocabulary has whether they occur or not. */
  readonly initialAlphabet?: Iterable<string> | undefined;
  /** The most characters that the vocabulary has: the rarest are left out. */
  readonly alphabetSize?: number | undefined;
  /** A pair that occurs less often is not joined. Default 0. */
  readonly minFrequency?: number | undefined;
  /** What tokens inside a word begin with, such as WordPiece's "##". */
  readonly prefix?: string | undefined;
  /** What tokens at the end of a word end with. */
  readonly suffix?: string | undefined;
}

export interface Trained {
  /** Tokens in the order of their ids. */
  readonly tokens: readonly string[];
  readonly merges: readonly (readonly [left: string, right: string])[];
}

export function trainMerges(words: WordCounts, options: MergeTraining): Trained {
  const joins = joining(words, options);
  for (;;) {
    const { done, value } = joins.next();
    if (done) return value;
  }
}

/** The same, join by join, so that its caller may do something else between two, or leave. */
export function* joining(words: WordCounts, options: MergeTraining): Generator<void, Trained, void> {
  const vocabulary = new TokenList(options.specialTokens ?? []);
  const alphabet = alphabetOf(words, options);
  for (const character of alphabet) vocabulary.idOf(character);
  const { prefix = "", suffix = "", vocabularySize, minFrequency = 0 } = options;
  if (prefix !== "" || suffix !== "") addInnerCharacters(words, new Set(alphabet), vocabulary, prefix, suffix);
  const corpus = new MergeWords(words, (character, isFirst, isLast) => {
    if (!vocabulary.has(character)) return undefined;
    return vocabulary.idOf((isFirst ? "" : prefix) + character + (isLast ? suffix : ""));
  });
  const merges: [string, string][] = [];
  while (vocabulary.tokens.length < vocabularySize) {
    const best = corpus.takeMostFrequent();
    if (best === undefined || best.count < Math.max(minFrequency, 1)) break;
    const left = vocabulary.tokens[best.left]!;
    const right = vocabulary.tokens[best.right]!;
    merges.push([left, right]);
    const inner = right.startsWith(prefix) ? right.slice(prefix.length) : right;
    corpus.join(best, vocabulary.idOf(left + inner));
    yield;
  }
  return { tokens: vocabulary.tokens, merges: lastOfEach(merges) };
}

/** Tokens with ids in the order in which they are first asked for. */
class TokenList {
  readonly tokens: string[] = [];
  readonly #ids = new Map<string, number>();

  constructor(tokens: readonly string[]) {
    for (const token of tokens) this.idOf(token);
  }

  has(token: string): boolean {
    return this.#ids.has(token);
  }

  idOf(token: string): number {
    let id = this.#ids.get(token);
    if (id === undefined) {
      id = this.tokens.push(token) - 1;
      this.#ids.set(token, id);
    }
    return id;
  }
}

/** The characters of the vocabulary, in the order of their code points. */
function alphabetOf(words: WordCounts, { initialAlphabet = [], alphabetSize }: MergeTraining): string[] {
  const counts = new Map<string, number>();
  for (const [word, count] of words)
    for (const character of word) counts.set(character, (counts.get(character) ?? 0) + count);
  for (const character of initialAlphabet) counts.set(character, Number.POSITIVE_INFINITY);
  const codePoint = (character: string) => character.codePointAt(0)!;
  const inOrder = [...counts.keys()].sort((a, b) => codePoint(a) - codePoint(b));
  if (alphabetSize === undefined || inOrder.length <= alphabetSize) return inOrder;
  const kept = new Set([...inOrder].sort((a, b) => counts.get(b)! - counts.get(a)!).slice(0, alphabetSize));
  return inOrder.filter((character) => kept.has(character));
}

/**
 * Characters as they are written inside a word and at its end get their ids in the order of the alphabet. (Hugging Face
 * gives them in the order of a hash table, so that ties fall differently in each of its runs.)
 */
function addInnerCharacters(
  words: WordCounts,
  alphabet: ReadonlySet<string>,
  vocabulary: TokenList,
  prefix: string,
  suffix: string,
): void {
  const inside = new Map<string, Set<string>>();
  for (const word of words.keys()) {
    const characters = [...word];
    for (const [i, character] of characters.entries()) {
      if (!alphabet.has(character)) continue;
      const form = (i === 0 ? "" : prefix) + character + (i === characters.length - 1 ? suffix : "");
      if (!inside.has(character)) inside.set(character, new Set());
      inside.get(character)!.add(form);
    }
  }
  for (const character of alphabet) for (const form of [...(inside.get(character) ?? [])].sort()) vocabulary.idOf(form);
}

/** A pair that was joined twice (its second token came about in two ways) has the later rank. */
function lastOfEach(merges: readonly [string, string][]): [string, string][] {
  const last = new Map(merges.map((merge, rank) => [JSON.stringify(merge), rank]));
  return merges.filter((merge, rank) => last.get(JSON.stringify(merge)) === rank);
}
