/**
 * All cuts of a word into tokens, as a lattice over its places: an edge from `start` to `end` for each token that stands
 * there. A character that is no token is an edge of its own, at no cost, since every cut has it.
 */

import { Trie } from "./trie.ts";

export class Lattice {
  readonly tokens: readonly string[];
  /** Log-probabilities, and probabilities. */
  readonly #scores: Float64Array;
  readonly #shares: Float64Array;
  readonly #trie: Trie;
  /** Edges of the word at hand, sorted by their start: token (or -1), start, end. */
  readonly #edges: number[] = [];
  #before = new Float64Array(64);
  #after = new Float64Array(64);

  /** @param trie of the same tokens, where there is one already */
  constructor(
    scoredTokens: readonly (readonly [token: string, score: number])[],
    trie = new Trie(scoredTokens.map(([token]) => token)),
  ) {
    this.tokens = scoredTokens.map(([token]) => token);
    this.#scores = Float64Array.from(scoredTokens, ([, score]) => score);
    this.#shares = this.#scores.map(Math.exp);
    this.#trie = trie;
  }

  /** The same tokens with other scores. */
  rescored(scores: readonly number[]): Lattice {
    return new Lattice(
      this.tokens.map((token, id) => [token, scores[id]!]),
      this.#trie,
    );
  }

  scoredTokens(): [token: string, score: number][] {
    return this.tokens.map((token, id) => [token, this.#scores[id]!]);
  }

  /**
   * log P(word). Adds to `counts` how often each token is expected in `times` such words: the probability of all cuts
   * through its edges, before(start) p(token) after(end) / P.
   */
  addExpectedCounts(word: string, times: number, counts: Float64Array): number {
    this.#open(word);
    const edges = this.#edges;
    const before = this.#before.fill(0, 0, word.length + 1);
    before[0] = 1;
    for (let e = 0; e < edges.length; e += 3)
      before[edges[e + 2]!]! += before[edges[e + 1]!]! * (edges[e]! < 0 ? 1 : this.#shares[edges[e]!]!);
    const total = before[word.length]!;
    if (total < SMALLEST) return this.#addByLogarithms(word, times, counts);
    const after = this.#after.fill(0, 0, word.length + 1);
    after[word.length] = times / total;
    for (let e = edges.length - 3; e >= 0; e -= 3) {
      const id = edges[e]!;
      const through = after[edges[e + 2]!]! * (id < 0 ? 1 : this.#shares[id]!);
      after[edges[e + 1]!]! += through;
      if (id >= 0) counts[id]! += before[edges[e + 1]!]! * through;
    }
    return Math.log(total);
  }

  /** The same in logarithms: slow, and never too small. */
  #addByLogarithms(word: string, times: number, counts: Float64Array): number {
    const edges = this.#edges;
    const before = this.#before.fill(Number.NEGATIVE_INFINITY, 0, word.length + 1);
    const after = this.#after.fill(Number.NEGATIVE_INFINITY, 0, word.length + 1);
    before[0] = 0;
    after[word.length] = 0;
    for (let e = 0; e < edges.length; e += 3)
      before[edges[e + 2]!] = logSum(before[edges[e + 2]!]!, before[edges[e + 1]!]! + this.#score(edges[e]!));
    for (let e = edges.length - 3; e >= 0; e -= 3)
      after[edges[e + 1]!] = logSum(after[edges[e + 1]!]!, after[edges[e + 2]!]! + this.#score(edges[e]!));
    const total = before[word.length]!;
    for (let e = 0; e < edges.length; e += 3) {
      const id = edges[e]!;
      if (id < 0) continue;
      counts[id]! += times * Math.exp(before[edges[e + 1]!]! + this.#scores[id]! + after[edges[e + 2]!]! - total);
    }
    return total;
  }

  /** The log-probability of the likeliest cut of a text without the token `without`; -Infinity where there is none. */
  best(text: string, without = -1): number {
    this.#open(text);
    const edges = this.#edges;
    const best = this.#before.fill(Number.NEGATIVE_INFINITY, 0, text.length + 1);
    best[0] = 0;
    for (let e = 0; e < edges.length; e += 3) {
      if (edges[e] === without && without >= 0) continue;
      best[edges[e + 2]!] = Math.max(best[edges[e + 2]!]!, best[edges[e + 1]!]! + this.#score(edges[e]!));
    }
    return best[text.length]!;
  }

  #score(id: number): number {
    return id < 0 ? 0 : this.#scores[id]!;
  }

  #open(word: string): void {
    if (this.#before.length <= word.length) {
      this.#before = new Float64Array(word.length * 2);
      this.#after = new Float64Array(word.length * 2);
    }
    const edges = this.#edges;
    edges.length = 0;
    for (let start = 0, length = 1; start < word.length; start += length) {
      length = word.codePointAt(start)! > 0xffff ? 2 : 1;
      let hasCharacter = false;
      this.#trie.visit(word, start, (id, end) => {
        if (end === start + length) hasCharacter = true;
        edges.push(id, start, end);
      });
      if (!hasCharacter) edges.push(-1, start, start + length);
    }
  }
}

/** A word that is less likely than this is summed in logarithms. */
const SMALLEST = 1e-200;

/** log(exp(a) + exp(b)) */
function logSum(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === Number.NEGATIVE_INFINITY ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}
