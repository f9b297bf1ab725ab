/** How a line of text becomes tokens, and tokens a line again. */
import { MARKS } from "./vocabulary.ts";

/** What a text can be counted by. */
export const UNITS = ["word", "char"] as const;
/** What a text is counted by. */
export type Unit = (typeof UNITS)[number];

/**
 * Words are what stands between white space. Characters are Unicode code points; one that is white space or a control
 * character, which could not stand in an ARPA file, is written by its number, the space as `<U+0020>`.
 */
export function tokensOf(line: string, unit: Unit): string[] {
  if (unit === "word") return line.split(/\s+/u).filter((word) => word !== "");
  return Array.from(line, (character) => (/[\s\p{Cc}]/u.test(character) ? named(character) : character));
}

/** The text that tokens stand for. */
export function textOf(tokens: readonly string[], unit: Unit): string {
  if (unit === "word") return tokens.join(" ");
  const plain = (token: string) =>
    token.replace(/^<U\+([0-9A-F]{4,6})>$/, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return tokens.map(plain).join("");
}

/** What the words of a model are: characters, where each is one. */
export function unitOf(words: readonly string[]): Unit {
  const own = words.slice(MARKS.length);
  return own.length > 0 && own.every((word) => /^(?:.|<U\+[0-9A-F]{4,6}>)$/su.test(word)) ? "char" : "word";
}

function named(character: string): string {
  return `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`;
}
