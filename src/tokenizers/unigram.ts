/**
 * The unigram model (Kudo 2018, arXiv:1804.10959; SentencePiece): tokens have log-probabilities, and of all ways to cut a
 * word the likeliest is taken, which Viterbi's recursion finds in one pass:
 *
 *     best(0) = 0,    best(end) = max over tokens word[start..end) of best(start) + score(token)
 *
 * A character that is no token costs 10 more than the rarest token, and is unknown; neighbouring unknown ones are one.
 */

import { ByteTokens } from "./byte-tokens.ts";
import { type Model, ModelError, UnknownTokenError, Vocabulary, type Word } from "./model.ts";
import { Trie } from "./trie.ts";

export interface UnigramParts {
  /** Tokens and their log-probabilities; a token's id is its index. */
  readonly tokens: readonly (readonly [token: string, score: number])[];
  readonly unknownId?: number | undefined;
  /** An unknown stretch is spelled by its bytes, "<0xE4>", where the vocabulary has them all. */
  readonly byteFallback?: boolean | undefined;
}

/** What an unknown character costs beyond the rarest token. */
const UNKNOWN_PENALTY = 10;

export class Unigram implements Model {
  readonly size: number;
  readonly separable = false; // sums round otherwise from another beginning
  readonly #vocabulary: Vocabulary;
  readonly #names: readonly string[];
  readonly #scores: Float64Array;
  readonly #trie: Trie;
  readonly #unknownScore: number;
  readonly #unknownId: number | undefined;
  readonly #bytes: ByteTokens | undefined;
  #path = new Path(64);

  constructor({ tokens, unknownId, byteFallback = false }: UnigramParts) {
    const names = tokens.map(([token]) => token);
    this.#names = names;
    this.size = tokens.length;
    this.#vocabulary = new Vocabulary(new Map(names.map((token, id) => [token, id])));
    this.#scores = Float64Array.from(tokens, ([, score]) => score);
    this.#trie = new Trie(names);
    this.#unknownScore = this.#scores.reduce((a, b) => Math.min(a, b), 0) - UNKNOWN_PENALTY;
    if (unknownId !== undefined && unknownId >= tokens.length)
      throw new ModelError("unk_id", `is ${unknownId}, but there are ${tokens.length} tokens`);
    this.#unknownId = unknownId;
    this.#bytes = byteFallback ? new ByteTokens(this.#vocabulary.ids) : undefined;
  }

  tokenToId(token: string): number | undefined {
    return this.#vocabulary.ids.get(token);
  }

  idToToken(id: number): string | undefined {
    return this.#names[id]; // which holds a token that stands twice at both its ids
  }

  encode(word: string): Word {
    const { steps } = this.viterbi(word);
    const ids: number[] = [];
    const starts: number[] = [];
    const ends: number[] = [];
    const add = (id: number, start: number, end: number) => {
      ids.push(id);
      starts.push(start);
      ends.push(end);
    };
    for (let i = 0; i < steps.length; i++) {
      const { id, start } = steps[i]!;
      if (id >= 0) {
        add(id, start, steps[i]!.end);
        continue;
      }
      while (i + 1 < steps.length && steps[i + 1]!.id < 0) i++;
      const { end } = steps[i]!;
      const bytes = this.#bytes?.of(word.slice(start, end));
      if (bytes !== undefined) for (const byte of bytes) add(byte, start, end);
      else if (this.#unknownId !== undefined) add(this.#unknownId, start, end);
      else throw new UnknownTokenError(word.slice(start, end));
    }
    return { ids, starts, ends };
  }

  /** The likeliest cut of a word, unknown characters one by one as id -1, and its log-probability. */
  viterbi(word: string): { steps: Step[]; score: number } {
    if (this.#path.capacity < word.length) this.#path = new Path(word.length * 2);
    const { scores, starts, ids } = this.#path;
    starts.fill(-1, 0, word.length + 1);
    scores[0] = 0;
    const offer = (id: number, start: number, end: number, score: number) => {
      const total = scores[start]! + score;
      if (starts[end] !== -1 && total <= scores[end]!) return;
      scores[end] = total;
      starts[end] = start;
      ids[end] = id;
    };
    for (let start = 0, length = 1; start < word.length; start += length) {
      length = isHighSurrogate(word, start) ? 2 : 1;
      const next = start + length;
      let hasCharacter = false;
      this.#trie.visit(word, start, (id, end) => {
        if (end === next) hasCharacter = true;
        offer(id, start, end, this.#scores[id]!);
      });
      if (!hasCharacter) offer(-1, start, next, this.#unknownScore);
    }
    const steps: Step[] = [];
    for (let end = word.length; end > 0; end = starts[end]!)
      steps.push({ id: ids[end]! === this.#unknownId ? -1 : ids[end]!, start: starts[end]!, end });
    return { steps: steps.reverse(), score: scores[word.length]! };
  }
}

interface Step {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

const isHighSurrogate = (text: string, at: number) => text.codePointAt(at)! > 0xffff;

/** For each place of a word the best way to it; kept between words. */
class Path {
  readonly scores: Float64Array;
  readonly starts: Int32Array;
  readonly ids: Int32Array;

  constructor(readonly capacity: number) {
    this.scores = new Float64Array(capacity + 1);
    this.starts = new Int32Array(capacity + 1);
    this.ids = new Int32Array(capacity + 1);
  }
}
