/**
 * Normalizers rewrite text before it is cut into words. Each can also say where its output came from, which is how
 * tokens of rewritten text get offsets into the original.
 */

import { z } from "zod";

/** For each UTF-16 unit of a rewritten text, the range of the original it stands for. */
export interface Alignment {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export interface Normalizer {
  normalize(text: string): string;
  /** The alignment of `normalize(text)` with `text`; undefined where nothing changed. */
  align(text: string): Alignment | undefined;
}

const Nfc = z.strictObject({ type: z.literal("NFC") });
const Sequence = z.strictObject({ type: z.literal("Sequence"), normalizers: z.array(Nfc) });

export const NormalizerConfig = z.discriminatedUnion("type", [Nfc, Sequence]);

export function normalizerOf(config: z.output<typeof NormalizerConfig>): Normalizer {
  switch (config.type) {
    case "NFC":
      return nfc;
    case "Sequence":
      return config.normalizers.map(normalizerOf).reduce(chain, unchanged);
  }
}

const unchanged: Normalizer = { normalize: (text) => text, align: () => undefined };

function chain(first: Normalizer, second: Normalizer): Normalizer {
  return {
    normalize: (text) => second.normalize(first.normalize(text)),
    align(text) {
      const inner = first.align(text);
      const outer = second.align(first.normalize(text));
      if (inner === undefined || outer === undefined) return inner ?? outer;
      return {
        starts: outer.starts.map((start) => inner.starts[start]!),
        ends: outer.ends.map((end) => inner.ends[end - 1]!),
      };
    },
  };
}

/**
 * A character and all that may compose with it: marks, the vowels and finals of Hangul, and the vowel signs of Kirat
 * Rai, which are letters that compose. Canonical composition never crosses these borders (a test walks all of Unicode).
 */
const COMPOSABLE = /.[\p{M}\u{1160}-\u{11ff}\u{16d63}-\u{16d6a}]*/gsv;

/** Canonical decomposition, then composition (Unicode Standard Annex 15). */
const nfc: Normalizer = {
  normalize: (text) => text.normalize("NFC"),
  align(text) {
    if (text.normalize("NFC") === text) return undefined;
    const starts: number[] = [];
    const ends: number[] = [];
    let at = 0;
    for (const [segment] of text.matchAll(COMPOSABLE)) {
      const normalized = segment.normalize("NFC");
      // Where nothing changed each unit stands for itself; where something did, for the whole segment.
      for (let i = 0; i < normalized.length; i++) {
        starts.push(normalized === segment ? at + i : at);
        ends.push(normalized === segment ? at + i + 1 : at + segment.length);
      }
      at += segment.length;
    }
    return { starts, ends };
  },
};
