/** The escapes of Python's string literals, as jinja2 decodes them. */

import { escaped } from "./text.ts";

const SHORT: Readonly<Record<string, string>> = { "\n": "", "\\": "\\", "'": "'", '"': '"', a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" }; // biome-ignore format: one line

/** Marks that people write by name, since they are hard to type or to see; Unicode has 150,000 more. */
const NAMED: Readonly<Record<string, string>> = {
  "NO-BREAK SPACE": "\u00a0", "SOFT HYPHEN": "\u00ad", "ZERO WIDTH SPACE": "\u200b", "ZERO WIDTH NON-JOINER": "\u200c", "ZERO WIDTH JOINER": "\u200d",
  "EN DASH": "–", "EM DASH": "—", "LEFT SINGLE QUOTATION MARK": "‘", "RIGHT SINGLE QUOTATION MARK": "’",
  "LEFT DOUBLE QUOTATION MARK": "“", "RIGHT DOUBLE QUOTATION MARK": "”", BULLET: "•", "HORIZONTAL ELLIPSIS": "…",
  "LEFTWARDS ARROW": "←", "RIGHTWARDS ARROW": "→", "CHECK MARK": "✓", "BALLOT X": "✗", "FULLWIDTH VERTICAL LINE": "｜",
  "LOWER ONE EIGHTH BLOCK": "▁", "DEGREE SIGN": "°", "EURO SIGN": "€", "REPLACEMENT CHARACTER": "\ufffd", "ZERO WIDTH NO-BREAK SPACE": "\ufeff",
}; // biome-ignore format: a table

const ESCAPE = /\\(?:([0-7]{1,3})|x([\da-fA-F]{0,2})|u([\da-fA-F]{0,4})|U([\da-fA-F]{0,8})|N(\{[^}]*\}?)?|([\s\S]?))/g;

/**
 * The text between a literal's quotes with its escapes read; one that is unknown stays as it is written.
 * @param fail throws, of one that is cut off
 */
export function unescaped(literal: string, fail: (reason: string) => never): string {
  if (!literal.includes("\\")) return literal;
  // What is not ASCII is written as an escape first, so a backslash before it escapes that one's backslash.
  const source = literal.replace(/[^\0-\x7f]/gu, (character) => escaped(character));
  return source.replace(
    ESCAPE,
    (whole, octal?: string, x?: string, u?: string, U?: string, name?: string, other?: string) => {
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      for (const [digits, length, kind] of [
        [x, 2, "xXX"],
        [u, 4, "uXXXX"],
        [U, 8, "UXXXXXXXX"],
      ] as const) {
        // biome-ignore format: one line
        if (digits === undefined) continue;
        if (digits.length < length) return fail(`truncated \\${kind} escape`);
        const code = Number.parseInt(digits, 16);
        return code > 0x10ffff ? fail("illegal Unicode character") : String.fromCodePoint(code);
      }
      if (other === undefined) return name?.endsWith("}") ? (NAMED[name.slice(1, -1).toUpperCase()] ?? fail("unknown Unicode character name")) : fail("malformed \\N character escape"); // biome-ignore format: one line
      if (other === "") return fail("\\ at end of string");
      return SHORT[other] ?? whole;
    },
  );
}
