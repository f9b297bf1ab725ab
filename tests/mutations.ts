/**
 * Damaged copies of a file, the same ones each time: what readers of files must survive. Most of the damage falls on the
 * first `header` bytes, where a reader believes what it reads.
 */

/** Counts, lengths and offsets that are most likely to be believed and least likely to be right. */
export const EXTREMES = [
  0n,
  1n,
  0x7fn,
  0xffn,
  0xffffn,
  0x7fffffffn,
  0xffffffffn,
  1n << 40n,
  (1n << 53n) - 1n,
  1n << 63n,
  (1n << 64n) - 1n,
];

export type Random = (below: number) => number;

const damages: readonly ((bytes: Buffer, at: number, random: Random) => Buffer)[] = [
  function flipBit(bytes, at, random) {
    bytes[at]! ^= 1 << random(8);
    return bytes;
  },
  function setByte(bytes, at, random) {
    bytes[at] = random(256);
    return bytes;
  },
  function setWord(bytes, at, random) {
    const place = Math.min(at, Math.max(bytes.length - 8, 0));
    if (bytes.length >= 8) bytes.writeBigUInt64LE(EXTREMES[random(EXTREMES.length)]!, place);
    return bytes;
  },
  function setHalfWord(bytes, at, random) {
    const place = Math.min(at, Math.max(bytes.length - 4, 0));
    if (bytes.length >= 4) bytes.writeUInt32LE(Number(EXTREMES[random(EXTREMES.length)]! & 0xffffffffn), place);
    return bytes;
  },
  function cutShort(bytes, at) {
    return bytes.subarray(0, at);
  },
  function drop(bytes, at, random) {
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(16))]);
  },
  function repeat(bytes, at, random) {
    return Buffer.concat([bytes.subarray(0, at + 1 + random(64)), bytes.subarray(at)]);
  },
  function digits(bytes, at, random) {
    // In a text header, a number grows or shrinks by a digit.
    const place = bytes.subarray(at).findIndex((byte) => byte >= 48 && byte <= 57);
    if (place >= 0) bytes[at + place] = 48 + random(10);
    return bytes;
  },
];

/** A copy of a file with one to three damages. */
export function mutate(file: Uint8Array, header: number, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(file);
  for (let n = 1 + random(3); n > 0 && bytes.length > 0; n--) {
    const at = random(Math.min(random(8) === 0 ? file.length : header, bytes.length));
    bytes = damages[random(damages.length)]!(bytes, at, random);
  }
  return bytes;
}

/** `count` damaged copies of a file. */
export function* mutated(file: Uint8Array, header: number, count: number): Iterable<Buffer> {
  const random = generator(count);
  for (let i = 0; i < count; i++) yield mutate(file, header, random);
}

/** A linear congruential generator (Numerical Recipes), its upper bits. */
export function generator(seed: number): Random {
  let x = seed;
  return (below) => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return Math.floor((x / 2 ** 32) * below);
  };
}
