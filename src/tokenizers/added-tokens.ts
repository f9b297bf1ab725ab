/**
 * Added tokens: strings such as "<|im_start|>" that are found in the text before anything else happens to it, and are
 * never cut or merged. The longest one wins at each place.
 */

import { z } from "zod";
import { strictObject } from "../sentences/index.ts";
import { escapeLiteral } from "./pattern-reader.ts";

export const AddedTokenConfig = strictObject({
  /** Its id. */
  id: z.int().nonnegative(),
  /** As it stands in the text. */
  content: z.string().min(1),
  /** Only where no letter, digit or mark touches it. */
  single_word: z.boolean().default(false),
  /** Takes the white space before it with it. */
  lstrip: z.boolean().default(false),
  /** Takes the white space behind it with it. */
  rstrip: z.boolean().default(false),
  /** Looked for in the normalized text instead of the text as it was written. */
  normalized: z.boolean().default(true),
  /** Left out of decoded text on request. */
  special: z.boolean().default(false),
});

/** A token that is found in text before anything else happens to it, in the words of `tokenizer.json`. */
export type AddedToken = z.output<typeof AddedTokenConfig>;

/** A stretch of text between added tokens, or one of them. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly id?: number;
}

const WORD_BEFORE = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]$/v;
const WORD_AFTER = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/v;
const isSpace = (unit: string | undefined) => unit !== undefined && /\p{White_Space}/v.test(unit);

/** Finds one set of added tokens in text. */
export class AddedTokenFinder {
  readonly #tokens: ReadonlyMap<string, AddedToken>;
  readonly #pattern: RegExp;

  /** @param tokens by the string they are found by, which a normalizer may have changed */
  constructor(tokens: ReadonlyMap<string, AddedToken>) {
    // An empty one, such as a normalizer may leave, would be found everywhere for ever.
    this.#tokens = new Map([...tokens].filter(([text]) => text !== ""));
    // Alternatives are tried in order, so the longest come first.
    const longestFirst = [...this.#tokens.keys()].sort((a, b) => b.length - a.length);
    this.#pattern = new RegExp(longestFirst.map(escapeLiteral).join("|"), "g");
  }

  /**
   * Cuts text at the tokens found; with `skipSpecial`, special tokens are ordinary text, and so is any token in a range of which
   * `isText` says so. No segment is empty.
   */
  split(text: string, skipSpecial: boolean, isText?: (start: number, end: number) => boolean): Segment[] {
    const segments: Segment[] = [];
    let from = 0;
    if (this.#tokens.size > 0) {
      const pattern = new RegExp(this.#pattern); // a place of its own
      for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
        const token = this.#tokens.get(match[0])!;
        if (skipSpecial && token.special) continue;
        let start = match.index;
        let end = start + match[0].length;
        if (isText?.(start, end)) {
          pattern.lastIndex = start + 1; // what is text hides no token
          continue;
        }
        if (token.single_word && touchesWord(text, start, end)) continue;
        if (token.lstrip) while (start > from && isSpace(text[start - 1])) start--;
        if (token.rstrip) while (isSpace(text[end])) end++;
        if (start > from) segments.push({ start: from, end: start });
        segments.push({ start, end, id: token.id });
        from = end;
      }
    }
    if (text.length > from) segments.push({ start: from, end: text.length });
    return segments;
  }
}

function touchesWord(text: string, start: number, end: number): boolean {
  // Two units are enough to hold a whole character on either side.
  return WORD_BEFORE.test(text.slice(Math.max(start - 2, 0), start)) || WORD_AFTER.test(text.slice(end, end + 2));
}
