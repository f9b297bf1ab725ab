/** Sets of characters in Oniguruma's patterns: escapes, properties, and classes in brackets. */

import { cased, fold, sameFold } from "./case-folding.ts";
import { escapeInClass, escapeLiteral, type PatternReader } from "./pattern-reader.ts";

const LATIN_FRACTIONS = String.raw`\xb2\xb3\xb9\xbc-\xbe`;
const WORD = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}`;
/** What a border of words, `\b`, stands between. */
export const WORD_CHARACTER = `[${WORD}${LATIN_FRACTIONS}]`;

const SHORTHANDS: Readonly<Record<string, string>> = {
  s: String.raw`\p{White_Space}`,
  S: String.raw`\P{White_Space}`,
  d: String.raw`\p{Nd}`,
  D: String.raw`\P{Nd}`,
  h: "[0-9A-Fa-f]",
  H: "[^0-9A-Fa-f]",
  // The superscripts and fractions of Latin-1 count as word characters in Oniguruma, but not inside a class.
  w: WORD_CHARACTER,
  W: `[^${WORD}${LATIN_FRACTIONS}]`,
};
const SHORTHANDS_IN_CLASS: Readonly<Record<string, string>> = { ...SHORTHANDS, w: `[${WORD}]`, W: `[^${WORD}]` };

const CONTROLS: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  f: "\f",
  v: "\v",
  a: "\x07",
  e: "\x1b",
};

/** POSIX brackets, `[:alpha:]`, and the properties of the same names. */
const POSIX: Readonly<Record<string, string>> = {
  alpha: String.raw`\p{Alphabetic}`,
  alnum: String.raw`[\p{Alphabetic}\p{Nd}]`,
  ascii: String.raw`[\0-\x7f]`,
  blank: String.raw`[\t\p{Zs}]`,
  cntrl: String.raw`\p{Cc}`,
  digit: String.raw`\p{Nd}`,
  graph: String.raw`[^\p{White_Space}\p{Cc}\p{Cn}\p{Cs}]`,
  lower: String.raw`\p{Lowercase}`,
  print: String.raw`[[^\p{White_Space}\p{Cc}\p{Cn}\p{Cs}]\p{Zs}]`,
  punct: String.raw`[\p{P}\p{S}]`,
  space: String.raw`\p{White_Space}`,
  upper: String.raw`\p{Uppercase}`,
  xdigit: "[0-9A-Fa-f]",
  word: `[${WORD}]`,
};
const PROPERTIES: Readonly<Record<string, string>> = {
  ...POSIX,
  punct: String.raw`\p{P}`,
  word: WORD_CHARACTER,
};

/** A set as JavaScript writes it, or one character. */
export type Escaped = { readonly set: string } | { readonly character: string };

/** An escape of a set or a character, its backslash consumed. */
export function readEscape(reader: PatternReader, inClass: boolean): Escaped {
  const property = reader.match(/([pP])\{(\^?)([\w =-]+)\}/y);
  if (property !== undefined) {
    const set = propertyOf(property[3]!);
    if (set === undefined) throw reader.unsupported(`\\${property[0]}`);
    return { set: (property[1] === "P") === (property[2] === "^") ? set : `[^${set}]` };
  }
  const hexadecimal = reader.match(/x\{[\da-fA-F]{1,6}\}|x[\da-fA-F]{1,2}|u[\da-fA-F]{4}/y)?.[0];
  if (hexadecimal !== undefined) {
    const code = Number.parseInt(hexadecimal.replace(/[xu{}]/g, ""), 16);
    if (code > 0x10ffff) throw reader.unsupported(`\\${hexadecimal}`);
    return { character: String.fromCodePoint(code) };
  }
  const octal = reader.match(inClass ? /[0-3]?[0-7]{1,2}/y : /0[0-7]{0,2}/y)?.[0];
  if (octal !== undefined) return { character: String.fromCharCode(Number.parseInt(octal, 8)) };
  if (inClass && reader.takes("b")) return { character: "\b" };
  const name = reader.character();
  const set = (inClass ? SHORTHANDS_IN_CLASS : SHORTHANDS)[name];
  if (set !== undefined) return { set };
  const character = CONTROLS[name] ?? name;
  if (/[\da-zA-Z]/.test(character)) throw reader.unsupported(`\\${name}`);
  return { character };
}

/** A property by the name that Oniguruma takes it by: in any case, spaces and signs left out, a script without `Script=`. */
function propertyOf(name: string): string | undefined {
  const loose = name.replace(/[ _-]/g, "").toLowerCase();
  if (loose in PROPERTIES) return PROPERTIES[loose];
  const capitals = name.trim().replace(/[ -]/g, "_");
  const titled = capitals.toLowerCase().replace(/(?:^|_)[a-z]/g, (letter) => letter.toUpperCase());
  const written = [capitals, titled, titled === "Whitespace" ? "White_Space" : titled.toUpperCase()];
  return written.flatMap((one) => [`\\p{${one}}`, `\\p{Script=${one}}`]).find(isKnown);
}

function isKnown(set: string): boolean {
  try {
    return new RegExp(set, "v") instanceof RegExp;
  } catch {
    return false;
  }
}

/**
 * A class, its opening bracket consumed. Nested classes and intersections mean the same in both languages, but JavaScript wants
 * brackets around what it intersects.
 */
export function readClass(reader: PatternReader, ignoreCase: boolean, isNested = false): string {
  const isNegated = reader.takes("^");
  const operands: string[][] = [[]];
  const long = new Set<string>();
  const add = (set: string) => operands.at(-1)!.push(set);
  const addSet = (set: string) => {
    add(set);
    const within = new RegExp(`^${set}$`, "v");
    if (ignoreCase) addOtherCases((one) => within.test(one), add, long);
  };
  const addRange = (first: string, last: string) => {
    const [from, to] = [first.codePointAt(0)!, last.codePointAt(0)!];
    if (from > to) throw reader.unsupported(`the empty range ${first}-${last}`);
    add(from === to ? escapeInClass(first) : `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`);
    const has = (code: number) => from <= code && code <= to;
    if (ignoreCase) addOtherCases((one) => has(one.codePointAt(0)!), add, long);
  };
  if (reader.takes("]")) add("\\]");
  while (!reader.takes("]")) {
    if (reader.isDone) throw reader.unsupported("an unmatched [");
    const posix = reader.match(/\[:(\^?)([a-z]+):\]/y);
    if (reader.takes("&&")) operands.push([]);
    else if (posix !== undefined) {
      const set = POSIX[posix[2]!];
      if (set === undefined) throw reader.unsupported(`the POSIX bracket ${posix[0]}`);
      addSet(posix[1] === "^" ? `[^${set}]` : set);
    } else if (reader.takes("[")) add(readClass(reader, ignoreCase, true));
    else {
      const first = readMember(reader);
      if ("set" in first) addSet(first.set);
      else addRange(first.character, readRangeEnd(reader) ?? first.character);
    }
  }
  const inner =
    operands.length === 1 ? operands[0]!.join("") : operands.map((operand) => `[${operand.join("")}]`).join("&&");
  if (isNegated || long.size === 0) return `[${isNegated ? "^" : ""}${inner}]`;
  if (isNested || operands.length > 1)
    throw reader.unsupported("a letter of several, such as ß, in nested brackets inside (?i:");
  return `(?:${[`[${inner}]`, ...[...long].map(anyCase)].join("|")})`;
}

const readMember = (reader: PatternReader): Escaped =>
  reader.takes("\\") ? readEscape(reader, true) : { character: reader.character() };

/** The end of a range, where one is begun. */
function readRangeEnd(reader: PatternReader): string | undefined {
  if (!reader.sees("-") || reader.sees("-]") || reader.sees("-[") || reader.sees("-&&")) return undefined;
  reader.takes("-");
  const last = readMember(reader);
  if ("set" in last) throw reader.unsupported("a set at the end of a range");
  return last.character;
}

/** Adds what shares its fold with one of `has`; a fold of several characters goes to `long`. */
function addOtherCases(has: (character: string) => boolean, add: (set: string) => void, long: Set<string>): void {
  for (const characters of cased()) {
    if (!characters.some(has)) continue;
    for (const one of characters) add(escapeInClass(one));
    const key = fold(characters[0]!);
    if ([...key].length > 1) long.add(key);
  }
}

/** A text of folded characters in any case, the single characters that fold to it included. */
export function anyCase(text: string): string {
  const each = [...text].map((character) => classOf(sameFold(character), character)).join("");
  const together = [...text].length > 1 ? sameFold(text) : [];
  return together.length === 0 ? each : `(?:${classOf(together, "")}|${each})`;
}

const classOf = (characters: readonly string[], otherwise: string) =>
  characters.length === 0 ? escapeLiteral(otherwise) : `[${characters.map(escapeInClass).join("")}]`;
