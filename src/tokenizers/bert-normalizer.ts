/**
 * BERT's own normalization (Devlin et al. 2019): control characters go, white space becomes a space, each Chinese
 * character stands between spaces and so becomes a word, accents are taken off letters, and all is lower case.
 */

import { chain, type Normalizer, perMatch, unchanged } from "./normalizer.ts";
import { lowercase } from "./text-normalizers.ts";
import { unicodeForm } from "./unicode-forms.ts";

export interface BertNormalizerParts {
  readonly cleanText: boolean;
  readonly handleChineseChars: boolean;
  readonly stripAccents: boolean;
  readonly lowercase: boolean;
}

// Tab, newline and carriage return are controls to Unicode and spaces here; U+0085 and the like are controls to both.
const CONTROL = /[[\p{Cc}\p{Cf}\p{Co}\ufffd]--[\t\n\r]]/gv;
const SPACE = /[\p{Zs}\u2028\u2029\t\n\r]/gv;
const IDEOGRAPH =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gv;
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

const clean = chain(
  perMatch(CONTROL, () => ""),
  perMatch(SPACE, () => " "),
);
const spaced = perMatch(IDEOGRAPH, (character) => ` ${character} `);
const withoutAccents = chain(
  unicodeForm("NFD"),
  perMatch(/\p{Mn}/gv, () => ""),
);

export function bertNormalizer(parts: BertNormalizerParts): Normalizer {
  const full = [
    parts.cleanText && clean,
    parts.handleChineseChars && spaced,
    parts.stripAccents && withoutAccents,
    parts.lowercase && lowercase,
  ]
    .filter((step) => step !== false)
    .reduce(chain, unchanged);
  // Most English text has nothing to clean, and case is all that changes.
  const normalize = (text: string) =>
    PRINTABLE_ASCII.test(text) ? (parts.lowercase ? text.toLowerCase() : text) : full.normalize(text);
  // Lower case keeps ASCII's places.
  const align = (text: string) => (PRINTABLE_ASCII.test(text) ? undefined : full.align(text));
  return { normalize, align };
}
