/** How a line of text becomes tokens, and tokens a line again. */

/** What a text can be counted by. */
export const UNITS = ["word", "char"] as const;
/** What a text is counted by. */
export type Unit = (typeof UNITS)[number];

/**
 * Words are what stands between white space of ASCII, as in KenLM: U+00A0 and U+3000 belong to words. Characters are Unicode code points; one that is white space or a control
 * character, which could not stand in an ARPA file, is written by its number, the space as `<U+0020>`.
 */
export function tokensOf(line: string, unit: Unit): string[] {
  if (unit === "word") return line.split(/[ \t-\r]+/).filter((word) => word !== "");
  return Array.from(line, (character) => (/[\s\p{Cc}]/u.test(character) ? named(character) : character));
}

/** The text that tokens stand for. */
export function textOf(tokens: readonly string[], unit: Unit): string {
  if (unit === "word") return tokens.join(" ");
  const plain = (token: string) =>
    token.replace(/^<U\+([0-9A-F]{4,6})>$/, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return tokens.map(plain).join("");
}

function named(character: string): string {
  return `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`;
}
