/** From words to tokens, with a memory: most words of a text have been met before. */

import type { Model, Word } from "./model.ts";
import { type Piece, type Spelling, through } from "./pre-tokenizers.ts";

/** Words remembered at most. When the memory is full it starts afresh, which follows a change of subject by itself. */
const REMEMBERED_WORDS = 2 ** 15;
/** A longer word hardly comes twice, and is not remembered. */
const REMEMBERED_LENGTH = 64;

export class Words {
  readonly #model: Model;
  readonly #spelling: Spelling | undefined;
  readonly #known = new Map<string, Word>();

  constructor(model: Model, spelling: Spelling | undefined) {
    this.#model = model;
    this.#spelling = spelling;
  }

  /** The tokens of a word as it stands in the text. */
  encode(text: string): Word {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const word = this.#model.encode(this.#spelling === undefined ? text : this.#spelling.spell(text));
    if (text.length <= REMEMBERED_LENGTH) {
      if (this.#known.size >= REMEMBERED_WORDS) this.#known.clear();
      // A copy: a slice used as a key would keep the whole text it was cut from alive.
      this.#known.set(text.split("").join(""), word);
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
