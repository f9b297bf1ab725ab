/**
 * The byte alphabet of byte-level BPE (Radford et al. 2019, GPT-2): each of the 256 bytes is written as one printable
 * character, so that a vocabulary of strings can spell any UTF-8 text, broken bytes included.
 *
 *     byte b  ->  b itself where Latin-1 prints it, else the next free character from U+0100 on
 *
 * A space becomes "Ġ", a newline "Ċ".
 */

import type { Decoder } from "./decoders.ts";
import type { Spelling } from "./pre-tokenizers.ts";

/** GPT-2's own cut into words; `ByteLevel` with `use_regex` applies it. */
export const GPT2_PATTERN = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

const isPrintable = (byte: number) =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);

/** byte -> the UTF-16 unit that spells it. */
const UNIT_OF_BYTE = new Uint16Array(256);
/** UTF-16 unit -> byte, or -1. */
const BYTE_OF_UNIT = new Int16Array(0x200).fill(-1);
for (let byte = 0, next = 0x100; byte < 256; byte++) {
  const unit = isPrintable(byte) ? byte : next++;
  UNIT_OF_BYTE[byte] = unit;
  BYTE_OF_UNIT[unit] = byte;
}

const encoder = new TextEncoder();

/** The 256 characters of the alphabet, in the order of their bytes. */
export const byteAlphabet: readonly string[] = Array.from(UNIT_OF_BYTE, (unit) => String.fromCharCode(unit));

function spellBytes(text: string): string {
  let word = "";
  for (const byte of encoder.encode(text)) word += byteAlphabet[byte];
  return word;
}

/** How characters of one unit each are spelled, of those that were met. */
const spelledUnits: (string | undefined)[] = new Array(2 ** 16).fill(undefined);

/** How many characters of the byte alphabet spell a well-formed text. */
export function spelledLength(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    length += isSurrogate(unit) ? 2 : utf8Length(unit); // four bytes a pair
  }
  return length;
}

export const isSurrogate = (unit: number) => (unit & 0xf800) === 0xd800;

/** Spells text in the byte alphabet, one character a byte of UTF-8. A lone surrogate is spelled as U+FFFD. */
export const byteSpelling: Spelling = {
  spell(text) {
    let word = "";
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      // A surrogate is spelled with the other of its pair, if it has one.
      if (isSurrogate(unit)) return spellBytes(text);
      word += spelledUnits[unit] ??= spellBytes(text[i]!);
    }
    return word;
  },
  spans(text) {
    const starts: number[] = [];
    const ends: number[] = [];
    let at = 0;
    for (const character of text) {
      const end = at + character.length;
      for (let bytes = utf8Length(character.codePointAt(0)!); bytes > 0; bytes--) {
        starts.push(at);
        ends.push(end);
      }
      at = end;
    }
    return { starts, ends };
  },
};

// A lone surrogate is written as U+FFFD, which takes three bytes, as its own range does.
const utf8Length = (codePoint: number) => (codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4);

/** The bytes of a token. One that is not written in the byte alphabet (an added token) stands for its own UTF-8. */
export function bytesOfToken(token: string): Uint8Array {
  const bytes = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i++) {
    const byte = BYTE_OF_UNIT[token.charCodeAt(i)] ?? -1;
    if (byte < 0) return encoder.encode(token);
    bytes[i] = byte;
  }
  return bytes;
}

/**
 * Reads the bytes of tokens as UTF-8; each broken sequence becomes one U+FFFD (WHATWG's way, and Rust's).
 * @param added tokens that stand for their own text though the byte alphabet could have written them, such as "é"
 */
export function byteLevelDecoder(added: ReadonlySet<string>): Decoder {
  const bytesOf = (token: string) => (added.has(token) ? encoder.encode(token) : bytesOfToken(token));
  return {
    open() {
      // ignoreBOM: U+FEFF at the front is text, and stays.
      const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
      return {
        push: (token) => utf8.decode(bytesOf(token), { stream: true }),
        flush: () => utf8.decode(),
      };
    },
  };
}
