/** From words to tokens, with a memory: most words of a text have been met before. */

import { byteSpelling, spelledLength } from "./byte-level.ts";
import type { Model, Word } from "./model.ts";
import { type Piece, type Spelling, through } from "./pre-tokenizers.ts";
import { Seams } from "./seams.ts";

/** Words remembered at most. When the memory is full it starts afresh, which follows a change of subject by itself. */
const REMEMBERED_WORDS = 2 ** 15;
/** A longer word hardly comes twice, and is not remembered. */
const REMEMBERED_LENGTH = 64;

export class Words {
  readonly #model: Model;
  readonly #spelling: Spelling | undefined;
  /** Where words may be taken apart; absent where they are not spelled in bytes. */
  readonly #seams: Seams | undefined;
  readonly #known = new Map<string, Word>();

  constructor(model: Model, spelling: Spelling | undefined) {
    this.#model = model;
    this.#spelling = spelling;
    if (spelling === byteSpelling) this.#seams = new Seams(model);
  }

  /** The tokens of a word as it stands in the text. */
  encode(text: string): Word {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const parts = this.#seams?.cut(text);
    return parts === undefined || parts.length === 1 ? this.#whole(text) : this.#joined(parts);
  }

  #joined(parts: readonly string[]): Word {
    const ids: number[] = [];
    const ends: number[] = [];
    let at = 0;
    for (const part of parts) {
      const word = this.#known.get(part) ?? this.#whole(part);
      for (const id of word.ids) ids.push(id);
      for (const end of word.ends) ends.push(at + end);
      at += spelledLength(part);
    }
    return { ids, ends };
  }

  #whole(text: string): Word {
    const word = this.#model.encode(this.#spelling === undefined ? text : this.#spelling.spell(text));
    if (text.length <= REMEMBERED_LENGTH) {
      if (this.#known.size >= REMEMBERED_WORDS) this.#known.clear();
      this.#known.set(copied(text), word);
    }
    return word;
  }

  /** Where each token of a word stands in the text that the piece was cut from. */
  spans(piece: Piece, word: Word): [start: number, end: number][] {
    const own = this.#spelling?.spans(piece.text);
    const spans = own !== undefined && piece.spans !== undefined ? through(piece.spans, own) : (own ?? piece.spans);
    // A space that nobody wrote takes no room in the text.
    const first = piece.start + (piece.prefix ?? 0);
    return word.ends.map((end, i) => {
      const start = word.starts?.[i] ?? word.ends[i - 1] ?? 0;
      const from = spans === undefined ? start : spans.starts[start]!;
      const to = spans === undefined ? end : spans.ends[end - 1]!;
      return [Math.max(piece.start + from, first), Math.max(piece.start + to, first)];
    });
  }
}

/** A copy: as a key, a slice would keep the whole text alive that it was cut from. One of something new keeps that alone. */
const copied = (text: string) => ` ${text}`.slice(1);
