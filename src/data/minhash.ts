/**
 * MinHash (Broder 1997, "On the resemblance and containment of documents"): the similarity of two sets from few numbers.
 *
 *     J(A, B) = |A and B| / |A or B|;    m_k(A) = min over x in A of h_k(x);    P(m_k(A) = m_k(B)) = J(A, B)
 *
 * so that the share of K hashes whose minima agree estimates J without bias and with variance J (1 - J) / K. A text's set is its
 * shingles: all runs of `shingle` characters of it, lower case, spaces as one.
 */

import { optionsOf } from "../sentences/index.ts";
import { mix } from "./permutation.ts";

/** Of how many numbers a signature is, and of what. */
export interface MinHashOptions {
  /** K, the number of hashes. Default 128. */
  readonly hashes?: number;
  /** Characters of a shingle. Default 5. */
  readonly shingle?: number;
}

const checkMinHash = optionsOf<MinHashOptions>("minHash", { hashes: "number?", shingle: "number?" });

/** The shingles of a text as 32-bit hashes, each once; a text shorter than one is one. */
export function shingles(text: string, length = 5): Set<number> {
  const plain = text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
  const found = new Set<number>();
  for (let start = 0; start === 0 || start + length <= plain.length; start++) {
    let hash = 0x811c9dc5;
    const end = Math.min(start + length, plain.length);
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ plain.charCodeAt(i), 0x01000193); // FNV-1a over UTF-16 units
    found.add(mix(hash));
  }
  return found;
}

/** The signature of a text, uint32 [K]. Throws an ArgumentError where the options do not fit. */
export function minHash(text: string, options: MinHashOptions = {}): Uint32Array {
  checkMinHash(options);
  const { hashes = 128, shingle = 5 } = options;
  return minHashOf(shingles(text, shingle), hashes);
}

/** The signature of a set of 32-bit integers, uint32 [K]; h_k(x) = mix(x xor key_k), a bijection for each k. */
export function minHashOf(set: Iterable<number>, hashes: number): Uint32Array {
  const keys = Uint32Array.from({ length: hashes }, (_, k) => mix(k + 1));
  const minima = new Uint32Array(hashes).fill(0xffffffff);
  for (const x of set) {
    for (let k = 0; k < hashes; k++) {
      const h = mix(x ^ keys[k]!);
      if (h < minima[k]!) minima[k] = h;
    }
  }
  return minima;
}

/**
 * The estimated Jaccard similarity: the share of places in which two signatures agree. Throws a RangeError where they
 * are not of one length.
 */
export function similarity(a: Uint32Array, b: Uint32Array): number {
  if (a.length !== b.length)
    throw new RangeError(`signatures of ${a.length} and ${b.length} hashes cannot be compared`);
  return a.reduce((sum, value, k) => sum + Number(value === b[k]), 0) / a.length;
}

/**
 * The buckets in which documents meet that are alike: a number for each band of r rows. r is the largest for which two documents at
 * the threshold meet with probability 0.95 and more.
 */
export function bandKeys(signature: Uint32Array, threshold: number): number[] {
  const rows = rowsFor(signature.length, threshold);
  const bands = Math.floor(signature.length / rows);
  return Array.from({ length: bands }, (_, band) => {
    const values = signature.subarray(band * rows, (band + 1) * rows);
    return band * 2 ** 32 + values.reduce((hash, value) => mix(hash ^ value) + 1, 0); // chance meetings are told apart later
  });
}

function rowsFor(hashes: number, threshold: number): number {
  const meeting = (rows: number) => 1 - (1 - threshold ** rows) ** Math.floor(hashes / rows);
  let rows = 1;
  while (rows < hashes && meeting(rows + 1) >= 0.95) rows++;
  return rows;
}
