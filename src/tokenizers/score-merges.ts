/**
 * SentencePiece's BPE has no list of merges: of all neighbours whose joined text is a piece it joins those of the highest
 * score. The list that says the same holds every way to make each piece of two, the highest score first; ways that score alike
 * are ordered by the lengths of their halves, as transformers orders them (`generate_merges`).
 */

import { NORMAL, type ScoredPiece, USER_DEFINED } from "./pieces.ts";

interface Merge {
  readonly pair: [left: string, right: string];
  readonly score: number;
  /** Characters of each half. */
  readonly left: number;
  readonly right: number;
}

export function mergesByScore(pieces: readonly ScoredPiece[]): [left: string, right: string][] {
  const joinable = pieces.filter(({ type }) => type === NORMAL || type === USER_DEFINED);
  const texts = new Set(joinable.map(({ text }) => text));
  const merges = joinable.flatMap((piece) => waysOf(piece, texts));
  return merges.sort(byScore).map(({ pair }) => pair);
}

function waysOf({ text, score, type }: ScoredPiece, texts: ReadonlySet<string>): Merge[] {
  // What a user has defined is never cut, so it is joined before all else.
  const rank = type === USER_DEFINED ? Number.POSITIVE_INFINITY : score;
  const ways: Merge[] = [];
  const characters = [...text];
  for (let i = 1, end = 0; i < characters.length; i++) {
    end += characters[i - 1]!.length;
    const [left, right] = [text.slice(0, end), text.slice(end)];
    if (texts.has(left) && texts.has(right))
      ways.push({ pair: [left, right], score: rank, left: i, right: characters.length - i });
  }
  return ways;
}

const byScore = (a: Merge, b: Merge) =>
  a.score === b.score ? b.left - a.left || b.right - a.right : b.score - a.score;
