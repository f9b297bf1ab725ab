/**
 * SentencePiece's compiled normalization: a table from sequences of characters to what they become (NFKC with some
 * additions, as a rule), kept in the file as a double-array trie over UTF-8 and a block of zero-terminated texts.
 *
 * The layout: the trie's size in bytes as 32 bits, little-endian; the trie's units of 32 bits; the texts. A unit holds a
 * label in its low byte, bit 8 whether a value follows, and the offset of its children in the upper bits (bit 9 makes it
 * 256 times as far). A unit that is a value has bit 31 set.
 */

import { AlignmentBuilder, type Normalizer } from "./normalizer.ts";
import { CLUSTERS, segmentsOf } from "./unicode-segments.ts";

/** A table that is none. */
export class CharsmapError extends Error {}

const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const ASCII_PAIR = /[ -~]{2}/g;
/** A cluster of more bytes is looked up character by character only. */
const LONGEST = 5;

export function precompiled(charsmap: Uint8Array): Normalizer {
  const table = new Charsmap(charsmap);
  const plain = plainAscii(table);
  const known = new Map<string, string | undefined>();
  const rewritten = (part: string) => {
    let found = known.get(part);
    if (found === undefined && !known.has(part)) {
      found = table.first(part);
      if (known.size < 2 ** 14) known.set(part, found);
    }
    return found;
  };
  /** Calls `found` with the parts of a text in order, and what each becomes; undefined: what it was. */
  const visit = (text: string, found: (part: string, written: string | undefined) => void) => {
    for (let at = 0; at < text.length; ) {
      plain.lastIndex = at;
      const stretch = plain.exec(text)?.[0];
      if (stretch !== undefined) {
        found(stretch, undefined);
        at += stretch.length;
        continue;
      }
      const end = borderAfter(text, at);
      for (const cluster of segmentsOf(graphemes, text.slice(at, end), CLUSTERS))
        for (const part of partsOf(cluster, rewritten)) found(part, rewritten(part));
      at = end;
    }
  };
  return {
    normalize(text) {
      let normalized = "";
      visit(text, (part, written) => {
        normalized += written ?? part;
      });
      return normalized;
    },
    align(text) {
      const alignment = new AlignmentBuilder(text.length);
      let at = 0;
      let isChanged = false;
      visit(text, (part, written) => {
        const end = at + part.length;
        if (written === undefined) alignment.keep(at, end);
        else alignment.put(written.length, at, end);
        isChanged ||= written !== undefined;
        at = end;
      });
      return isChanged ? alignment.done() : undefined;
    },
  };
}

/** A cluster as a whole where it is short and the table has a beginning of it, else its characters one by one. */
function partsOf(cluster: string, rewritten: (part: string) => string | undefined): Iterable<string> {
  const isShort = cluster.length <= LONGEST && Buffer.byteLength(cluster) <= LONGEST;
  return isShort && rewritten(cluster) !== undefined ? [cluster] : cluster;
}

/** The next place between two printable characters of ASCII, which no cluster crosses, or the end. */
function borderAfter(text: string, at: number): number {
  ASCII_PAIR.lastIndex = at;
  const pair = ASCII_PAIR.exec(text);
  return pair === null ? text.length : pair.index + 1;
}

/** A stretch of printable ASCII that the table leaves alone, up to a place that no cluster crosses. */
function plainAscii(table: Charsmap): RegExp {
  const kept = Array.from({ length: 0x5f }, (_, i) => String.fromCharCode(0x20 + i)).filter(
    (character) => table.first(character) === undefined,
  );
  if (kept.length === 0) return /(?!)/y;
  return new RegExp(`[${kept.map((c) => `\\u{${c.charCodeAt(0).toString(16)}}`).join("")}]+(?=[ -~]|$)`, "vy");
}

class Charsmap {
  readonly #units: Uint32Array;
  readonly #texts: Uint8Array;

  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = bytes.length < 4 ? 0 : view.getUint32(0, true);
    if (size === 0 || size % 4 !== 0 || 4 + size > bytes.length) throw new CharsmapError("holds no compiled table");
    this.#units = Uint32Array.from({ length: size / 4 }, (_, i) => view.getUint32(4 + 4 * i, true));
    this.#texts = bytes.subarray(4 + size);
    this.#units.forEach((unit, at) => {
      // A unit's children lie within one block of 256, and so does a value that belongs to it.
      const leads = at === 0 || unit < 2 ** 31;
      if (leads && ((at ^ offsetOf(unit)) | 0xff) >= this.#units.length)
        throw new CharsmapError("points outside of its own table");
    });
  }

  /** What the shortest beginning of `text` that the table has becomes. (Of the text, no more than that is looked at.) */
  first(text: string): string | undefined {
    let node = 0;
    let unit = this.#unit(node);
    node ^= offsetOf(unit);
    for (const byte of encoder.encode(text)) {
      if (byte === 0) return undefined;
      node ^= byte;
      unit = this.#unit(node);
      if ((unit & 0x800000ff) >>> 0 !== byte) return undefined;
      node ^= offsetOf(unit);
      if ((unit >>> 8) & 1) return this.#text(this.#unit(node) & 0x7fffffff);
    }
    return undefined;
  }

  #unit(at: number): number {
    const unit = this.#units[at];
    if (unit === undefined) throw new CharsmapError("points outside of its own table");
    return unit;
  }

  #text(at: number): string {
    const end = this.#texts.indexOf(0, at);
    return new TextDecoder().decode(this.#texts.subarray(at, end < 0 ? undefined : end));
  }
}

const offsetOf = (unit: number) => (unit >>> 10) << ((unit & 0x200) >>> 6);
