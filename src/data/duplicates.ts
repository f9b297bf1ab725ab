/** Documents that were there before: by their text exactly, or nearly by MinHash. Both are filters with a memory. */
import { createHash } from "node:crypto";
import { optionsOf } from "../sentences/index.ts";
import type { Filter } from "./filters.ts";
import { bandKeys, type MinHashOptions, minHash, similarity } from "./minhash.ts";

/** Drops a text that was seen before, blanks at its ends aside. Remembers 16 bytes of SHA-256 for each (some 100 bytes of memory). */
export function exactDuplicates(): Filter {
  const seen = new Set<string>();
  return {
    name: "duplicate",
    reason({ text }) {
      const hash = createHash("sha256").update(text.trim()).digest().toString("latin1", 0, 16);
      if (seen.has(hash)) return "seen before";
      seen.add(hash);
      return undefined;
    },
  };
}

/** From when on two documents are the same. */
export interface NearDuplicateOptions extends MinHashOptions {
  /** The estimated Jaccard similarity from which on two documents are the same. Default 0.8. */
  readonly threshold?: number;
}

const checkNear = optionsOf<NearDuplicateOptions>("nearDuplicates", {
  threshold: "number?",
  hashes: "number?",
  shingle: "number?",
});

/**
 * Drops a text that is nearly one that was kept: locality-sensitive hashing finds candidates (Indyk and Motwani 1998; Leskovec et al.,
 * "Mining of Massive Datasets", chapter 3), and their signatures decide.
 *
 *     b bands of r rows: two texts of similarity s meet in a band with probability 1 - (1 - s^r)^b
 *
 * Remembers 4 bytes a hash of every document that it kept: 512 by default, and an entry for each of its bands. Throws
 * an ArgumentError where the options do not fit.
 */
export function nearDuplicates(asked: NearDuplicateOptions = {}): Filter {
  checkNear(asked);
  const { threshold = 0.8, ...options } = asked;
  const kept: { readonly id: string; readonly signature: Uint32Array }[] = [];
  const buckets = new Map<number, number[]>();
  return {
    name: "near-duplicate",
    reason({ id, text }) {
      const signature = minHash(text, options);
      const keys = bandKeys(signature, threshold);
      const candidates = new Set(keys.flatMap((key) => buckets.get(key) ?? []));
      for (const candidate of candidates) {
        const other = kept[candidate]!;
        const estimate = similarity(signature, other.signature);
        if (estimate >= threshold) return `${(100 * estimate).toFixed(0)} % like ${other.id}`;
      }
      for (const key of keys) buckets.set(key, [...(buckets.get(key) ?? []), kept.length]);
      kept.push({ id, signature });
      return undefined;
    },
  };
}
