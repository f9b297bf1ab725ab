/**
 * SentencePiece's compiled normalization: a table from sequences of characters to what they become (NFKC with some
 * additions, as a rule), kept in the file as a double-array trie over UTF-8 and a block of zero-terminated texts.
 *
 * The layout: the trie's size in bytes as 32 bits, little-endian; the trie's units of 32 bits; the texts. A unit holds a
 * label in its low byte, bit 8 whether a value follows, and the offset of its children in the upper bits (bit 9 makes it
 * 256 times as far). A unit that is a value has bit 31 set.
 */

import type { Normalizer } from "./normalizer.ts";

/** A table that is none. */
export class CharsmapError extends Error {}

const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** A longer cluster is looked up character by character only. */
const LONGEST = 5;

export function precompiled(charsmap: Uint8Array): Normalizer {
  const table = new Charsmap(charsmap);
  const known = new Map<string, string>();
  const rewritten = (grapheme: string) => {
    let found = known.get(grapheme);
    if (found === undefined) {
      found = rewriteGrapheme(table, grapheme);
      if (known.size < 2 ** 14) known.set(grapheme, found);
    }
    return found;
  };
  const all = (text: string) => {
    let written = "";
    for (const { segment } of graphemes.segment(text)) written += rewritten(segment);
    return written;
  };
  const plain = plainAscii(table);
  // Clusters of more than one character are rare: the aligned way cuts them with the same segmenter.
  const aligned = (text: string) => {
    const clusters = [...graphemes.segment(text)].map(({ segment }) => segment);
    return clusters.some((cluster) => rewritten(cluster) !== cluster) ? clusters : undefined;
  };
  return {
    normalize: (text) => (plain.test(text) ? text : all(text)),
    align(text) {
      const clusters = aligned(text);
      return clusters === undefined ? undefined : alignClusters(table, clusters);
    },
  };
}

/** A cluster as a whole where the table has a beginning of it, else its characters one by one. */
function rewriteGrapheme(table: Charsmap, grapheme: string): string {
  return partsOf(table, grapheme)
    .map((part) => table.first(part) ?? part)
    .join("");
}

function partsOf(table: Charsmap, grapheme: string): string[] {
  const isShort = encoder.encode(grapheme).length <= LONGEST;
  return isShort && table.first(grapheme) !== undefined ? [grapheme] : [...grapheme];
}

function alignClusters(table: Charsmap, clusters: readonly string[]) {
  const parts = clusters.flatMap((cluster) => partsOf(table, cluster));
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const part of parts) {
    const written = table.first(part);
    for (let i = 0; i < (written ?? part).length; i++) {
      starts.push(written === undefined ? at + i : at);
      ends.push(written === undefined ? at + i + 1 : at + part.length);
    }
    at += part.length;
  }
  return { starts, ends };
}

/** Texts of printable ASCII that the table leaves alone. */
function plainAscii(table: Charsmap): RegExp {
  const kept = Array.from({ length: 0x5f }, (_, i) => String.fromCharCode(0x20 + i)).filter(
    (character) => table.first(character) === undefined,
  );
  return new RegExp(`^[${kept.map((c) => `\\u{${c.charCodeAt(0).toString(16)}}`).join("")}]*$`, "v");
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
