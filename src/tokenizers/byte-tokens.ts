/**
 * Byte fallback (SentencePiece, Kudo & Richardson 2018): a character that the vocabulary lacks is spelled by the bytes of
 * its UTF-8, each a token of its own: "\u00e4" -> "<0xC3>" "<0xA4>".
 */

const encoder = new TextEncoder();

/** "<0x41>" for 65. */
export const byteToken = (byte: number) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;

/** The byte that a token stands for; undefined for any other token. */
export function byteOfToken(token: string): number | undefined {
  return /^<0x[\dA-Fa-f]{2}>$/.test(token) ? Number.parseInt(token.slice(3, 5), 16) : undefined;
}

/** The byte tokens of a vocabulary. */
export class ByteTokens {
  readonly #ids: readonly (number | undefined)[];

  constructor(vocabulary: ReadonlyMap<string, number>) {
    this.#ids = Array.from({ length: 256 }, (_, byte) => vocabulary.get(byteToken(byte)));
  }

  /** The ids of the bytes of a text; undefined where the vocabulary lacks one of them. */
  of(text: string): number[] | undefined {
    const ids: number[] = [];
    for (const byte of encoder.encode(text)) {
      const id = this.#ids[byte];
      if (id === undefined) return undefined;
      ids.push(id);
    }
    return ids;
  }
}
