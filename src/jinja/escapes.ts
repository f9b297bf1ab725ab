/** The escapes of Python's string literals, as jinja2 decodes them. */

import { escaped } from "./text.ts";

/** Letters, and what a backslash before them makes of them. */
const SHORT = new Map(
  ["a\x07", "b\b", "f\f", "n\n", "r\r", "t\t", "v\v", "\\\\", "''", '""'].map((pair) => [pair[0]!, pair[1]!]),
).set("\n", "");

/** Marks that people write by name; Unicode has 150,000 more. */
const NAMED = new Map([
  ["BULLET", "•"],
  ["EM DASH", "—"],
  ["EN DASH", "–"],
  ["NO-BREAK SPACE", "\u00a0"],
  ["ZERO WIDTH SPACE", "\u200b"],
]);

const LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const ESCAPE = /\\(?:([0-7]{1,3})|(x[\da-fA-F]{0,2}|u[\da-fA-F]{0,4}|U[\da-fA-F]{0,8})|N\{([^}]*)\}|([\s\S]?))/g;

/**
 * The text between a literal's quotes with its escapes read; one that is unknown stays as it is written.
 * @param fail throws, of one that is cut off
 */
export function unescaped(literal: string, fail: (reason: string) => never): string {
  if (!literal.includes("\\")) return literal;
  // What is not ASCII is written as an escape first, so a backslash before it escapes that one's backslash.
  const source = literal.replace(/[^\0-\x7f]/gu, (character) => escaped(character));
  return source.replace(ESCAPE, (whole, octal?: string, coded?: string, name?: string, other = "") => {
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    if (name !== undefined) return NAMED.get(name.toUpperCase()) ?? fail("unknown Unicode character name");
    if (coded !== undefined) {
      const length = LENGTHS[coded[0]!]!;
      if (coded.length <= length) return fail(`truncated \\${coded[0]}${"X".repeat(length)} escape`);
      const code = Number.parseInt(coded.slice(1), 16);
      return code > 0x10ffff ? fail("illegal Unicode character") : String.fromCodePoint(code);
    }
    if (other === "N") return fail("malformed \\N character escape");
    return other === "" ? fail("\\ at end of string") : (SHORT.get(other) ?? whole);
  });
}
