/**
 * The first half of encoding: added tokens are cut out of the text as it was written, what lies between is normalized,
 * and added tokens that are looked for in normalized text are cut out of that.
 */

import { type AddedToken, AddedTokenFinder } from "./added-tokens.ts";
import type { Normalizer } from "./normalizer.ts";
import { meets, type Range } from "./ranges.ts";

/** From a range of a normalized stretch to the range of the original text that it stands for. */
export type Source = (start: number, end: number) => [start: number, end: number];

/** What `visit` meets, in order. */
export interface SegmentVisitor {
  token(id: number, start: number, end: number): void;
  /** `isFirst`: nothing stands before it. */
  text(normalized: string, source: Source, isFirst: boolean): void;
}

export interface SegmentOptions {
  /** Special tokens are ordinary text. */
  readonly skipSpecial: boolean;
  /** Ranges of the text, in order and apart, in which every token is ordinary text. */
  readonly literal: readonly Range[];
}

export class Segments {
  readonly #normalizer: Normalizer | undefined;
  readonly #asWritten: AddedTokenFinder;
  readonly #asNormalized: AddedTokenFinder;

  constructor(tokens: readonly AddedToken[], normalizer: Normalizer | undefined) {
    this.#normalizer = normalizer;
    const finder = (normalized: boolean, key: (content: string) => string) =>
      new AddedTokenFinder(
        new Map(tokens.filter((token) => token.normalized === normalized).map((token) => [key(token.content), token])),
      );
    this.#asWritten = finder(false, (content) => content);
    this.#asNormalized = finder(true, (content) => this.#normalize(content));
  }

  visit(text: string, { skipSpecial, literal }: SegmentOptions, visitor: SegmentVisitor): void {
    const isText = literal.length === 0 ? undefined : (start: number, end: number) => meets(literal, start, end);
    for (const { start, end, id } of this.#asWritten.split(text, skipSpecial, isText)) {
      if (id !== undefined) {
        visitor.token(id, start, end);
        continue;
      }
      const original = text.slice(start, end);
      const normalized = this.#normalize(original);
      const source = this.#source(original, start);
      const isTextInside = isText && ((from: number, to: number) => isText(...source(from, to)));
      for (const inner of this.#asNormalized.split(normalized, skipSpecial, isTextInside)) {
        if (inner.id !== undefined) visitor.token(inner.id, ...source(inner.start, inner.end));
        else {
          const shifted: Source = (from, to) => source(inner.start + from, inner.start + to);
          visitor.text(normalized.slice(inner.start, inner.end), shifted, start === 0 && inner.start === 0);
        }
      }
    }
  }

  /** The way back from the normalized form of `original`, which begins at `at` in the text. */
  #source(original: string, at: number): Source {
    let alignment: ReturnType<Normalizer["align"]> | null = null; // null: not asked for yet, and `encode` never asks
    return (start, end) => {
      if (alignment === null) alignment = this.#normalizer?.align(original);
      if (alignment === undefined) return [at + start, at + end];
      if (start === end) {
        const place = at + (alignment.starts[start] ?? original.length);
        return [place, place];
      }
      return [at + alignment.starts[start]!, at + alignment.ends[end - 1]!];
    };
  }

  #normalize(text: string): string {
    return this.#normalizer === undefined ? text : this.#normalizer.normalize(text);
  }
}
