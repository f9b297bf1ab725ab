/** Text as Python sees it: a sequence of code points, with Python's classes of characters. */

/** `str.isspace`: what `strip` takes off and `split` splits at. U+FEFF is not among them, U+0085 is. */
export const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const onlySpace = new RegExp(`^[${SPACE}]+$`);
export const isSpace = (text: string): boolean => onlySpace.test(text);

const hasPairs = (text: string): boolean => /[\ud800-\udbff]/.test(text);

/** The characters: a surrogate pair is one. */
export const codePoints = (text: string): string[] => (hasPairs(text) ? Array.from(text) : text.split(""));

export function pointCount(text: string): number {
  return hasPairs(text) ? text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0) : text.length;
}

/** Where the character `index` begins, in units of UTF-16. */
export function unitAt(text: string, index: number): number {
  return hasPairs(text) ? Array.from(text).slice(0, index).join("").length : index;
}

/** Which character begins at unit `unit`; -1 stays. */
export const pointAt = (text: string, unit: number): number => (unit <= 0 ? unit : pointCount(text.slice(0, unit)));

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

export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    ">": "&gt;",
    "<": "&lt;",
    "'": "&#39;",
    '"': "&#34;",
  };
  return text.replace(/[&><'"]/g, (character) => entities[character]!);
}

const DIGRAPHS: Readonly<Record<string, string>> = Object.fromEntries(
  ["ǄǅǆǄ", "ǇǈǉǇ", "ǊǋǌǊ", "ǱǲǳǱ"].flatMap((kind) => [...kind].map((letter) => [letter, [...kind][1]!])),
);

/** A character as it begins a title: of a ligature, only the first letter is a capital. */
export function titlecase(character: string): string {
  const digraph = DIGRAPHS[character];
  if (digraph !== undefined) return digraph;
  if (/[\u10d0-\u10ff]/.test(character)) return character; // Georgian has capitals, but not in titles
  const upper = character.toUpperCase();
  const [first, ...rest] = upper;
  // Greek letters with an iota below have one-letter title forms, 8, 9 or 12 places on.
  const iota = /[\u1f80-\u1f87\u1f90-\u1f97\u1fa0-\u1fa7]/.test(character)
    ? 8
    : /[\u1fb3\u1fc3\u1ff3]/.test(character)
      ? 9
      : 0;
  if (iota > 0) return String.fromCodePoint(character.codePointAt(0)! + iota);
  if (/[\u1f88-\u1f8f\u1f98-\u1f9f\u1fa8-\u1faf\u1fbc\u1fcc\u1ffc]/.test(character)) return character;
  return rest.length === 0 ? upper : first! + rest.join("").toLowerCase();
}

/** Lower case of one character: a sigma looks otherwise at the end of a word, so its neighbours are looked at. */
export function lowerAt(characters: readonly string[], at: number): string {
  if (characters[at] !== "Σ") return characters[at]!.toLowerCase();
  const [before, after] = [
    characters.slice(Math.max(at - 16, 0), at).join(""),
    characters.slice(at + 1, at + 17).join(""),
  ];
  return `${before}Σ${after}`.toLowerCase()[before.toLowerCase().length]!;
}

export const capitalize = (text: string): string => {
  const characters = codePoints(text);
  return characters.map((character, i) => (i === 0 ? titlecase(character) : lowerAt(characters, i))).join("");
};

/** `str.title`: a letter after no letter begins a word. */
export function title(text: string): string {
  let inWord = false;
  const characters = codePoints(text).map((character, i, all) => {
    const cased = inWord ? lowerAt(all, i) : titlecase(character);
    inWord = /[\p{Lowercase}\p{Uppercase}\p{Lt}]/u.test(character);
    return cased;
  });
  return characters.join("");
}
