/** Text as Python sees it: a sequence of code points, with Python's classes of characters. */

/** `str.isspace`: what `strip` takes off and `split` splits at. U+FEFF is not among them, U+0085 is. */
export const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const onlySpace = new RegExp(`^[${SPACE}]+$`);
/** `str.isspace`. */
export const isSpace = (text: string): boolean => onlySpace.test(text);

const hasPairs = (text: string): boolean => /[\ud800-\udbff]/.test(text);

/** The characters: a surrogate pair is one. */
export const codePoints = (text: string): string[] => (hasPairs(text) ? Array.from(text) : text.split(""));

/** `len(text)`. */
export function pointCount(text: string): number {
  return hasPairs(text) ? text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0) : text.length;
}

/** By code points; UTF-16 sorts a surrogate before U+E000, though it stands for more. */
export function compareText(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return (x >= 0xd800 && x < 0xe000 ? x + 0x10000 : x) - (y >= 0xd800 && y < 0xe000 ? y + 0x10000 : y);
  }
  return a.length - b.length;
}

/** `repr` of a str. */
export function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(/[\\'"]|[^\P{C}]|[^\P{Z} ]/gu, (character) => {
    if (character === "'" || character === '"') return character === quote ? `\\${character}` : character;
    if (character === "\\") return "\\\\";
    return escaped(character);
  });
  return quote + body + quote;
}

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A character as an escape of Python's: `\n`, `\x01`, `\u200b`, `\U000e0001`. */
export function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x100) return SHORT[character] ?? `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  ">": "&gt;",
  "<": "&lt;",
  "'": "&#39;",
  '"': "&#34;",
};

/** With HTML's five entities, as markupsafe writes them. */
export const escapeHtml = (text: string): string => text.replace(/[&><'"]/g, (character) => ENTITIES[character]!);

const DIGRAPHS: Readonly<Record<string, string>> = { Ǆ: "ǅ", Ǉ: "ǈ", Ǌ: "ǋ", Ǳ: "ǲ" };

/** A character as it begins a title: of a ligature, only the first letter is a capital. */
function titlecase(character: string): string {
  const [first = "", ...rest] = character.toUpperCase();
  return (DIGRAPHS[first] ?? first) + rest.join("").toLowerCase();
}

/** `str.capitalize`. The whole is lowered, as a sigma looks otherwise at the end of a word. */
export function capitalize(text: string): string {
  const [first = "", ...rest] = text.toLowerCase();
  return titlecase(first) + rest.join("");
}

const WORDS = /[\p{Lowercase}\p{Uppercase}\p{Lt}]+/gu;

/** `str.title`: a letter after no letter begins a word. */
export const title = (text: string): string => text.replace(WORDS, capitalize);

/** `str.islower`. */
export const isLower = (text: string): boolean => /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
/** `str.isupper`. */
export const isUpper = (text: string): boolean => /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
