/**
 * A permutation of 0 .. n - 1 that is computed and never stored: a Feistel network over the next power of four (Luby and Rackoff
 * 1988), walked until it falls below n (Black and Rogaway 2002, "Ciphers with arbitrary finite domains").
 *
 *     (l, r) -> (r, l xor F(r, key, round))        four rounds and more mix well; F is murmur's finalizer
 */
const ROUNDS = 6;

/** Where place `i` of epoch `epoch` is taken from: for fixed n, seed and epoch a bijection of 0 .. n - 1. */
export function permuted(i: number, n: number, seed: number, epoch: number): number {
  const bits = Math.max(1, Math.ceil(Math.ceil(Math.log2(n)) / 2)); // of each half
  const size = 2 ** bits;
  const key = mix(mix(seed % 2 ** 32) ^ mix(Math.floor(seed / 2 ** 32) + 0x9e3779b9) ^ mix(epoch + 0x85ebca6b));
  let x = i;
  do {
    let left = Math.floor(x / size);
    let right = x % size;
    for (let round = 0; round < ROUNDS; round++) {
      const f = mix(right ^ mix(key + round)) & (size - 1);
      [left, right] = [right, left ^ f];
    }
    x = left * size + right;
  } while (x >= n);
  return x;
}

/** The finalizer of MurmurHash3: a bijection of 32-bit integers in which each bit of the input moves half of the output's. */
export function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
