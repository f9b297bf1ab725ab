/**
 * Where a word of byte-level BPE may be taken apart: between two characters that no token reaches across, no merge does, and what
 * stands on either side is encoded as if it were alone. A sentence of Chinese, which is one word to the patterns that cut words, is
 * so made of parts that come again and can be remembered. Only characters of three bytes are looked at (U+0800 to U+FFFF): what
 * is written with fewer has spaces.
 */

import { byteAlphabet, bytesOfToken, isSurrogate } from "./byte-level.ts";
import type { Model } from "./model.ts";
import { PairTable } from "./pair-table.ts";

/** Marks of what is no whole character: the last or first two bytes of one, and the last or first alone. */
const [TWO, ONE] = [0x10000, 0x20000];

export class Seams {
  readonly #model: Model;
  /** End of a character, beginning of another: what tokens hold side by side. Null until it is asked for. */
  #bridges: PairTable | undefined | null = null;

  constructor(model: Model) {
    this.#model = model;
  }

  /** The parts of a word, in order; the word itself where there is no seam. */
  cut(word: string): string[] {
    const parts: string[] = [];
    let start = 0;
    for (let i = 1, before = word.charCodeAt(0); i < word.length; i++) {
      const after = word.charCodeAt(i);
      if (isLong(before) && isLong(after) && !this.#areBridged(before, after)) {
        parts.push(word.slice(start, i));
        start = i;
      }
      before = after;
    }
    parts.push(start === 0 ? word : word.slice(start));
    return parts;
  }

  #areBridged(before: number, after: number): boolean {
    if (this.#bridges === null) this.#bridges = this.#model.separable ? bridgesOf(this.#model) : undefined;
    const bridges = this.#bridges;
    if (bridges === undefined) return true;
    for (const right of [after, TWO | (after >> 6), ONE | (after >> 12)]) {
      if (bridges.get(before, right) >= 0) return true;
      if (bridges.get(TWO | (before & 0xfff), right) >= 0) return true;
      if (bridges.get(ONE | (before & 0x3f), right) >= 0) return true;
    }
    return false;
  }
}

/** Whether a UTF-16 unit is a character of three bytes. */
const isLong = (unit: number) => unit >= 0x800 && !isSurrogate(unit);

const isLead = (byte: number) => byte >> 4 === 0xe;
const isContinuation = (byte: number) => byte >> 6 === 2;

/** Undefined where the vocabulary lacks a byte: a character that is dropped lets those around it meet. */
function bridgesOf(model: Model): PairTable | undefined {
  const isNeeded = (byte: number) => isLead(byte) || isContinuation(byte);
  if (byteAlphabet.some((token, byte) => isNeeded(byte) && model.tokenToId(token) === undefined)) return undefined;
  const found: [left: number, right: number][] = [];
  for (let id = 0; id < model.size; id++) {
    const bytes = bytesOfToken(model.idToToken(id) ?? "");
    for (let at = 1; at < bytes.length; at++) {
      if (!isLead(bytes[at]!)) continue;
      const left = endBefore(bytes, at);
      if (left >= 0) found.push([left, beginningAt(bytes, at)]);
    }
  }
  const bridges = new PairTable(found.length);
  for (const [left, right] of found) bridges.set(left, right, 1);
  return bridges;
}

/** What of a character of three bytes ends before `at`; -1 where another kind does. */
function endBefore(bytes: Uint8Array, at: number): number {
  const [a, b, c] = [bytes[at - 3], bytes[at - 2], bytes[at - 1]!];
  if (!isContinuation(c)) return -1;
  if (b === undefined) return ONE | (c & 0x3f);
  if (!isContinuation(b)) return -1;
  if (a === undefined) return TWO | ((b & 0x3f) << 6) | (c & 0x3f);
  return isLead(a) ? ((a & 0xf) << 12) | ((b & 0x3f) << 6) | (c & 0x3f) : -1;
}

/** What of a character of three bytes begins at `at`. */
function beginningAt(bytes: Uint8Array, at: number): number {
  const [a, b, c] = [bytes[at]!, bytes[at + 1], bytes[at + 2]];
  if (b === undefined) return ONE | (a & 0xf);
  if (c === undefined) return TWO | ((a & 0xf) << 6) | (b & 0x3f);
  return ((a & 0xf) << 12) | ((b & 0x3f) << 6) | (c & 0x3f);
}
