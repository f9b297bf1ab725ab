/**
 * Training of a unigram model (Kudo 2018, arXiv:1804.10959). A word's probability is the sum over all cuts into tokens
 *
 *     P(word) = sum over cuts of  product of p(token),        L = sum over words of count(word) log P(word)
 *
 * Expectation-maximization raises L: each token's expected count, by forward and backward sums over the lattice of cuts,
 * divided by the sum of all. Between rounds the tokens whose loss would cost L least are dropped, until the vocabulary
 * has its size:
 *
 *     loss(token) = count(token) (log p(token) - log p(the best other cut of its text))
 */

import { Lattice } from "./lattice.ts";
import { frequentSubstrings } from "./substrings.ts";
import type { WordCounts } from "./word-counts.ts";

export interface UnigramTraining {
  /** Tokens to be left, all characters of the alphabet among them. */
  readonly size: number;
  /** Characters that are tokens whatever their frequency; others are unknown. */
  readonly alphabet: ReadonlySet<string>;
  /** Characters of a token at most. Default 16. */
  readonly longestToken?: number;
  /** Candidates to begin with. Default ten times `size`. */
  readonly seedSize?: number;
  /** The share of tokens that a round leaves. Default 0.75. */
  readonly keep?: number;
  /** Steps of expectation-maximization in a round. Default 2. */
  readonly steps?: number;
  /** Told of every step. */
  readonly onStep?: (step: EmStep) => void;
}

/** A step of expectation-maximization. */
export interface EmStep {
  /** Pruning stands between rounds; within one the likelihood never falls. */
  readonly round: number;
  /** How many there are in this round. */
  readonly tokens: number;
  /** L before the step, in nats, unknown characters left out. */
  readonly logLikelihood: number;
}

/** The score of a character that no likely cut uses. */
const LEAST = -100;

/** Tokens and their log-probabilities, the likeliest first. */
export function trainUnigramTokens(words: WordCounts, options: UnigramTraining): [token: string, score: number][] {
  const { size, keep = 0.75, steps = 2, onStep } = options;
  const isCharacter = (token: string) => options.alphabet.has(token);
  let lattice = new Lattice(seed(words, options));
  for (let round = 0; ; round++) {
    let counts = new Float64Array();
    for (let step = 0; step < steps; step++) {
      const expected = expectation(words, lattice);
      onStep?.({ round, tokens: lattice.tokens.length, logLikelihood: expected.logLikelihood });
      counts = expected.counts;
      lattice = maximization(lattice, counts);
    }
    if (lattice.tokens.length <= size) break;
    lattice = prune(lattice, counts, Math.max(size, Math.floor(lattice.tokens.length * keep)), isCharacter);
  }
  return lattice
    .scoredTokens()
    .filter(([token, score]) => score > Number.NEGATIVE_INFINITY || isCharacter(token))
    .map(([token, score]): [string, number] => [token, Math.max(score, LEAST)])
    .sort(([, a], [, b]) => b - a);
}

/** The alphabet, and the frequent substrings that cover most text; their share of it is their first probability. */
function seed(words: WordCounts, { alphabet, size, longestToken = 16, seedSize = 10 * size }: UnigramTraining) {
  const covered = (text: string) => [...text].every((character) => alphabet.has(character));
  const weighed = [...frequentSubstrings(words, longestToken)]
    .filter(([text]) => covered(text))
    .map(([text, count]): [string, number] => [text, count * [...text].length]);
  const characters = weighed.filter(([text]) => alphabet.has(text));
  const longer = weighed.filter(([text]) => !alphabet.has(text)).sort(([, a], [, b]) => b - a);
  return normalized([...characters, ...longer.slice(0, seedSize)]);
}

function normalized(weighed: readonly [string, number][]): [token: string, score: number][] {
  const sum = weighed.reduce((total, [, weight]) => total + weight, 0);
  return weighed.map(([token, weight]) => [token, Math.log(weight / sum)]);
}

/** L, and how often each token is expected to be used. */
export function expectation(
  words: WordCounts,
  lattice: Lattice,
): { counts: Float64Array<ArrayBuffer>; logLikelihood: number } {
  const counts = new Float64Array(lattice.tokens.length);
  let logLikelihood = 0;
  for (const [word, count] of words) logLikelihood += count * lattice.addExpectedCounts(word, count, counts);
  return { counts, logLikelihood };
}

/** The share of each token in all; one that is never used has the score -Infinity. */
function maximization(lattice: Lattice, counts: Float64Array): Lattice {
  const sum = counts.reduce((total, count) => total + count, 0);
  return lattice.rescored(Array.from(counts, (count) => Math.log(count / sum)));
}

/** The `size` tokens whose loss would cost most, characters first of all. */
function prune(lattice: Lattice, counts: Float64Array, size: number, isCharacter: (token: string) => boolean): Lattice {
  const scored = lattice.scoredTokens();
  const loss = scored.map(([token, score], id) => {
    if (isCharacter(token)) return Number.POSITIVE_INFINITY;
    return counts[id]! > 0 ? counts[id]! * (score - lattice.best(token, id)) : 0;
  });
  const kept = [...scored.keys()].sort((a, b) => loss[b]! - loss[a]! || a - b).slice(0, size);
  const share = kept.map((id): [string, number] => [scored[id]![0], Math.exp(scored[id]![1])]);
  return new Lattice(normalized(share));
}
